// Cells at random places, a third of which take nothing up.
#pragma once

#include <array>
#include <cmath>
#include <random>
#include <vector>

#include "sim/grid/exchange/exchange_zones.hpp"

namespace exomet::test {

struct RandomCells {
  Geometry grid;
  std::vector<double> x, y, z, diameter, clearance;

  RandomCells(std::array<int, 3> voxels, std::size_t cells, unsigned seed) {
    grid.voxels = voxels;
    grid.spacing = {10, 10, 8};
    std::mt19937_64 engine(seed);
    const auto uniform = [&](double high) { return std::uniform_real_distribution<double>(0, high)(engine); };
    const Vec3 extent = grid.extent();
    for (std::size_t i = 0; i < cells; ++i) {
      x.push_back(uniform(extent.x)), y.push_back(uniform(extent.y)), z.push_back(uniform(extent.z));
      diameter.push_back(5 + uniform(30));
      clearance.push_back(i % 3 == 0 ? 0 : std::pow(10, uniform(6) - 3));
    }
  }
  ExchangeZones zones() const { return {grid, {x, y, z, diameter}}; }
};

}  // namespace exomet::test
