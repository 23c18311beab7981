// The share of a plane that a sheet of cells covers.
#include "sim/run/cell_types.hpp"
#include "sim/run/coverage.hpp"
#include "sim/run/measure.hpp"

namespace exomet {
namespace {

class CoveredArea final : public Measure {
 public:
  static Section<CoveredArea> schema() {
    Section<CoveredArea> section(
        "Share of a plane that the living cells of a type, or of several together, cover; 1 if confluent.");
    add_cell_types(section, "covered_area", &CoveredArea::types_, true, "The types.")
        .custom({"at", "{z: length}", "The plane; cells within a diameter of it count.", "", true, {}},
                [](const Node& node, CoveredArea& area, Reader& reader) {
                  read_plane(node, area.plane_, reader);
                });
    return section;
  }
  Dimension dimension() const override { return Dimension::number; }
  Cost cost(const Model& model, double cells) const override { return coverage_cost(model, types_, cells); }
  std::string fault(const Model& model) const override { return exomet::fault(plane_, model.geometry); }
  double observe(const View& view, const Observed&, MeasureMemory&) const override {
    const Raster raster = coverage(view, types_, plane_);
    return raster.covered_pixels() / raster.pixels();
  }

 private:
  CellTypes types_;
  Plane plane_;
};

const Registry<Measure>::Entry<CoveredArea> entry{"covered_area"};

}  // namespace
}  // namespace exomet
