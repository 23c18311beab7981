#include "sim/grid/surface/surface.hpp"

#include <oneapi/tbb/global_control.h>

#include <catch2/catch.hpp>
#include <cmath>
#include <numbers>

#include "tests/grid/shapes.hpp"

using namespace exomet;
using namespace exomet::test;

namespace {
struct Disc {
  double area = 0, tilt = 0;  // measured over true; the most that a normal is off, degrees
};

// What is found of a plane within a circle of 400 um.
Disc disc(const Vec3& direction, int points) {
  const Vec3 normal = (1 / norm(direction)) * direction, middle{503, 498, 501};
  const Geometry grid = cube_grid(50, 20);
  const auto density = shares_of(grid, points, [&](const Vec3& p) { return dot(p - middle, normal) <= 0; });
  Disc found;
  for (const SurfaceVoxel& voxel : surface_voxels(grid, density))
    if (norm(voxel.point - middle) <= 400) {
      found.area += voxel.area / (std::numbers::pi * 400 * 400);
      const double off = std::acos(std::min(1.0, dot(voxel.normal, normal))) * 180 / std::numbers::pi;
      found.tilt = std::max(found.tilt, off);
    }
  return found;
}

std::vector<double> ball(const Geometry& grid, const Vec3& middle, double radius, int points) {
  return shares_of(grid, points, [&](const Vec3& p) { return norm(grid.difference(p, middle)) <= radius; });
}
}  // namespace

TEST_CASE("the area of a plane is right whichever way it is turned") {
  for (const Vec3& direction : {Vec3{0, 0, 1}, Vec3{1, 1, 0}, Vec3{1, 1, 1}, Vec3{-1, 1, -1}, Vec3{3, 1, 7},
                                Vec3{-2, 5, 1}, Vec3{1, 0, 8}, Vec3{20, 2, -1}}) {
    const Disc smooth = disc(direction, 4), binary = disc(direction, 1);
    CHECK(smooth.area == Approx(1).epsilon(0.01));
    CHECK(smooth.tilt < 2);
    CHECK(binary.area == Approx(1).epsilon(0.03));
  }
}

TEST_CASE("the area of a sphere is right and its normals are radii") {
  const Geometry grid = cube_grid(50, 20);
  const Vec3 middle{503, 498, 501};
  for (const double radius : {75.0, 150.0, 300.0})
    for (const int points : {1, 4})
      CHECK(area(surface_voxels(grid, ball(grid, middle, radius, points))) ==
            Approx(4 * std::numbers::pi * radius * radius).epsilon(0.03));
  for (const SurfaceVoxel& voxel : surface_voxels(grid, ball(grid, middle, 150, 4))) {
    const Vec3 out = voxel.point - middle;
    CHECK(norm(out) == Approx(150).margin(5));
    CHECK(dot(voxel.normal, out) / norm(out) > 0.99);
  }
}

TEST_CASE("voxels that are longer along an axis give the same area") {
  Geometry grid;
  grid.voxels = {60, 30, 40};
  grid.spacing = {10, 20, 15};
  const auto density = ball(grid, {303, 298, 301}, 200, 4);
  CHECK(area(surface_voxels(grid, density)) == Approx(4 * std::numbers::pi * 200 * 200).epsilon(0.03));
}

TEST_CASE("the surface is every solid voxel with a neighbour that isn't and no other") {
  Geometry grid = cube_grid(12, 10);
  grid.boundary[0] = {Boundary::periodic, Boundary::periodic};
  const auto density = ball(grid, {3, 60, 5}, 42, 2);
  const auto surface = surface_voxels(grid, density);
  std::size_t next = 0;
  for_each_voxel(grid, [&](int x, int y, int z) {
    const auto solid = [&](int i, int j, int k) {
      i = (i + 12) % 12;
      return j < 0 || j > 11 || k < 0 || k > 11 ||
             density[grid.index(i, j, k)] >= 0.5;  // the ends are no surface
    };
    const bool exposed = !solid(x - 1, y, z) || !solid(x + 1, y, z) || !solid(x, y - 1, z) ||
                         !solid(x, y + 1, z) || !solid(x, y, z - 1) || !solid(x, y, z + 1);
    if (!solid(x, y, z) || !exposed) return;
    REQUIRE(next < surface.size());
    CHECK(surface[next++].voxel == grid.index(x, y, z));
  });
  CHECK(next == surface.size());
  CHECK(next > 50);
}

