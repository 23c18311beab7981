// The surface of a tissue as all of its points, and the distance to it by looking at every one.
#pragma once

#include <algorithm>
#include <limits>
#include <vector>

#include "sim/grid/geometry.hpp"
#include "tests/grid/shapes.hpp"

namespace exomet::test {

// All points where a line between the centres of two face neighbours crosses the surface, once per period.
inline std::vector<Vec3> crossings(const Geometry& grid, const std::vector<double>& density) {
  std::vector<Vec3> points;
  for_each_voxel(grid, [&](int x, int y, int z) {
    for (int axis = 0; axis < 3; ++axis) {
      std::array<int, 3> next{x, y, z};
      if (++next[axis] == grid.voxels[axis]) {
        if (!grid.periodic(axis)) continue;
        next[axis] = 0;
      }
      const double a = density[grid.index(x, y, z)], b = density[grid.index(next[0], next[1], next[2])];
      if ((a >= 0.5) == (b >= 0.5)) continue;
      Vec3 point = grid.centre(x, y, z);
      point[axis] += (a - 0.5) / (a - b) * grid.spacing[axis];
      points.push_back(point);
    }
  });
  return points;
}

// The distance to the nearest of the points in any period.
inline double brute_force(const Geometry& grid, const std::vector<Vec3>& points, const Vec3& from) {
  double least = std::numeric_limits<double>::infinity();
  for (const Vec3& point : points) least = std::min(least, norm(grid.difference(point, from)));
  return least;
}

}  // namespace exomet::test
