#include "sim/grid/ball.hpp"

namespace exomet {

std::vector<std::size_t> voxels_within(const Geometry& grid, const Vec3& centre, double radius) {
  std::vector<std::size_t> found;
  for_each_voxel_within(grid, centre, radius, [&](std::size_t voxel) { found.push_back(voxel); });
  return found;
}

}  // namespace exomet
