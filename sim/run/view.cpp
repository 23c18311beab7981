#include "sim/run/view.hpp"

#include <array>
#include <cmath>

#include "sim/grid/tissue.hpp"

namespace exomet {

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
    const double length = grid.voxels[axis] * grid.spacing[axis];
    std::array<Vec3, 2> ends{position, position};
    for (int end = 0; end < 2; ++end) {
      double& at = ends[end][axis];
      at += (end == 0 ? -1 : 1) * grid.spacing[axis];
      at = grid.periodic(axis) ? at - length * std::floor(at / length)
                               : std::clamp(at, 0.5 * grid.spacing[axis], length - 0.5 * grid.spacing[axis]);
    }
    const double distance = grid.periodic(axis) ? 2 * grid.spacing[axis] : ends[1][axis] - ends[0][axis];
    if (distance > 0)
      gradient[axis] = (density_at(view, species, ends[1]) - density_at(view, species, ends[0])) / distance;
  }
  return gradient;
}

double tissue_at(const View& view, int tissue, const Vec3& position) {
  return share_at(view.model.geometry, view.world.tissues[tissue].density, position);
}

Vec3 towards_tissue(const View& view, int tissue, CellIndex cell) {
  const Population& cells = view.world.cells;
  const double reach = touching_reach * 0.5 * cells.diameter[cell];
  Vec3 towards;
  for (int axis = 0; axis < 3; ++axis) {
    if (view.model.geometry.flat(axis)) continue;
    for (const double side : {-1.0, 1.0}) {
      Vec3 surface = cells.position(cell);
      surface[axis] += side * reach;
      const double share = tissue_at(view, tissue, surface);
      if (share >= 0.5) towards[axis] += side * share;
    }
  }
  if (tissue_at(view, tissue, cells.position(cell)) >= 0.5 && norm(towards) == 0) return {0, 0, -1};
  const double length = norm(towards);
  return length > 0 ? (1 / length) * towards : towards;
}

}  // namespace exomet
