#include "sim/grid/surface/erosion.hpp"

#include <catch2/catch.hpp>
#include <numeric>
#include <vector>

#include "tests/grid/shapes.hpp"

using namespace exomet;
using namespace exomet::test;

namespace {
// Removes half of what is within reach and checks which voxels have given it.
void check_half(const Geometry& grid, const Vec3& centre, double radius) {
  const auto within = [&](int x, int y, int z) {
    return norm(grid.difference(grid.centre(x, y, z), centre)) <= radius;
  };
  std::vector<double> density(grid.size(), 0.8);
  double reached = 0;
  for (int z = 0; z < grid.voxels[2]; ++z)
    for (int y = 0; y < grid.voxels[1]; ++y)
      for (int x = 0; x < grid.voxels[0]; ++x) reached += within(x, y, z);
  REQUIRE(reached > 1);
  const double volume = 0.5 * 0.8 * reached * grid.voxel_volume();
  CHECK(remove_volume(grid, density, centre, radius, volume) == Approx(volume));
  for (int z = 0; z < grid.voxels[2]; ++z)
    for (int y = 0; y < grid.voxels[1]; ++y)
      for (int x = 0; x < grid.voxels[0]; ++x)
        CHECK(density[grid.index(x, y, z)] == Approx(within(x, y, z) ? 0.4 : 0.8));
}
}  // namespace

TEST_CASE("tissue is removed from the voxels within reach and each gives in proportion") {
  const auto closed = Boundary::closed;
  check_half(grid_of({9, 8, 7}, {10, 10, 10}, closed, closed, closed), {43, 38, 31}, 16);
}

TEST_CASE("tissue is removed near closed ends although the reach goes beyond them") {
  const auto closed = Boundary::closed;
  const Geometry grid = grid_of({3, 3, 3}, {10, 10, 10}, closed, closed, closed);
  check_half(grid, {2, 3, 1}, 18);
  check_half(grid, {28, 27, 29}, 18);
  check_half(grid, {15, 15, 15}, 40);
}

TEST_CASE("tissue is removed in a 2-D model whose thickness is below the reach") {
  check_half(grid_of({12, 1, 12}, {10, 10, 10}, Boundary::periodic, Boundary::flat, Boundary::closed),
             {55, 5, 55}, 21);
}

TEST_CASE("tissue is removed once from each voxel when the reach goes around a periodic axis") {
  const auto periodic = Boundary::periodic;
  const Geometry grid = grid_of({4, 4, 4}, {10, 10, 10}, periodic, periodic, periodic);
  check_half(grid, {1, 2, 39}, 16);
  check_half(grid, {1, 2, 39}, 100);
}

TEST_CASE("no more tissue is removed than there is and a reach within a voxel is of that voxel") {
  const auto closed = Boundary::closed;
  const Geometry grid = grid_of({3, 3, 3}, {10, 10, 10}, closed, closed, closed);
  std::vector<double> density(grid.size(), 0.5);
  CHECK(remove_volume(grid, density, {11, 11, 11}, 0.1, 1e9) == Approx(500));
  CHECK(density[grid.index(1, 1, 1)] == 0);
  CHECK(std::accumulate(density.begin(), density.end(), 0.0) == Approx(13));
  CHECK(remove_volume(grid, density, {11, 11, 11}, 0.1, 1) == 0);
}
