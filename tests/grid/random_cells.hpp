// Cells at random places, a third of which take nothing up.
#pragma once

#include <array>
#include <cmath>
#include <random>
#include <vector>

#include "sim/grid/exchange/cells_by_voxel.hpp"

namespace exomet::test {

struct RandomCells {
  Geometry grid;
  std::vector<double> x, y, z, clearance;

  RandomCells(std::array<int, 3> voxels, std::size_t cells, unsigned seed) {
    grid.voxels = voxels;
    grid.spacing = {10, 10, 8};
    std::mt19937_64 engine(seed);
    const auto uniform = [&](double high) { return std::uniform_real_distribution<double>(0, high)(engine); };
    const Vec3 extent = grid.extent();
    for (std::size_t i = 0; i < cells; ++i) {
      x.push_back(uniform(extent.x)), y.push_back(uniform(extent.y)), z.push_back(uniform(extent.z));
      clearance.push_back(i % 3 == 0 ? 0 : std::pow(10, uniform(6) - 3));
    }
  }
  CellsByVoxel by_voxel() const { return cells_by_voxel(grid, x, y, z); }
};

}  // namespace exomet::test
