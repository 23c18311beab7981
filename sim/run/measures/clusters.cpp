// Clusters of touching living cells of some types: the connected components of their contact graph.
#include "sim/network/components.hpp"
#include "sim/run/cell_types.hpp"
#include "sim/run/measure.hpp"
#include "sim/run/region.hpp"

namespace exomet {
namespace {

class Clusters final : public Measure {
 public:
  static Section<Clusters> schema() {
    Section<Clusters> section(
        "Number of clusters of touching living cells of a type, or of several that cluster together.");
    add_cell_types(section, "clusters", &Clusters::types_, true, "The types.")
        .custom({"below", "{z: length}", "Only cells whose centres are below this plane.", "", false, {}},
                [](const Node& node, Clusters& clusters, Reader& reader) {
                  Plane plane;
                  read_plane(node, plane, reader);
                  clusters.below_.limits[plane.axis][1] = plane.at;
                })
        .flag("attached", &Clusters::attached_, "Only cells that are attached to a tissue.")
        .integer("at_least", &Clusters::at_least_, 1, 1'000'000, "Cells of a cluster that counts.");
    add_region(section, &Clusters::region_, "Only cells in this box.");
    return section;
  }
  Dimension dimension() const override { return Dimension::number; }
  std::string fault(const Model& model) const override {
    const std::string what = below_.fault_of_search(model.geometry);
    return what.empty() ? region_.fault_of_search(model.geometry) : what;
  }

  Cost cost(const Model&, double cells) const override {
    constexpr double bytes_per_cell = 200, seconds_per_cell = 150e-9;  // packed ones
    return {bytes_per_cell * cells, seconds_per_cell * cells};
  }
  double observe(const View& view, const Observed&, MeasureMemory&) const override {
    const Population& cells = view.world.cells;
    constexpr std::uint32_t absent = ~0u;
    std::vector<std::uint32_t> vertex(cells.size(), absent);
    std::uint32_t vertices = 0;
    for (CellIndex i = 0; i < cells.size(); ++i)
      if (counts(cells, i)) vertex[i] = vertices++;
    std::vector<std::pair<std::uint32_t, std::uint32_t>> edges;
    for (CellIndex i = 0; i < cells.size(); ++i) {
      if (vertex[i] == absent) continue;
      for (CellIndex other : view.touching(i))
        if (i < other && vertex[other] != absent) edges.emplace_back(vertex[i], vertex[other]);
    }
    std::vector<long> sizes;
    for (int component : connected_components(vertices, edges)) {
      if (static_cast<std::size_t>(component) >= sizes.size()) sizes.resize(component + 1, 0);
      ++sizes[component];
    }
    double clusters = 0;
    for (long size : sizes) clusters += size >= at_least_;
    return clusters;
  }

 private:
  bool counts(const Population& cells, CellIndex i) const {
    return types_.has(cells.type[i]) && cells.alive(i) && region_.contains(cells.position(i)) &&
           below_.contains(cells.position(i)) && (!attached_ || holds_tissue(cells.attachment[i]));
  }

  CellTypes types_;
  Region region_, below_;
  bool attached_ = false;
  long at_least_ = 1;
};

const Registry<Measure>::Entry<Clusters> entry{"clusters"};

}  // namespace
}  // namespace exomet
