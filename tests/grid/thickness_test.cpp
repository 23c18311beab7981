#include "sim/grid/surface/thickness.hpp"

#include <oneapi/tbb/global_control.h>

#include <array>
#include <catch2/catch.hpp>
#include <cmath>
#include <numbers>

#include "sim/grid/ball.hpp"
#include "tests/grid/shapes.hpp"
#include "tests/grid/surface_oracle.hpp"

using namespace exomet;
using namespace exomet::test;

namespace {
// Distance of x from the nearest whole multiple of a period, with a sign.
double folded(double x, double period) { return x - period * std::round(x / period); }

// Plates across a direction of whole numbers, in a periodic cube of 800 um.
double thickness_of_plates(const Vec3& direction, double thickness, int points) {
  const Geometry grid = cube_grid(40, 20, true);
  return mean_thickness(grid, shares_of(grid, points, [&](const Vec3& p) {
                          return std::abs(folded(dot(p, direction) - 403, 800)) <=
                                 0.5 * thickness * norm(direction);
                        }));
}

// Parallel rods along z, or along a diagonal of the x-z plane.
double thickness_of_rod(bool diagonal, double thickness, int points) {
  const Geometry grid = cube_grid(40, 20, true);
  return mean_thickness(grid, shares_of(grid, points, [&](const Vec3& p) {
                          const double u = diagonal ? folded(p.x - p.z - 12, 800) / std::sqrt(2.0)
                                                    : folded(p.x - 403, 800);
                          return std::hypot(u, folded(p.y - 395, 800)) <= 0.5 * thickness;
                        }));
}
double thickness_of_ball(double thickness, int points) {
  const Geometry grid = cube_grid(40, 20);
  const Vec3 middle{403, 398, 401};
  return mean_thickness(
      grid, shares_of(grid, points, [&](const Vec3& p) { return norm(p - middle) <= 0.5 * thickness; }));
}
}  // namespace

TEST_CASE("a plate is as thick as it is whichever way it is turned") {
  for (const double thickness : {100.0, 150.0, 300.0}) {
    CHECK(thickness_of_plates({0, 0, 1}, thickness, 4) == Approx(thickness).epsilon(0.01));
    for (const Vec3& direction : {Vec3{1, 1, 0}, Vec3{2, 1, 0}})
      CHECK(thickness_of_plates(direction, thickness, 4) == Approx(thickness).epsilon(0.015));
    CHECK(thickness_of_plates({1, 1, 1}, thickness, 4) == Approx(thickness).epsilon(5.0 / thickness));
  }
  // Of whole voxels only: still not more than half a voxel wrong.
  for (const Vec3& direction : {Vec3{1, 1, 0}, Vec3{2, 1, 0}, Vec3{1, 1, 1}})
    CHECK(thickness_of_plates(direction, 100, 1) == Approx(100).margin(10));
}

TEST_CASE("a rod is as thick as its diameter and a ball as its own") {
  for (const double thickness : {100.0, 150.0, 300.0}) {
    const double allowed = 10 / thickness;  // near the surface smaller spheres fit between the voxels
    CHECK(thickness_of_rod(false, thickness, 4) == Approx(thickness).epsilon(allowed));
    CHECK(thickness_of_rod(true, thickness, 4) == Approx(thickness).epsilon(allowed));
    CHECK(thickness_of_ball(thickness, 4) == Approx(thickness).epsilon(allowed));
  }
}

TEST_CASE("the thickness of each voxel is that of the largest of all spheres that contain it") {
  Geometry grid;
  grid.voxels = {9, 8, 7};
  grid.spacing = {10, 12, 10};
  grid.boundary[0] = {Boundary::periodic, Boundary::periodic};
  const auto density = shares_of(grid, 3, [](const Vec3& p) {
    return std::sin(0.09 * (p.x + 5)) + std::cos(0.11 * p.y) + std::sin(0.08 * p.z + 1) > 0.4;
  });
  // All spheres with centres at 7^3 places of each solid voxel, against every point of the surface.
  const std::vector<Vec3> points = crossings(grid, density);
  std::vector<double> expected(grid.size(), 0.0);
  for_each_voxel(grid, [&](int x, int y, int z) {
    if (density[grid.index(x, y, z)] < 0.5) return;
    for (int place = 0; place < 343; ++place) {
      const Vec3 centre{(x + (place % 7 + 0.5) / 7) * 10, (y + (place / 7 % 7 + 0.5) / 7) * 12,
                        (z + (place / 49 + 0.5) / 7) * 10};
      const double radius = brute_force(grid, points, centre);
      for_each_voxel(grid, [&](int i, int j, int k) {
        double& known = expected[grid.index(i, j, k)];
        if (2 * radius > known && norm(grid.difference(grid.centre(i, j, k), centre)) <= radius)
          known = 2 * radius;
      });
    }
  });
  const std::vector<double> thickness = local_thickness(grid, density);
  // A voxel at the edge of a sphere may miss it for lack of one more place of the centre: rare, and even on
  // average.
  double sum = 0, expected_sum = 0, off = 0;
  for (std::size_t v = 0; v < grid.size(); ++v) {
    if (density[v] < 0.5) CHECK(thickness[v] == 0);
    if (density[v] >= 0.5) CHECK(thickness[v] < expected[v] + 5);
    sum += thickness[v], expected_sum += expected[v];
    off += std::abs(thickness[v] - expected[v]);
  }
  CHECK(sum == Approx(expected_sum).epsilon(0.015));
  CHECK(off < 0.07 * expected_sum);
}

