// The voxels around a place.
#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <vector>

#include "sim/grid/geometry.hpp"

namespace exomet {

// Calls visit(voxel) for the voxels with centres within `radius` um of `centre`, each once, in a fixed
// order (rising z, y, x, from the low side of the ball where an axis is periodic); at least for the one that
// contains it.
template <class Visit>
void for_each_voxel_within(const Geometry& grid, const Vec3& centre, double radius, const Visit& visit) {
  std::array<int, 3> low, high;
  for (int axis = 0; axis < 3; ++axis) {
    low[axis] = static_cast<int>(std::floor((centre[axis] - radius) / grid.spacing[axis]));
    high[axis] = static_cast<int>(std::floor((centre[axis] + radius) / grid.spacing[axis]));
    if (grid.periodic(axis))
      high[axis] = std::min(high[axis], low[axis] + grid.voxels[axis] - 1);  // none twice across the ends
    else
      low[axis] = std::max(low[axis], 0), high[axis] = std::min(high[axis], grid.voxels[axis] - 1);
  }
  const auto along = [&](int axis, int index) {  // wrapped where periodic
    const int count = grid.voxels[axis];
    return grid.periodic(axis) ? ((index % count) + count) % count : index;
  };
  bool any = false;
  for (int z = low[2]; z <= high[2]; ++z)
    for (int y = low[1]; y <= high[1]; ++y)
      for (int x = low[0]; x <= high[0]; ++x) {
        const int i = along(0, x), j = along(1, y), k = along(2, z);
        if (norm(grid.difference(grid.centre(i, j, k), centre)) > radius) continue;
        visit(grid.index(i, j, k));
        any = true;
      }
  if (!any) visit(grid.voxel_at(centre));
}

// The same as a list.
std::vector<std::size_t> voxels_within(const Geometry&, const Vec3& centre, double radius);

// Where a voxel is along x, y, z.
std::array<int, 3> coordinates(const Geometry&, std::size_t voxel);

// The next voxel along an axis on that side (-1 or 1), across joined ends; none beyond other ends.
std::optional<std::size_t> voxel_beside(const Geometry&, std::size_t voxel, int axis, int side);

}  // namespace exomet
