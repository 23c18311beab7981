#include "sim/grid/surface/deposition.hpp"

#include <catch2/catch.hpp>
#include <numeric>
#include <vector>

#include "sim/grid/ball.hpp"

using namespace exomet;

namespace {
Geometry cube(Boundary x = Boundary::closed) {
  Geometry grid;
  grid.voxels = {8, 8, 8};
  grid.spacing = {10, 10, 10};
  grid.boundary[0] = {x, x};
  return grid;
}

// Full below a height in voxels, empty above.
std::vector<double> slab(const Geometry& grid, int height) {
  std::vector<double> density(grid.size(), 0.0);
  for (std::size_t v = 0; v < density.size(); ++v) density[v] = coordinates(grid, v)[2] < height;
  return density;
}

double volume(const Geometry& grid, const std::vector<double>& density) {
  return std::accumulate(density.begin(), density.end(), 0.0) * grid.voxel_volume();
}
}  // namespace

TEST_CASE("tissue is laid down on its surface within reach and nowhere else") {
  const Geometry grid = cube();
  std::vector<double> density = slab(grid, 4);
  const Vec3 place{42, 38, 41};
  const double before = volume(grid, density);
  CHECK(add_volume(grid, density, place, 21, 1234) == Approx(1234));
  CHECK(volume(grid, density) - before == Approx(1234));
  std::size_t reached = 0;
  for (std::size_t v = 0; v < density.size(); ++v) {
    const auto [x, y, z] = coordinates(grid, v);
    const bool on = z == 4 && norm(grid.centre(x, y, z) - place) <= 21;
    CHECK((density[v] > 0 && density[v] < 1) == on);
    reached += on;
  }
  CHECK(reached > 4);
}

TEST_CASE("each voxel at the surface gets in proportion to its room and none more than it holds") {
  const Geometry grid = cube();
  std::vector<double> density = slab(grid, 4);
  density[grid.index(3, 3, 3)] = 0.6;
  density[grid.index(4, 3, 4)] = 0.2;
  const std::vector<double> before = density;
  add_volume(grid, density, {40, 40, 40}, 15, 700);
  const double share = density[grid.index(3, 4, 4)];  // was empty
  CHECK(share > 0);
  CHECK(density[grid.index(3, 3, 3)] == Approx(0.6 + 0.4 * share));
  CHECK(density[grid.index(4, 3, 4)] == Approx(0.2 + 0.8 * share));
  density = before;
  const double room = 1000 * (4 - 0.2 + 0.4);  // four voxels above the surface, one in it
  CHECK(add_volume(grid, density, {40, 40, 40}, 9, 1e9) == Approx(room));
  for (double one : density) CHECK(one <= 1);
  CHECK(density[grid.index(3, 3, 3)] == 1);
  CHECK(density[grid.index(4, 3, 4)] == 1);
}

TEST_CASE("the surface moves on once a voxel is half full") {
  const Geometry grid = cube();
  for (const auto& [share, next] : {std::pair{0.49, false}, {0.5, true}}) {
    std::vector<double> density = slab(grid, 4);
    density[grid.index(3, 3, 4)] = share;
    add_volume(grid, density, {35, 35, 55}, 1, 100);
    CHECK((density[grid.index(3, 3, 5)] > 0) == next);
  }
}

TEST_CASE("without a surface or without room nothing is laid down") {
  const Geometry grid = cube();
  std::vector<double> density = slab(grid, 4);
  const std::vector<double> before = density;
  CHECK(add_volume(grid, density, {40, 40, 75}, 15, 100) == 0);
  CHECK(add_volume(grid, density, {40, 40, 10}, 15, 100) == 0);
  CHECK(add_volume(grid, density, {40, 40, 40}, 15, 0) == 0);
  CHECK(density == before);
}

TEST_CASE("tissue beyond a joined end has its surface here") {
  for (Boundary x : {Boundary::closed, Boundary::periodic}) {
    const Geometry grid = cube(x);
    std::vector<double> density(grid.size(), 0.0);
    density[grid.index(7, 4, 4)] = 1;
    add_volume(grid, density, {5, 45, 45}, 1, 100);
    CHECK((density[grid.index(0, 4, 4)] > 0) == (x == Boundary::periodic));
  }
}
