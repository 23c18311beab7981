#include "sim/grid/ball.hpp"

#include <algorithm>
#include <catch2/catch.hpp>

#include "tests/grid/shapes.hpp"

using namespace exomet;
using namespace exomet::test;

namespace {
// All voxels looked at one by one.
std::vector<std::size_t> looked_up(const Geometry& grid, const Vec3& centre, double radius) {
  std::vector<std::size_t> found;
  for (int z = 0; z < grid.voxels[2]; ++z)
    for (int y = 0; y < grid.voxels[1]; ++y)
      for (int x = 0; x < grid.voxels[0]; ++x)
        if (norm(grid.difference(grid.centre(x, y, z), centre)) <= radius)
          found.push_back(grid.index(x, y, z));
  return found;
}

void check_ball(const Geometry& grid, const Vec3& centre, double radius) {
  const std::vector<std::size_t> expected = looked_up(grid, centre, radius);
  REQUIRE(expected.size() > 1);
  std::vector<std::size_t> found = voxels_within(grid, centre, radius);
  std::sort(found.begin(), found.end());
  CHECK(found == expected);
}

constexpr Boundary closed = Boundary::closed, periodic = Boundary::periodic;
}  // namespace

TEST_CASE("a ball has the voxels with centres in it in rising order") {
  const Geometry grid = grid_of({9, 8, 7}, {10, 5, 20}, closed, closed, closed);
  for (double radius : {11.0, 20.0, 35.0}) check_ball(grid, {47, 21, 66}, radius);
  CHECK(voxels_within(grid, {47, 21, 66}, 35) == looked_up(grid, {47, 21, 66}, 35));
}

TEST_CASE("a ball that reaches beyond closed ends has what is inside of them") {
  const Geometry grid = grid_of({5, 5, 5}, {10, 10, 10}, closed, Boundary::open, Boundary::fixed);
  check_ball(grid, {1, 49, 2}, 17);
  check_ball(grid, {25, 25, 25}, 1000);
  check_ball(grid, {-4, 25, 53}, 21);
}

TEST_CASE("a ball that reaches around joined ends has each voxel once") {
  const Geometry grid = grid_of({6, 5, 4}, {10, 10, 10}, periodic, periodic, periodic);
  for (double radius : {12.0, 19.0, 26.0, 500.0}) check_ball(grid, {1, 48, 39}, radius);
  check_ball(grid_of({6, 5, 4}, {10, 10, 10}, periodic, closed, periodic), {58, 2, 1}, 23);
}

TEST_CASE("a ball in a 2-D model is a disc") {
  check_ball(grid_of({12, 1, 12}, {10, 10, 10}, periodic, Boundary::flat, closed), {3, 5, 110}, 24);
}

TEST_CASE("a ball that holds no centre has the voxel that contains its own") {
  const Geometry grid = grid_of({4, 4, 4}, {10, 10, 10}, closed, closed, closed);
  CHECK(voxels_within(grid, {12, 21, 39}, 0.1) == std::vector<std::size_t>{grid.index(1, 2, 3)});
}

TEST_CASE("a voxel has its neighbours across joined ends and none beyond others") {
  const Geometry grid = grid_of({3, 4, 5}, {10, 10, 10}, periodic, closed, Boundary::open);
  const std::size_t corner = grid.index(0, 3, 4), middle = grid.index(1, 2, 3);
  CHECK(coordinates(grid, middle) == std::array<int, 3>{1, 2, 3});
  CHECK(voxel_beside(grid, middle, 0, 1) == grid.index(2, 2, 3));
  CHECK(voxel_beside(grid, middle, 1, -1) == grid.index(1, 1, 3));
  CHECK(voxel_beside(grid, middle, 2, 1) == grid.index(1, 2, 4));
  CHECK(voxel_beside(grid, corner, 0, -1) == grid.index(2, 3, 4));
  CHECK(voxel_beside(grid, corner, 1, -1) == grid.index(0, 2, 4));
  CHECK_FALSE(voxel_beside(grid, corner, 1, 1));
  CHECK_FALSE(voxel_beside(grid, corner, 2, 1));
}
