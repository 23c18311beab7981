// The share of a tissue's surface that cells cover: active surface where osteoclasts sit on bone (Oc.S/BS).
#include <algorithm>
#include <numbers>

#include "sim/base/parallel.hpp"
#include "sim/grid/distance.hpp"
#include "sim/grid/surface.hpp"
#include "sim/run/cell_types.hpp"
#include "sim/run/measure.hpp"

namespace exomet {
namespace {

class SurfaceUnder final : public Measure {
 public:
  static Section<SurfaceUnder> schema() {
    Section<SurfaceUnder> section(
        "Share of a tissue's surface that lies under living cells: within sqrt(2) radii of the middle of "
        "one, which on a "
        "flat surface is the cross-section of a cell that touches it. Unknown without a surface.");
    add_cell_types(section, "surface_under", &SurfaceUnder::types_, true, "The types of the cells.")
        .reference("of", &SurfaceUnder::tissue_, "tissue", true, "The tissue.")
        .flag("sealed", &SurfaceUnder::sealed_,
              "Only cells that are sealed to a tissue, as while they resorb.");
    return section;
  }
  Dimension dimension() const override { return Dimension::number; }
  double observe(const View& view, const Observed&, MeasureMemory&) const override {
    const std::vector<double>& density = view.world.tissues[tissue_].density;
    const double reach = largest_radius(view.world.cells) * std::numbers::sqrt2;
    if (reach == 0) return has_surface(density) ? 0 : nowhere;  // often, and finding it all takes a while
    const std::vector<SurfaceVoxel> surface = surface_voxels(view.model.geometry, density);
    constexpr std::size_t chunk = 256;
    const double under = parallel_sum(surface.size(), chunk, [&](std::size_t i) {
      return surface[i].area * share_under(view, surface[i], reach);
    });
    const double all = area(surface);
    return all > 0 ? under / all : nowhere;
  }

 private:
  // Between any two voxels there is a way from face to face.
  static bool has_surface(const std::vector<double>& density) {
    const auto other = [&](double share) { return is_solid(share) != is_solid(density.front()); };
    return std::any_of(density.begin(), density.end(), other);
  }

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

  // Looks at some places of the part, since cells may be smaller than voxels.
  double share_under(const View& view, const SurfaceVoxel& part, double reach) const {
    constexpr int places = 4;  // along each side
    const Geometry& grid = view.model.geometry;
    // Most parts have no such cell anywhere near.
    const double corner = norm(grid.difference(point_on(grid, part, 0.5, 0.5), part.point));
    bool any = false;
    view.near.for_each_near(view.world.cells, part.point, reach + corner,
                            [&](CellIndex i) { any = any || counts(view.world.cells, i); });
    if (!any) return 0;
    int hits = 0;
    for (int j = 0; j < places; ++j)
      for (int i = 0; i < places; ++i) {
        const Vec3 at = point_on(grid, part, (i + 0.5) / places - 0.5, (j + 0.5) / places - 0.5);
        hits += is_under_a_cell(view, at, part.normal, reach);
      }
    return static_cast<double>(hits) / (places * places);
  }

  // On the cell's side of the tissue and no further from its middle than the rim of the cross-section of one
  // that touches a flat surface.
  bool is_under_a_cell(const View& view, const Vec3& place, const Vec3& normal, double reach) const {
    const Population& cells = view.world.cells;
    bool under = false;
    view.near.for_each_near(cells, place, reach, [&](CellIndex i) {
      if (under || !counts(cells, i)) return;
      const Vec3 to_cell = view.model.geometry.difference(cells.position(i), place);
      const double radius = 0.5 * cells.diameter[i];
      under = norm(to_cell) <= std::numbers::sqrt2 * radius && dot(to_cell, normal) >= -radius;
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
