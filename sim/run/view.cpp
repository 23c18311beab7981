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

double density_at(const View& view, int species, const Vec3& position) {
  const Geometry& grid = view.model.geometry;
  const std::size_t voxel = grid.voxel_at(position);
  double counts = 0;
  for (const DonorField& donor_field : view.world.donor_fields)
    if (donor_field.species == species) counts += donor_field.counts[voxel];
  return counts / grid.voxel_volume();
}

namespace {
// The voxels before and after one along an axis; at an end that isn't joined, the voxel itself.
struct Beside {
  std::size_t low = 0, high = 0;
  int apart = 0;  // voxels
};

Beside beside(const Geometry& grid, const Vec3& position, std::size_t voxel, int axis) {
  const int count = grid.voxels[axis];
  const std::size_t step = axis == 0 ? 1 : axis == 1 ? grid.index(0, 1, 0) : grid.index(0, 0, 1);
  const int here = std::clamp(static_cast<int>(position[axis] / grid.spacing[axis]), 0, count - 1);
  int low = here - 1, high = here + 1;
  if (!grid.periodic(axis)) low = std::max(low, 0), high = std::min(high, count - 1);
  const std::size_t first = voxel - here * step;
  return {first + (low + count) % count * step, first + high % count * step, high - low};
}
}  // namespace

Vec3 density_gradient(const View& view, int species, const Vec3& position) {
  const Geometry& grid = view.model.geometry;
  const std::size_t voxel = grid.voxel_at(position);
  std::array<Beside, 3> along;
  for (int axis = 0; axis < 3; ++axis) along[axis] = beside(grid, position, voxel, axis);
  Vec3 difference;
  for (const DonorField& donor_field : view.world.donor_fields)
    if (donor_field.species == species)
      for (int axis = 0; axis < 3; ++axis)
        difference[axis] += donor_field.counts[along[axis].high] - donor_field.counts[along[axis].low];
  Vec3 gradient;
  for (int axis = 0; axis < 3; ++axis)
    if (!grid.flat(axis) && along[axis].apart > 0)
      gradient[axis] = difference[axis] / (grid.voxel_volume() * along[axis].apart * grid.spacing[axis]);
  return gradient;
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
