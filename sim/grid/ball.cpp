#include "sim/grid/ball.hpp"

namespace exomet {

std::vector<std::size_t> voxels_within(const Geometry& grid, const Vec3& centre, double radius) {
  std::vector<std::size_t> found;
  for_each_voxel_within(grid, centre, radius, [&](std::size_t voxel) { found.push_back(voxel); });
  return found;
}

std::array<int, 3> coordinates(const Geometry& grid, std::size_t voxel) {
  const std::size_t row = voxel / grid.voxels[0];
  return {static_cast<int>(voxel % grid.voxels[0]), static_cast<int>(row % grid.voxels[1]),
          static_cast<int>(row / grid.voxels[1])};
}

std::optional<std::size_t> voxel_beside(const Geometry& grid, std::size_t voxel, int axis, int side) {
  std::array<int, 3> at = coordinates(grid, voxel);
  if (!grid.step(at, axis, side)) return {};
  return grid.index(at[0], at[1], at[2]);
}

}  // namespace exomet
