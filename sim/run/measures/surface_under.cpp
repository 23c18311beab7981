// The share of a tissue's surface that cells cover: active surface where osteoclasts sit on bone (Oc.S/BS).
#include <algorithm>
#include <numbers>

#include "sim/base/parallel.hpp"
#include "sim/cells/cell_grid.hpp"
#include "sim/grid/surface/distance.hpp"
#include "sim/grid/surface/surface.hpp"
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
  Cost cost(const Model& model, double) const override {
    constexpr double bytes_per_voxel = 10, seconds_per_voxel = 40e-9;
    const auto voxels = static_cast<double>(model.geometry.size());
    return {bytes_per_voxel * voxels, seconds_per_voxel * voxels};
  }
  double observe(const View& view, const Observed&, MeasureMemory&) const override {
    const Geometry& grid = view.model.geometry;
    const VoxelValues& density = view.world.tissues[tissue_].density;
    const std::vector<CellIndex> counted = those_that_count(view.world.cells);
    if (counted.empty()) return has_surface(density) ? 0 : nowhere;  // often, and it saves much
    const double reach = largest_radius(view.world.cells, counted) * std::numbers::sqrt2;
    CellGrid bins(grid);
    bins.build(view.world.cells, counted, reach);
    const std::vector<SurfaceVoxel> surface = surface_voxels(grid, density);
    constexpr std::size_t chunk = 256;
    const double under = parallel_sum(surface.size(), chunk, [&](std::size_t i) {
      return surface[i].area * share_under(grid, bins, surface[i], reach);
    });
    const double all = area(surface);
    return all > 0 ? under / all : nowhere;
  }

 private:
  // Between any two voxels there is a way from face to face.
  static bool has_surface(const VoxelValues& density) {
    const auto other = [&](double share) { return is_solid(share) != is_solid(density.front()); };
    return std::any_of(density.begin(), density.end(), other);
  }

  std::vector<CellIndex> those_that_count(const Population& cells) const {
    std::vector<CellIndex> counted;
    for (CellIndex i = 0; i < cells.size(); ++i)
      if (types_.has(cells.type[i]) && cells.alive(i) &&
          (!sealed_ || cells.attachment[i] == Attachment::sealed))
        counted.push_back(i);
    return counted;
  }

  static double largest_radius(const Population& cells, const std::vector<CellIndex>& counted) {
    double largest = 0;
    for (const CellIndex i : counted) largest = std::max(largest, 0.5 * cells.diameter[i]);
    return largest;
  }

  // Whether is_near(way from the place to it, radius) for any of the cells that may be within `reach` of it.
  template <class IsNear>
  static bool any_cell(const Geometry& grid, const CellGrid& bins, const Vec3& place, double reach,
                       const IsNear& is_near) {
    const BinnedCells& cells = bins.cells();
    bool any = false;
    bins.for_each_row_within(bins.wrapped(place), reach, [&](Row row) {
      for (std::uint32_t s = row.begin; s < row.end && !any; ++s)
        any = is_near(grid.difference({cells.x[s], cells.y[s], cells.z[s]}, place), cells.radius[s]);
    });
    return any;
  }

  // Looks at some places of the part, since cells may be smaller than voxels.
  static double share_under(const Geometry& grid, const CellGrid& bins, const SurfaceVoxel& part,
                            double reach) {
    constexpr int places = 4;  // along each side
    // Most parts have no such cell anywhere near.
    const double far = reach + norm(grid.difference(point_on(grid, part, 0.5, 0.5), part.point));
    if (!any_cell(grid, bins, part.point, far, [&](const Vec3& way, double) { return norm(way) <= far; }))
      return 0;
    // On the cell's side of the tissue and no further from its middle than the rim of the cross-section of
    // one that touches a flat surface.
    const auto is_over = [&](const Vec3& way, double radius) {
      return norm(way) <= std::numbers::sqrt2 * radius && dot(way, part.normal) >= -radius;
    };
    int hits = 0;
    for (int j = 0; j < places; ++j)
      for (int i = 0; i < places; ++i)
        hits += any_cell(grid, bins, point_on(grid, part, (i + 0.5) / places - 0.5, (j + 0.5) / places - 0.5),
                         reach, is_over);
    return static_cast<double>(hits) / (places * places);
  }

  CellTypes types_;
  int tissue_ = -1;
  bool sealed_ = false;
};

const Registry<Measure>::Entry<SurfaceUnder> entry{"surface_under"};

}  // namespace
}  // namespace exomet
