// What a footprint takes from a surface: area x depth = volume, whatever the voxels.
#include <catch2/catch.hpp>
#include <numbers>
#include <numeric>
#include <vector>

#include "sim/grid/ball.hpp"
#include "sim/grid/surface/erosion.hpp"

using namespace exomet;

namespace {
constexpr double radius = 20;  // um
constexpr double area = std::numbers::pi * radius * radius;

Geometry box(double voxel) {  // 160 um
  Geometry grid;
  const int count = static_cast<int>(160 / voxel);
  grid.voxels = {count, count, count};
  grid.spacing = {voxel, voxel, voxel};
  return grid;
}

// Full from one height to another, um.
std::vector<double> plate(const Geometry& grid, double low, double high) {
  std::vector<double> density(grid.size(), 0.0);
  for (std::size_t v = 0; v < density.size(); ++v) {
    const double z = (coordinates(grid, v)[2] + 0.5) * grid.spacing.z;
    density[v] = z > low && z < high;
  }
  return density;
}

double volume(const Geometry& grid, const std::vector<double>& density) {
  return std::accumulate(density.begin(), density.end(), 0.0) * grid.voxel_volume();
}

// Missing height of each column, um.
std::vector<double> depths(const Geometry& grid, const std::vector<double>& before,
                           const std::vector<double>& after) {
  std::vector<double> depth(grid.voxels[0] * grid.voxels[1], 0.0);
  for (std::size_t v = 0; v < before.size(); ++v)
    depth[v % depth.size()] += (before[v] - after[v]) * grid.spacing.z;
  return depth;
}

const Vec3 down{0, 0, -1};
}  // namespace

TEST_CASE("a flat surface sinks evenly under a footprint by the volume over its area") {
  for (double voxel : {5.0, 10.0, 20.0}) {
    const Geometry grid = box(voxel);
    double total = 0;
    int places = 0;
    for (double shift = 0; shift < voxel; shift += 0.3 * voxel, ++places) {
      const std::vector<double> before = plate(grid, 0, 80);
      std::vector<double> after = before;
      const Vec3 place{80 + shift, 80 + 0.7 * shift, 80};
      for (int bite = 0; bite < 100; ++bite)
        CHECK(remove_under(grid, after, {place, down, radius}, 60) == Approx(60));
      CHECK(volume(grid, before) - volume(grid, after) == Approx(6000));
      const std::vector<double> depth = depths(grid, before, after);
      double deepest = 0;
      for (std::size_t column = 0; column < depth.size(); ++column) {
        const Vec3 centre = grid.centre(column % grid.voxels[0], column / grid.voxels[0], 0);
        const double aside = std::hypot(centre.x - place.x, centre.y - place.y);
        deepest = std::max(deepest, depth[column]);
        if (aside >= radius + 0.5 * voxel) CHECK(depth[column] == 0);
      }
      total += deepest;
    }
    // Where the edge falls on the voxels makes the difference, which is the less the finer they are.
    CHECK(total / places == Approx(6000 / area).epsilon(voxel < 20 ? 0.1 : 0.2));
  }
}

TEST_CASE("a surface is taken off from the top and what is below it stays full") {
  const Geometry grid = box(10);
  std::vector<double> density = plate(grid, 0, 80);
  for (int bite = 0; bite < 50; ++bite) remove_under(grid, density, {{85, 85, 80}, down, radius}, 400);
  std::size_t partly = 0;
  for (int z = 0; z < 8; ++z) {
    const double share = density[grid.index(8, 8, z)];
    partly += share > 0 && share < 1;
    if (z > 0 && share > 0.5) CHECK(density[grid.index(8, 8, z - 1)] == 1);
  }
  CHECK(partly <= 2);  // the front is one voxel wide, two when it passes from one to the next
  CHECK(density[grid.index(8, 8, 7)] == 0);
}

TEST_CASE("the other side of a thin plate isn't touched") {
  const Geometry grid = box(10);
  std::vector<double> density = plate(grid, 60, 80);
  for (int bite = 0; bite < 5; ++bite) remove_under(grid, density, {{80, 80, 80}, down, radius}, 500);
  for (int y = 0; y < 16; ++y)
    for (int x = 0; x < 16; ++x) CHECK(density[grid.index(x, y, 6)] == 1);
  CHECK(density[grid.index(8, 8, 7)] == Approx(1 - 2500 / area / 10).epsilon(0.05));
}

TEST_CASE("a wall is taken off sideways") {
  const Geometry grid = box(10);
  std::vector<double> density(grid.size(), 0.0);
  for (std::size_t v = 0; v < density.size(); ++v) density[v] = coordinates(grid, v)[0] >= 8;
  CHECK(remove_under(grid, density, {{80, 85, 85}, {1, 0, 0}, radius}, 1000) == Approx(1000));
  for (std::size_t v = 0; v < density.size(); ++v) {
    const auto [x, y, z] = coordinates(grid, v);
    if (x != 8) CHECK(density[v] == (x > 8));
  }
  CHECK(density[grid.index(8, 8, 8)] < 1);
}

TEST_CASE("no more is removed than the surface holds and nothing where there is no surface") {
  const Geometry grid = box(10);
  std::vector<double> density = plate(grid, 70, 80);
  CHECK(remove_under(grid, density, {{85, 85, 80}, down, 4}, 1e9) == Approx(1000));
  CHECK(density[grid.index(8, 8, 7)] == 0);
  CHECK(remove_under(grid, density, {{85, 85, 80}, down, 4}, 10) == 0);
  CHECK(remove_under(grid, density, {{85, 85, 130}, down, radius}, 10) == 0);
  CHECK(remove_under(grid, density, {{45, 45, 80}, down, radius}, 0) == 0);
}

TEST_CASE("a cell that is smaller than a voxel takes from the voxel below it") {
  const Geometry grid = box(20);
  std::vector<double> density = plate(grid, 0, 80);
  CHECK(remove_under(grid, density, {{91, 88, 79}, down, 4}, 30) == Approx(30));
  CHECK(density[grid.index(4, 4, 3)] == Approx(1 - 30 / 8000.0));
}
