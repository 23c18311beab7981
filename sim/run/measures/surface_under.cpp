// The share of a tissue's surface that cells cover: active surface where osteoclasts sit on bone (Oc.S/BS).
#include <cmath>

#include "sim/grid/surface.hpp"
#include "sim/run/cell_types.hpp"
#include "sim/run/measure.hpp"

namespace exomet {
namespace {

class SurfaceUnder final : public Measure {
 public:
  static Section<SurfaceUnder> schema() {
    Section<SurfaceUnder> section(
        "Share of a tissue's surface that lies under living cells: within the cross-section of one that "
        "touches it there. "
        "Unknown without a surface.");
    add_cell_types(section, "surface_under", &SurfaceUnder::types_, true, "The types of the cells.")
        .reference("of", &SurfaceUnder::tissue_, "tissue", true, "The tissue.")
        .flag("sealed", &SurfaceUnder::sealed_,
              "Only cells that are sealed to a tissue, as while they resorb.");
    return section;
  }
  Dimension dimension() const override { return Dimension::number; }
  double observe(const View& view, const Observed&, MeasureMemory&) const override {
    const std::vector<SurfaceVoxel> surface =
        surface_voxels(view.model.geometry, view.world.tissues[tissue_].density);
    const double reach = largest_radius(view.world.cells) * std::hypot(1.0, touching_reach);
    double under = 0;
    for (const SurfaceVoxel& place : surface)
      if (is_under_a_cell(view, place, reach)) under += place.area;
    const double all = area(surface);
    return all > 0 ? under / all : nowhere;
  }

 private:
  bool counts(const Population& cells, CellIndex i) const {
    return types_.has(cells.type[i]) && cells.alive(i) &&
           (!sealed_ || cells.attachment[i] == Attachment::sealed);
  }

  double largest_radius(const Population& cells) const {
    double largest = 0;
    for (CellIndex i = 0; i < cells.size(); ++i)
      if (counts(cells, i)) largest = std::max(largest, 0.5 * cells.diameter[i]);
    return largest;
  }

  // Beside the normal by at most the radius, and along it as far as cells touch.
  bool is_under_a_cell(const View& view, const SurfaceVoxel& place, double reach) const {
    const Population& cells = view.world.cells;
    bool under = false;
    if (reach > 0)
      view.near.for_each_near(cells, place.point, reach, [&](CellIndex i) {
        if (under || !counts(cells, i)) return;
        const Vec3 to_cell = view.model.geometry.difference(cells.position(i), place.point);
        const double height = dot(to_cell, place.normal), radius = 0.5 * cells.diameter[i];
        under =
            std::abs(height) <= touching_reach * radius && norm(to_cell - height * place.normal) <= radius;
      });
    return under;
  }

  CellTypes types_;
  int tissue_ = -1;
  bool sealed_ = false;
};

const Registry<Measure>::Entry<SurfaceUnder> entry{"surface_under"};

}  // namespace
}  // namespace exomet
