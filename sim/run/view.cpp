#include "sim/run/view.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "sim/grid/tissue.hpp"

namespace exomet {

Vec3 random_direction(const Geometry& grid, Random& random) {
  int flat = -1;
  for (int axis = 0; axis < 3; ++axis)
    if (grid.flat(axis)) flat = axis;
  if (flat < 0) return random.direction();
  const double angle = 2 * std::numbers::pi * random.uniform();
  Vec3 direction;
  direction[(flat + 1) % 3] = std::cos(angle);
  direction[(flat + 2) % 3] = std::sin(angle);
  return direction;
}

namespace {
double counts_in(const World& world, int species, std::size_t voxel) {
  double counts = 0;
  for (const Lane& lane : world.lanes)
    if (lane.species == species) counts += lane.counts[voxel];
  return counts;
}
}  // namespace

double density_at(const View& view, int species, const Vec3& position) {
  const Geometry& grid = view.model.geometry;
  return counts_in(view.world, species, grid.voxel_at(position)) / grid.voxel_volume();
}

Vec3 density_gradient(const View& view, int species, const Vec3& position) {
  const Geometry& grid = view.model.geometry;
  Vec3 gradient;
  for (int axis = 0; axis < 3; ++axis) {
    if (grid.flat(axis)) continue;
    const int count = grid.voxels[axis];
    const int here = std::clamp(static_cast<int>(position[axis] / grid.spacing[axis]), 0, count - 1);
    int low = here - 1, high = here + 1;  // at an end that isn't joined: the voxel itself
    if (!grid.periodic(axis)) low = std::max(low, 0), high = std::min(high, count - 1);
    const auto density = [&](int voxel) {
      Vec3 at = position;
      at[axis] = ((voxel + count) % count + 0.5) * grid.spacing[axis];
      return density_at(view, species, at);
    };
    if (high > low) gradient[axis] = (density(high) - density(low)) / ((high - low) * grid.spacing[axis]);
  }
  return gradient;
}

namespace {
// At the centre of a cell and at the ends of its axes.
SharesAround shares_around(const View& view, int tissue, CellIndex cell) {
  const Population& cells = view.world.cells;
  return shares_around(view.model.geometry, view.world.tissues[tissue].density, cells.position(cell),
                       touching_reach * 0.5 * cells.diameter[cell]);
}
}  // namespace

double touched_tissue(const View& view, int tissue, CellIndex cell) {
  const SharesAround shares = shares_around(view, tissue, cell);
  double most = shares.centre;
  for (int axis = 0; axis < 3; ++axis)
    if (!view.model.geometry.flat(axis)) most = std::max({most, shares.ends[axis][0], shares.ends[axis][1]});
  return most;
}

Vec3 towards_tissue(const View& view, int tissue, CellIndex cell, double least) {
  if (least >= surface_share && !view.near_solid.empty() &&
      !view.near_solid[tissue][view.model.geometry.voxel_at(view.world.cells.position(cell))])
    return {};
  const SharesAround shares = shares_around(view, tissue, cell);
  Vec3 towards;
  double most = shares.centre;
  for (int axis = 0; axis < 3; ++axis) {
    if (view.model.geometry.flat(axis)) continue;
    for (int side = 0; side < 2; ++side) {
      const double share = shares.ends[axis][side];
      most = std::max(most, share);
      if (share >= least) towards[axis] += side == 0 ? -share : share;
    }
  }
  const double length = norm(towards);
  if (length > 0) return (1 / length) * towards;
  return most >= least ? Vec3{0, 0, -1} : Vec3{};
}

}  // namespace exomet
