#include "sim/grid/surface/distance.hpp"

#include <oneapi/tbb/global_control.h>

#include <catch2/catch.hpp>
#include <limits>

#include "sim/base/random.hpp"
#include "tests/grid/shapes.hpp"
#include "tests/grid/surface_oracle.hpp"

using namespace exomet;
using namespace exomet::test;

namespace {
std::vector<double> random_shares(const Geometry& grid, double solid, std::uint64_t seed) {
  std::vector<double> density(grid.size());
  Random random(seed, 0, 0, purpose("test"));
  for (double& share : density)
    share = random.uniform() < solid ? 0.5 + 0.5 * random.uniform() : 0.5 * random.uniform();
  return density;
}
}  // namespace

TEST_CASE("distances are those of looking at every point of the surface") {
  for (const bool periodic : {false, true})
    for (const double solid : {0.005, 0.1, 0.5, 0.98}) {
      Geometry grid;
      grid.voxels = {13, 9, 10};
      grid.spacing = {2, 5, 3};
      if (periodic) grid.boundary[0] = grid.boundary[2] = {Boundary::periodic, Boundary::periodic};
      const std::vector<double> density = random_shares(grid, solid, 7);
      const std::vector<Vec3> points = crossings(grid, density);
      REQUIRE(!points.empty());
      const std::vector<double> distance = signed_distance(grid, density);
      double worst = 0;
      for (int z = 0; z < 10; ++z)
        for (int y = 0; y < 9; ++y)
          for (int x = 0; x < 13; ++x) {
            const std::size_t v = grid.index(x, y, z);
            const double expected = brute_force(grid, points, grid.centre(x, y, z));
            worst = std::max(worst, std::abs(distance[v] - (density[v] >= 0.5 ? -expected : expected)));
          }
      CHECK(worst < 1e-10);
    }
}

TEST_CASE("the vector to the surface ends on it") {
  Geometry grid;
  grid.voxels = {8, 12, 7};
  grid.spacing = {4, 3, 5};
  grid.boundary[1] = {Boundary::periodic, Boundary::periodic};
  const std::vector<double> density = random_shares(grid, 0.03, 3);
  const std::vector<Vec3> points = crossings(grid, density), offset = to_surface(grid, density);
  for (int z = 0; z < 7; ++z)
    for (int y = 0; y < 12; ++y)
      for (int x = 0; x < 8; ++x) {
        const Vec3 end = grid.inside(grid.centre(x, y, z) + offset[grid.index(x, y, z)]);
        CHECK(brute_force(grid, points, end) < 1e-9);
      }
}

TEST_CASE("a plane is at its place within the voxel") {
  Geometry grid = cube_grid(12, 10);
  for (int axis = 0; axis < 3; ++axis)
    for (const double share : {0.6, 0.9, 0.2}) {
      std::vector<double> density(grid.size(), 0.0);
      for (int k = 0; k < 12; ++k)
        for (int j = 0; j < 12; ++j)
          for (int i = 0; i < 12; ++i) {
            const int along = axis == 0 ? i : axis == 1 ? j : k;
            density[grid.index(i, j, k)] = along < 5 ? 1 : along == 5 ? share : 0;
          }
      const double at = share >= 0.5 ? 55 + 10 * (share - 0.5) / share : 45 + 10 * 0.5 / (1 - share);
      const std::vector<double> distance = signed_distance(grid, density);
      for (int along = 0; along < 12; ++along) {
        std::array<int, 3> v{4, 4, 4};
        v[axis] = along;
        CHECK(distance[grid.index(v[0], v[1], v[2])] == Approx(10 * along + 5 - at));
      }
    }
}

TEST_CASE("distances to a ball are those to its sphere") {
  const Geometry grid = cube_grid(32, 10);
  const Vec3 centre{157, 163, 161};
  const auto density = shares_of(grid, 4, [&](const Vec3& p) { return norm(p - centre) <= 90; });
  const std::vector<double> distance = signed_distance(grid, density);
  double worst = 0;
  for (int z = 0; z < 32; ++z)
    for (int y = 0; y < 32; ++y)
      for (int x = 0; x < 32; ++x) {
        const double expected = norm(grid.centre(x, y, z) - centre) - 90;
        const double error = std::abs(distance[grid.index(x, y, z)] - expected);
        worst = std::max(worst, error);
        if (std::abs(expected) > 30) CHECK(error < 1.6);
      }
  CHECK(worst < 5);  // beside the surface, half a voxel from the nearest line that crosses it
}

TEST_CASE("across joined ends a tissue is as near as its image") {
  Geometry grid = cube_grid(20, 10, true);
  std::vector<double> density(grid.size(), 0.0);
  for (int k = 0; k < 20; ++k)
    for (int j = 0; j < 20; ++j) density[grid.index(0, j, k)] = 1;
  const std::vector<double> distance = signed_distance(grid, density);
  CHECK(distance[grid.index(19, 3, 3)] == Approx(5));
  CHECK(distance[grid.index(10, 3, 3)] == Approx(95));
  CHECK(distance[grid.index(0, 3, 3)] == Approx(-5));
  grid.boundary[0] = {Boundary::closed, Boundary::closed};
  CHECK(signed_distance(grid, density)[grid.index(19, 3, 3)] == Approx(185));
}

TEST_CASE("without a surface everything is infinitely far from it") {
  const Geometry grid = cube_grid(4, 10, true);
  CHECK(signed_distance(grid, std::vector<double>(64, 0.0))[5] == std::numeric_limits<double>::infinity());
  CHECK(signed_distance(grid, std::vector<double>(64, 1.0))[5] == -std::numeric_limits<double>::infinity());
}

TEST_CASE("a flat axis doesn't count in distances") {
  Geometry grid = cube_grid(16, 10);
  grid.voxels[2] = 1;
  grid.spacing.z = 3;
  grid.boundary[2] = {Boundary::flat, Boundary::flat};
  std::vector<double> density(grid.size(), 0.0);
  density[grid.index(4, 4, 0)] = 1;
  const std::vector<double> distance = signed_distance(grid, density);
  CHECK(distance[grid.index(4, 4, 0)] == Approx(-5));
  CHECK(distance[grid.index(12, 4, 0)] == Approx(75));
  CHECK(distance[grid.index(12, 10, 0)] == Approx(std::min(std::hypot(75, 60), std::hypot(80, 55))));
}

TEST_CASE("distances have the same bits at any number of threads") {
  Geometry grid = cube_grid(24, 10, true);
  const std::vector<double> density = random_shares(grid, 0.1, 11);
  const std::vector<double> expected = signed_distance(grid, density);
  for (const std::size_t threads : {1, 2, 3, 7}) {
    const oneapi::tbb::global_control control(oneapi::tbb::global_control::max_allowed_parallelism, threads);
    CHECK(signed_distance(grid, density) == expected);
  }
}
