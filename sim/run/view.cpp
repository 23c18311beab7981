#include "sim/run/view.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "sim/base/mathematics.hpp"
#include "sim/grid/tissue.hpp"

namespace exomet {

std::shared_ptr<const std::vector<Vec3>> to_surface(const View& view, std::span<const double> density) {
  SurfaceCache unknown;
  return (view.surfaces ? *view.surfaces : unknown).to_surface(view.model.geometry, density);
}

Vec3 random_direction(const Geometry& grid, Random& random) {
  int flat = -1;
  for (int axis = 0; axis < 3; ++axis)
    if (grid.flat(axis)) flat = axis;
  if (flat < 0) return random.direction();
  const auto [sine, cosine] = maths::sin_cos_turn(random.uniform());
  Vec3 direction;
  direction[(flat + 1) % 3] = cosine;
  direction[(flat + 2) % 3] = sine;
  return direction;
}

ExchangeZone exchange_zone_of(const View& view, CellIndex cell) {
  const Population& cells = view.world.cells;
  return {view.model.geometry, cells.position(cell), cells.diameter[cell], view.free};
}

double density_around(const View& view, int species, CellIndex cell) {
  const Geometry& grid = view.model.geometry;
  const ExchangeZone zone = exchange_zone_of(view, cell);
  double counts = 0;
  for (const DonorField& donor_field : view.world.donor_fields) {
    if (donor_field.species != species) continue;
    zone.visit([&](const std::array<int, 3>& at, double share) {
      counts += share * donor_field.counts[grid.index(at[0], at[1], at[2])];
    });
  }
  return counts / grid.voxel_volume();
}

namespace {
// From the voxel before one along an axis to the voxel after it; at an end that isn't joined, the voxel
// itself stands for the one beyond. Counts per um.
double slope(const Geometry& grid, std::span<const double> counts, const std::array<int, 3>& at, int axis) {
  std::array<int, 3> low = at, high = at;
  int apart = 2;  // voxels
  if (!grid.step(low, axis, -1)) low = at, --apart;
  if (!grid.step(high, axis, 1)) high = at, --apart;
  if (apart == 0) return 0;
  return (counts[grid.index(high[0], high[1], high[2])] - counts[grid.index(low[0], low[1], low[2])]) /
         (apart * grid.spacing[axis]);
}
}  // namespace

Vec3 density_gradient(const View& view, int species, CellIndex cell) {
  const Geometry& grid = view.model.geometry;
  const ExchangeZone zone = exchange_zone_of(view, cell);
  Vec3 gradient;
  for (const DonorField& donor_field : view.world.donor_fields) {
    if (donor_field.species != species) continue;
    zone.visit([&](const std::array<int, 3>& at, double share) {
      for (int axis = 0; axis < 3; ++axis)
        if (!grid.flat(axis)) gradient[axis] += share * slope(grid, donor_field.counts, at, axis);
    });
  }
  return (1 / grid.voxel_volume()) * gradient;
}

namespace {
// At the ends of a cell's axes.
SharesAround shares_around(const View& view, int tissue, CellIndex cell) {
  const Population& cells = view.world.cells;
  return shares_around(view.model.geometry, view.world.tissues[tissue].density, cells.position(cell),
                       touching_reach * 0.5 * cells.diameter[cell]);
}

double share_in_middle(const View& view, int tissue, CellIndex cell) {
  return share_at(view.model.geometry, view.world.tissues[tissue].density, view.world.cells.position(cell));
}
}  // namespace

double touched_tissue(const View& view, int tissue, CellIndex cell) {
  const SharesAround shares = shares_around(view, tissue, cell);
  double most = share_in_middle(view, tissue, cell);
  for (int axis = 0; axis < 3; ++axis)
    if (!view.model.geometry.flat(axis)) most = std::max({most, shares[axis][0], shares[axis][1]});
  return most;
}

Vec3 towards_tissue(const View& view, int tissue, CellIndex cell, double least) {
  if (least >= surface_share && !view.to_solid.empty()) {
    const Geometry& grid = view.model.geometry;
    const int steps = view.to_solid[tissue][grid.voxel_at(view.world.cells.position(cell))];
    if (steps > steps_within(grid, touching_reach * 0.5 * view.world.cells.diameter[cell])) return {};
  }
  const SharesAround shares = shares_around(view, tissue, cell);
  Vec3 towards;
  bool touches = false;
  for (int axis = 0; axis < 3; ++axis) {
    if (view.model.geometry.flat(axis)) continue;
    for (int side = 0; side < 2; ++side) {
      const double share = shares[axis][side];
      if (share < least) continue;
      touches = true;
      towards[axis] += side == 0 ? -share : share;
    }
  }
  const double length = norm(towards);
  if (length > 0) return (1 / length) * towards;
  touches = touches || share_in_middle(view, tissue, cell) >= least;
  return touches ? Vec3{0, 0, -1} : Vec3{};
}

}  // namespace exomet
