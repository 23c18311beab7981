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

TEST_CASE("what was eroded around a place is the mean of what is gone and not of what was added") {
  const Geometry grid = grid_of({12, 12, 12});
  std::vector<double> before(grid.size()), now(grid.size());
  for (std::size_t v = 0; v < grid.size(); ++v) {
    before[v] = 0.5 + 0.5 * std::sin(1.0 * v * v);
    now[v] = 0.5 + 0.5 * std::cos(3.0 * v);
  }
  for (const Vec3& place : {Vec3{61, 33, 22}, Vec3{2, 1, 47}}) {
    double sum = 0, count = 0;
    for (int z = 0; z < 12; ++z)
      for (int y = 0; y < 12; ++y)
        for (int x = 0; x < 12; ++x) {
          if (norm(grid.centre(x, y, z) - place) > 17) continue;
          const std::size_t v = grid.index(x, y, z);
          if (before[v] > now[v]) sum += before[v] - now[v];
          ++count;
        }
    REQUIRE(count > 10);
    CHECK(mean_eroded(grid, before, now, place, 17) == Approx(sum / count));
  }
  std::fill(now.begin(), now.end(), 0.0);
  CHECK(mean_eroded(grid, before, now, {61, 33, 22}, 0.01) == before[grid.voxel_at({61, 33, 22})]);
  CHECK(mean_eroded(grid, now, before, {61, 33, 22}, 20) == 0);
}

TEST_CASE("shares around a place are those a reach away along each axis") {
  Geometry grid = grid_of({8, 9, 10});
  grid.boundary[0] = {Boundary::periodic, Boundary::periodic};
  std::vector<double> density(grid.size());
  for (std::size_t v = 0; v < density.size(); ++v) density[v] = 0.5 + 0.5 * std::sin(1.0 * v * v);
  for (const Vec3& place : {Vec3{2, 20, 21}, Vec3{77, 44, 1}, Vec3{40, 1, 39.5}}) {
    const SharesAround found = shares_around(grid, density, place, 7);
    for (int axis = 0; axis < 3; ++axis)
      for (int side : {0, 1}) {
        Vec3 end = place;
        end[axis] += side == 0 ? -7 : 7;
        CHECK(found[axis][side] == share_at(grid, density, end));
      }
  }
}

TEST_CASE("where nothing solid is near no place within reach has a share of one half") {
  Geometry grid = grid_of({16, 16, 16});
  for (Boundary y : {Boundary::closed, Boundary::periodic}) {
    grid.boundary[1] = {y, y};
    std::vector<double> density(grid.size(), 0.4);
    density[grid.index(8, 0, 8)] = 1;
    const int enough = steps_within(grid, 9);
    const std::vector<std::uint8_t> steps = steps_to_solid(grid, density, enough);
    std::size_t far = 0;
    for (int n = 0; n < 4000; ++n) {  // places all over
      const Vec3 place{std::fmod(n * 61.8034, 160), std::fmod(n * 29.0983, 80), std::fmod(n * 17.3205, 64)};
      const SharesAround shares = shares_around(grid, density, place, 9);
      double most = share_at(grid, density, place);
      for (const auto& ends : shares) most = std::max({most, ends[0], ends[1]});
      if (most >= 0.5) CHECK(steps[grid.voxel_at(place)] <= enough);
      far += steps[grid.voxel_at(place)] > enough;
    }
    CHECK(far > 2000);
    CHECK(steps[grid.index(8, 15, 8)] == (y == Boundary::periodic ? 1 : enough + 1));
  }
}

TEST_CASE("steps to something solid are counted along all axes at once and across joined ends") {
  Geometry grid = grid_of(GENERATE(std::array{17, 9, 8}, std::array{3, 2, 40}, std::array{40, 1, 5}));
  for (int axis = 0; axis < 3; ++axis)
    if (GENERATE(false, true)) grid.boundary[axis] = {Boundary::periodic, Boundary::periodic};
  std::vector<double> density(grid.size());
  for (std::size_t v = 0; v < density.size(); ++v) density[v] = v * 7919 % 211 == 0 ? 0.5 : 0.4;
  const auto apart = [&](int axis, int a, int b) {
    const int direct = std::abs(a - b);
    return grid.periodic(axis) ? std::min(direct, grid.voxels[axis] - direct) : direct;
  };
  const int most = GENERATE(0, 1, 4);
  std::vector<std::uint8_t> expected(grid.size(), static_cast<std::uint8_t>(most + 1));
  for (std::size_t v = 0; v < density.size(); ++v)
    for (std::size_t solid = 0; solid < density.size(); ++solid) {
      if (density[solid] < 0.5) continue;
      int steps = 0;
      std::size_t a = v, b = solid;
      for (int axis = 0; axis < 3; ++axis) {
        const auto count = static_cast<std::size_t>(grid.voxels[axis]);
        steps = std::max(steps, apart(axis, static_cast<int>(a % count), static_cast<int>(b % count)));
        a /= count, b /= count;
      }
      expected[v] = static_cast<std::uint8_t>(std::min<int>(expected[v], steps));
    }
  CHECK(steps_to_solid(grid, density, most) == expected);
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
