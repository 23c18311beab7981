#include "sim/grid/ball.hpp"

namespace exomet {

namespace {
// Index along an axis, wrapped where periodic.
int along(const Geometry& grid, int axis, int index) {
  const int count = grid.voxels[axis];
  return grid.periodic(axis) ? ((index % count) + count) % count : index;
}
}  // namespace

std::vector<std::size_t> voxels_within(const Geometry& grid, const Vec3& centre, double radius) {
  std::array<int, 3> low, high;
  for (int axis = 0; axis < 3; ++axis) {
    low[axis] = static_cast<int>(std::floor((centre[axis] - radius) / grid.spacing[axis]));
    high[axis] = static_cast<int>(std::floor((centre[axis] + radius) / grid.spacing[axis]));
    if (grid.periodic(axis))
      high[axis] = std::min(high[axis], low[axis] + grid.voxels[axis] - 1);  // none twice across the ends
    else
      low[axis] = std::max(low[axis], 0), high[axis] = std::min(high[axis], grid.voxels[axis] - 1);
  }
  std::vector<std::size_t> found;
  for (int z = low[2]; z <= high[2]; ++z)
    for (int y = low[1]; y <= high[1]; ++y)
      for (int x = low[0]; x <= high[0]; ++x) {
        const int i = along(grid, 0, x), j = along(grid, 1, y), k = along(grid, 2, z);
        if (norm(grid.difference(grid.centre(i, j, k), centre)) <= radius)
          found.push_back(grid.index(i, j, k));
      }
  if (found.empty()) found.push_back(grid.voxel_at(centre));
  return found;
}

}  // namespace exomet
