// A confluent sheet of one cell type: a hexagonal lattice in a plane, fitted to the domain; a row in a 2-D
// section.
#include <cmath>

#include "sim/run/placement.hpp"
#include "sim/run/region.hpp"

namespace exomet {
namespace {

class Sheet final : public Placement {
 public:
  static Section<Sheet> schema() {
    Section<Sheet> section("A hexagonal sheet of cells.");
    section.reference("of", &Sheet::type_, "cell type", true, "Its cells.")
        .custom(
            {"at", "{z: length}", "The plane of the cells' centres.", "", true, {}},
            [](const Node& node, Sheet& sheet, Reader& reader) { read_plane(node, sheet.plane_, reader); })
        .quantity("spacing", &Sheet::spacing_, Dimension::length, {false, positive},
                  "Between neighbours; the cells' diameter unless given.")
        .quantity("cover", &Sheet::cover_, Dimension::number, {false, share},
                  "The share of the cells that is there, drawn at random.");
    return section;
  }

  double cells(const Model& model) const override { return cover_ * positions(model).size(); }

  void place(const Model& model, World& world, std::uint64_t key) const override {
    std::uint64_t number = 0;
    for (const Vec3& position : positions(model)) {
      Random random(world.seed, ++number, key, purpose("sheet"));
      if (random.uniform() < cover_) place_cell(model, world, static_cast<CellTypeId>(type_), position);
    }
  }

 private:
  std::vector<Vec3> positions(const Model& model) const {
    const Geometry& grid = model.geometry;
    const int u = (plane_.axis + 1) % 3, v = (plane_.axis + 2) % 3;
    const Vec3 extent = grid.extent();
    const double spacing = std::isnan(spacing_) ? model.cells[type_].diameter : spacing_;
    std::vector<Vec3> found;
    if (grid.flat(u) || grid.flat(v)) {
      const int along = grid.flat(u) ? v : u, across = grid.flat(u) ? u : v;
      const long count = std::max(1L, std::lround(extent[along] / spacing));
      for (long n = 0; n < count; ++n)
        found.push_back(at(along, (n + 0.5) * extent[along] / count, across, 0.5 * extent[across]));
      return found;
    }
    // Whole numbers of columns and an even number of rows, so that the lattice fits a periodic domain.
    const long columns = std::max(1L, std::lround(extent[u] / spacing));
    const long rows = 2 * std::max(1L, std::lround(extent[v] / (spacing * std::sqrt(3.0))));
    for (long row = 0; row < rows; ++row)
      for (long column = 0; column < columns; ++column)
        found.push_back(at(u, (column + 0.25 + 0.5 * (row % 2)) * extent[u] / columns, v,
                           (row + 0.5) * extent[v] / rows));
    return found;
  }

  Vec3 at(int u, double along_u, int v, double along_v) const {
    Vec3 position;
    position[plane_.axis] = plane_.at;
    position[u] = along_u;
    position[v] = along_v;
    return position;
  }

  int type_ = -1;
  Plane plane_;
  double spacing_ = nowhere;  // um
  double cover_ = 1;
};

const Registry<Placement>::Entry<Sheet> entry{"sheet"};

}  // namespace
}  // namespace exomet