TEST_CASE("a body across joined ends has the area of one inside") {
  const Geometry grid = cube_grid(30, 10, true);
  const double inside = area(surface_voxels(grid, ball(grid, {150, 150, 150}, 80, 4)));
  CHECK(area(surface_voxels(grid, ball(grid, {0, 150, 290}, 80, 4))) == Approx(inside).epsilon(0.01));
}

TEST_CASE("a wall one voxel thick has two sides") {
  const Geometry grid = cube_grid(20, 10, true);
  std::vector<double> density(grid.size(), 0.0);
  for (int y = 0; y < 20; ++y)
    for (int x = 0; x < 20; ++x) density[grid.index(x, y, 9)] = 1;
  CHECK(area(surface_voxels(grid, density)) == Approx(2 * 200 * 200));
}

TEST_CASE("in two dimensions the area is length times thickness") {
  Geometry grid = cube_grid(50, 20);
  grid.voxels[2] = 1;
  grid.spacing.z = 7;
  grid.boundary[2] = {Boundary::flat, Boundary::flat};
  const auto density =
      shares_of(grid, 4, [](const Vec3& p) { return std::hypot(p.x - 500, p.y - 503) <= 300; });
  const auto surface = surface_voxels(grid, density);
  CHECK(area(surface) == Approx(2 * std::numbers::pi * 300 * 7).epsilon(0.02));
  for (const SurfaceVoxel& voxel : surface) {
    CHECK(voxel.normal.z == 0);
    const Vec3 along = point_on(grid, voxel, 0.5, 0.3) - point_on(grid, voxel, -0.5, 0.1);
    CHECK(norm(along) * 7 == Approx(voxel.area));
    CHECK(dot(along, voxel.normal) == Approx(0).margin(1e-9));
  }
}

TEST_CASE("the points of a part lie around its middle across its area") {
  const Geometry grid = cube_grid(50, 20);
  for (const SurfaceVoxel& part : surface_voxels(grid, ball(grid, {503, 498, 501}, 150, 4))) {
    const Vec3 a = point_on(grid, part, -0.5, -0.5), b = point_on(grid, part, 0.5, -0.5),
               c = point_on(grid, part, -0.5, 0.5);
    CHECK(norm(point_on(grid, part, 0, 0) - part.point) < 1e-9);
    CHECK(norm(b - a) * norm(c - a) == Approx(part.area));
    CHECK(dot(b - a, c - a) == Approx(0).margin(1e-6));
    CHECK(dot(b - a, part.normal) == Approx(0).margin(1e-6));
    CHECK(dot(c - a, part.normal) == Approx(0).margin(1e-6));
  }
}

TEST_CASE("without a surface there is no area") {
  const Geometry grid = cube_grid(5, 10);
  CHECK(surface_voxels(grid, std::vector<double>(125, 0.0)).empty());
  CHECK(surface_voxels(grid, std::vector<double>(125, 1.0)).empty());
  std::vector<double> alone(125, 0.0);
  alone[62] = 1;
  const auto surface = surface_voxels(grid, alone);
  REQUIRE(surface.size() == 1);
  CHECK(surface[0].area == Approx(600));  // its faces: nothing says how it is turned
  CHECK(norm(surface[0].normal) == Approx(1));
}

TEST_CASE("the surface has the same bits at any number of threads") {
  const Geometry grid = cube_grid(40, 10, true);
  const auto density = ball(grid, {210, 190, 200}, 150, 2);
  const double expected = area(surface_voxels(grid, density));
  for (const std::size_t threads : {1, 2, 3, 7}) {
    const oneapi::tbb::global_control control(oneapi::tbb::global_control::max_allowed_parallelism, threads);
    CHECK(area(surface_voxels(grid, density)) == expected);
  }
}
