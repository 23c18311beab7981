#include "sim/grid/tissue.hpp"

#include <catch2/catch.hpp>
#include <cmath>
#include <numeric>

using namespace exomet;

namespace {
Geometry grid_of(std::array<int, 3> voxels) {
  Geometry grid;
  grid.voxels = voxels;
  grid.spacing = {10, 5, 4};
  return grid;
}

double volume(const Geometry& grid, const std::vector<double>& density) {
  return std::accumulate(density.begin(), density.end(), 0.0) * grid.voxel_volume();
}
}  // namespace

TEST_CASE("a share that varies linearly is met exactly between voxel centres") {
  const Geometry grid = grid_of({6, 5, 4});
  const auto linear = [](const Vec3& p) { return 0.1 + 0.004 * p.x + 0.01 * p.y + 0.02 * p.z; };
  std::vector<double> density(grid.size());
  for (int z = 0; z < 4; ++z)
    for (int y = 0; y < 5; ++y)
      for (int x = 0; x < 6; ++x) density[grid.index(x, y, z)] = linear(grid.centre(x, y, z));
  for (const Vec3& p : {Vec3{5, 2.5, 2}, Vec3{31, 13, 9}, Vec3{54.9, 22.4, 13.9}, Vec3{55, 22.5, 14}})
    CHECK(share_at(grid, density, p) == Approx(linear(p)).epsilon(1e-13));
  CHECK(share_at(grid, density, {0, 0, 0}) == Approx(density.front()).epsilon(1e-14));
  CHECK(share_at(grid, density, {600, 250, 160}) == Approx(density.back()).epsilon(1e-14));
  CHECK(share_at(grid, density, {-70, 2.5, 2}) == Approx(density.front()).epsilon(1e-14));
}

TEST_CASE("a share is continued across joined ends and is constant along a flat axis") {
  Geometry grid = grid_of({4, 3, 1});
  grid.boundary[0] = {Boundary::periodic, Boundary::periodic};
  grid.boundary[2] = {Boundary::flat, Boundary::flat};
  std::vector<double> density(grid.size(), 0.0);
  for (int y = 0; y < 3; ++y) density[grid.index(0, y, 0)] = 0.8;
  CHECK(share_at(grid, density, {5, 7, 2}) == Approx(0.8));
  CHECK(share_at(grid, density, {0, 7, 2}) == Approx(0.4));
  CHECK(share_at(grid, density, {40, 7, 2}) == Approx(0.4));
  CHECK(share_at(grid, density, {37.5, 7, 0}) == Approx(0.2));
  CHECK(share_at(grid, density, {-2.5, 7, 4}) == Approx(0.2));
  CHECK(share_at(grid, density, {45, 7, 4}) == Approx(0.8));
  CHECK(share_at(grid, density, {20, 7, 2}) == Approx(0).margin(1e-15));
}

TEST_CASE("a layer fills partial voxels in proportion and reports its volume") {
  const Geometry grid = grid_of({6, 5, 4});
  std::vector<double> density(grid.size(), 0.0);
  const double added = fill_layer(grid, density, {15, 0, 0}, {37, 25, 6}, 0.5);
  CHECK(added == Approx(22 * 25 * 6 * 0.5).epsilon(1e-13));
  CHECK(volume(grid, density) == Approx(added).epsilon(1e-13));
  CHECK(density[grid.index(0, 2, 0)] == 0);
  CHECK(density[grid.index(1, 2, 0)] == Approx(0.25));
  CHECK(density[grid.index(2, 2, 0)] == Approx(0.5));
  CHECK(density[grid.index(3, 2, 1)] == Approx(0.5 * 0.7 * 0.5));
  CHECK(density[grid.index(2, 2, 2)] == 0);
}

TEST_CASE("layers that meet inside a voxel add up and none is filled beyond 1") {
  const Geometry grid = grid_of({2, 2, 5});
  std::vector<double> density(grid.size(), 0.0);
  fill_layer(grid, density, {0, 0, 0}, {20, 10, 6}, 0.8);
  fill_layer(grid, density, {0, 0, 6}, {20, 10, 12}, 0.8);
  CHECK(density[grid.index(1, 1, 1)] == Approx(0.8));
  const double before = volume(grid, density);
  const double added = fill_layer(grid, density, {-5, -5, -5}, {50, 50, 50}, 1);
  for (const double share : density) CHECK(share == 1);
  CHECK(before + added == Approx(20 * 10 * 20).epsilon(1e-13));
  CHECK(fill_layer(grid, density, {0, 0, 0}, {20, 10, 20}, 1) == 0);
}

TEST_CASE("a box outside the grid or turned inside out fills nothing") {
  const Geometry grid = grid_of({3, 3, 3});
  std::vector<double> density(grid.size(), 0.0);
  CHECK(fill_layer(grid, density, {100, 0, 0}, {200, 15, 12}, 1) == 0);
  CHECK(fill_layer(grid, density, {20, 0, 0}, {10, 15, 12}, 1) == 0);
  CHECK(volume(grid, density) == 0);
}