TEST_CASE("the mean thickness is weighted with the shares and unknown without bone or surface") {
  // A plate of 60 um and, apart from it, one of 30 um whose voxels are not quite full.
  const Geometry grid = cube_grid(30, 10, true);
  std::vector<double> density(grid.size(), 0.0);
  for_each_voxel(grid, [&](int x, int y, int z) {
    density[grid.index(x, y, z)] = z >= 2 && z < 8 ? 1 : z >= 15 && z < 18 ? 0.8 : 0;
  });
  const std::vector<double> thickness = local_thickness(grid, density);
  const double thick = thickness[grid.index(3, 3, 4)], thin = thickness[grid.index(3, 3, 16)];
  CHECK(thick == Approx(60));
  CHECK(thin == Approx(2 * (10 + 10 * 0.3 / 0.8)));  // where the share is one half
  CHECK(mean_thickness(grid, density) == Approx((6 * thick + 2.4 * thin) / 8.4));
  CHECK(std::isnan(mean_thickness(grid, std::vector<double>(grid.size(), 0.0))));
  CHECK(std::isnan(mean_thickness(grid, std::vector<double>(grid.size(), 1.0))));
}

TEST_CASE("in two dimensions a strip is as thick as it is wide") {
  Geometry grid = cube_grid(40, 20, true);
  grid.voxels[1] = 1;
  grid.boundary[1] = {Boundary::flat, Boundary::flat};
  const auto density = shares_of(grid, 4, [](const Vec3& p) { return std::abs(p.x - 400) <= 75; });
  CHECK(mean_thickness(grid, density) == Approx(150).margin(4));
}

TEST_CASE("thickness has the same bits at any number of threads") {
  const Geometry grid = cube_grid(20, 10, true);
  const auto density = shares_of(grid, 2, [](const Vec3& p) {
    return std::sin(0.05 * p.x) * std::cos(0.07 * p.y) + std::sin(0.06 * p.z + 0.02 * p.x) > 0.3;
  });
  const std::vector<double> expected = local_thickness(grid, density);
  for (const std::size_t threads : {1, 2, 3, 7}) {
    const oneapi::tbb::global_control control(oneapi::tbb::global_control::max_allowed_parallelism, threads);
    CHECK(local_thickness(grid, density) == expected);
  }
}

TEST_CASE("spheres wider than a period reach all voxels by the nearest way") {
  for (int axis = 0; axis < 3; ++axis) {  // a rod that swells and thins along the period, the same both ways
    Geometry grid;
    grid.voxels = {40, 40, 40}, grid.voxels[axis] = 8;
    grid.spacing = {10, 10, 10};
    grid.boundary[axis] = {Boundary::periodic, Boundary::periodic};
    std::vector<double> density(grid.size());
    const auto mirrored = [&](std::size_t voxel) {
      std::array<int, 3> at = coordinates(grid, voxel);
      at[axis] = 7 - at[axis];
      return grid.index(at[0], at[1], at[2]);
    };
    for (std::size_t v = 0; v < density.size(); ++v) {
      const std::array<int, 3> at = coordinates(grid, v);
      const double y = 10 * (at[(axis + 1) % 3] + 0.5) - 200, z = 10 * (at[(axis + 2) % 3] + 0.5) - 200;
      density[v] = std::hypot(y, z) <= 110 + 40 * std::cos(std::numbers::pi * (at[axis] + 0.5) / 4);
    }
    const std::vector<double> thickness = local_thickness(grid, density);
    int different = 0;
    for (std::size_t v = 0; v < density.size(); ++v)
      different += std::abs(thickness[v] - thickness[mirrored(v)]) > 1;
    CHECK(different < 20);  // of 8,000, where rounding decides
  }
}
