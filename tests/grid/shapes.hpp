// Grids, and bodies on them for the tests of what measures tissue: the share of each voxel inside, by points
// in it.
#pragma once

#include <vector>

#include "sim/grid/geometry.hpp"

namespace exomet::test {

// Each axis has the same boundary at both ends.
inline Geometry grid_of(std::array<int, 3> voxels, const Vec3& spacing, Boundary x, Boundary y, Boundary z) {
  Geometry grid;
  grid.voxels = voxels;
  grid.spacing = spacing;
  grid.boundary = {{{x, x}, {y, y}, {z, z}}};
  return grid;
}

inline Geometry cube_grid(int voxels, double spacing, bool periodic = false) {
  Geometry grid;
  grid.voxels = {voxels, voxels, voxels};
  grid.spacing = {spacing, spacing, spacing};
  if (periodic)
    for (auto& ends : grid.boundary) ends = {Boundary::periodic, Boundary::periodic};
  return grid;
}

template <class Visit>
void for_each_voxel(const Geometry& grid, const Visit& visit) {
  for (int z = 0; z < grid.voxels[2]; ++z)
    for (int y = 0; y < grid.voxels[1]; ++y)
      for (int x = 0; x < grid.voxels[0]; ++x) visit(x, y, z);
}

// The share of each voxel for which inside(position) holds, of points^3 places; one place makes it binary.
template <class Inside>
std::vector<double> shares_of(const Geometry& grid, int points, const Inside& inside) {
  std::vector<double> density(grid.size());
  for_each_voxel(grid, [&](int x, int y, int z) {
    int hits = 0;
    for (int k = 0; k < points; ++k)
      for (int j = 0; j < points; ++j)
        for (int i = 0; i < points; ++i)
          hits += inside(Vec3{(x + (i + 0.5) / points) * grid.spacing.x,
                              (y + (j + 0.5) / points) * grid.spacing.y,
                              (z + (k + 0.5) / points) * grid.spacing.z});
    density[grid.index(x, y, z)] = double(hits) / (points * points * points);
  });
  return density;
}

}  // namespace exomet::test
