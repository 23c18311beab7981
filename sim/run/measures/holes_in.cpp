// Holes in a sheet of cells: the connected regions of its plane that it doesn't cover.
#include "sim/run/cell_types.hpp"
#include "sim/run/coverage.hpp"
#include "sim/run/measure.hpp"

namespace exomet {
namespace {

class HolesIn final : public Measure {
 public:
  static Section<HolesIn> schema() {
    Section<HolesIn> section("Number of holes in a sheet of living cells.");
    add_cell_types(section, "holes_in", &HolesIn::types_, true, "The sheet's types.")
        .custom(
            {"at", "{z: length}", "The sheet's plane.", "", true, {}},
            [](const Node& node, HolesIn& holes, Reader& reader) { read_plane(node, holes.plane_, reader); })
        .quantity("larger_than", &HolesIn::larger_than_, Dimension::area, {false, not_negative},
                  "Only holes above this area.");
    return section;
  }
  Dimension dimension() const override { return Dimension::number; }
  Cost cost(const Model& model, double cells) const override { return coverage_cost(model, types_, cells); }
  std::string fault(const Model& model) const override { return exomet::fault(plane_, model.geometry); }
  double observe(const View& view, const Observed&, MeasureMemory&) const override {
    double holes = 0;
    for (double area : hole_areas(coverage(view, types_, plane_))) holes += area > larger_than_;
    return holes;
  }

 private:
  CellTypes types_;
  Plane plane_;
  double larger_than_ = 0;  // um^2
};

const Registry<Measure>::Entry<HolesIn> entry{"holes_in"};

}  // namespace
}  // namespace exomet
