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
// Calls visit(axis, side, share) for the six ends of a cell's axes (four in 2-D).
template <class Visit>
void visit_ends(const View& view, int tissue, CellIndex cell, const Visit& visit) {
  const Population& cells = view.world.cells;
  const double reach = touching_reach * 0.5 * cells.diameter[cell];
  for (int axis = 0; axis < 3; ++axis) {
    if (view.model.geometry.flat(axis)) continue;
    for (const double side : {-1.0, 1.0}) {
      Vec3 end = cells.position(cell);
      end[axis] += side * reach;
      visit(axis, side, share_at(view.model.geometry, view.world.tissues[tissue].density, end));
    }
  }
}
}  // namespace

double touched_tissue(const View& view, int tissue, CellIndex cell) {
  double most =
      share_at(view.model.geometry, view.world.tissues[tissue].density, view.world.cells.position(cell));
  visit_ends(view, tissue, cell, [&](int, double, double share) { most = std::max(most, share); });
  return most;
}

Vec3 towards_tissue(const View& view, int tissue, CellIndex cell) {
  Vec3 towards;
  visit_ends(view, tissue, cell, [&](int axis, double side, double share) {
    if (share >= 0.5) towards[axis] += side * share;
  });
  const double length = norm(towards);
  if (length > 0) return (1 / length) * towards;
  return touched_tissue(view, tissue, cell) >= 0.5 ? Vec3{0, 0, -1} : Vec3{};
}

}  // namespace exomet
