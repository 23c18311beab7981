#include <catch2/catch.hpp>
#include <cmath>
#include <numbers>

#include "sim/grid/surface/distance.hpp"
#include "sim/grid/surface/surface.hpp"
#include "sim/grid/tissue.hpp"
#include "sim/run/free_space.hpp"
#include "tests/support/model_run.hpp"

using namespace exomet;
using namespace exomet::test;

namespace {
const std::string bone =
    "tissues: {source: assumed, mineral: {resists: 0 nN}}\n"
    "cells: {source: assumed, lining: {diameter: 10 um}, big: {diameter: 16 um}}\nstart:\n";
const std::string plate = "  - layer: {source: assumed, of: mineral, within: {z: [0 um, 63 um]}}\n";
const std::string sponge =
    "  - trabeculae: {source: assumed, of: mineral, volume_fraction: 25 %, thickness: 50 um}\n";

std::string lined(const std::string& tissue, const std::string& keys, const std::string& more = "") {
  return slab + loose + bone + tissue + "  - lining: {source: assumed, along: mineral, " + keys + "}\n" +
         more;
}

double surface_height(const ModelRun& run) {  // of the plate, where the share is one half
  const auto& density = run.world().tissues[0].density;
  double low = 40, high = 90;
  for (int n = 0; n < 60; ++n) {
    const double z = 0.5 * (low + high);
    (share_at(run.plan.model().geometry, density, {100, 100, z}) >= 0.5 ? low : high) = z;
  }
  return low;
}

// The least distance between two cells' centres over the sum of their radii.
double closest(const ModelRun& run) {
  double least = 1e300;
  for (CellIndex i = 0; i < run.cells().size(); ++i)
    for (CellIndex j = 0; j < i; ++j)
      least = std::min(least, norm(run.plan.model().geometry.difference(run.cells().position(i),
                                                                        run.cells().position(j))) /
                                  (0.5 * (run.cells().diameter[i] + run.cells().diameter[j])));
  return least;
}
}  // namespace

TEST_CASE("a lining lies in its region however thin that is and covers its share of it") {
  const std::string pillar =
      "  - layer: {source: assumed, of: mineral, within: {x: [60 um, 140 um], y: [60 um, 140 um]}}\n";
  for (const auto& [from, to] : {std::pair{101.0, 104.0}, {95.0, 125.0}}) {
    ModelRun run(lined(pillar, "of: lining, cover: 20 %, within: {z: [" + std::to_string(from) + " um, " +
                                   std::to_string(to) + " um]}"));
    const double area = 4 * 80 * (to - from);
    CHECK(static_cast<double>(run.cells().size()) ==
          Approx(0.2 * area / (25 * std::numbers::pi)).epsilon(0.1).margin(1.1));
    REQUIRE(run.cells().size() > 0);
    for (double z : run.cells().z) {
      CHECK(z > from - 0.5);
      CHECK(z < to + 0.5);
    }
  }
}

TEST_CASE("a lining lies on a flat surface and covers its share without overlap") {
  ModelRun run(lined(plate, "of: lining, cover: 30 %"));
  CHECK(static_cast<double>(run.cells().size()) == std::round(0.3 * 200 * 200 / (25 * std::numbers::pi)));
  const double height = surface_height(run);
  for (CellIndex i = 0; i < run.cells().size(); ++i)
    CHECK(run.cells().z[i] == Approx(height + 5).margin(1e-3));
  CHECK(closest(run) >= 1);
  double x = 0, y = 0;  // all over it
  for (CellIndex i = 0; i < run.cells().size(); ++i) x += run.cells().x[i], y += run.cells().y[i];
  CHECK(x / static_cast<double>(run.cells().size()) == Approx(100).margin(15));
  CHECK(y / static_cast<double>(run.cells().size()) == Approx(100).margin(15));
}

TEST_CASE("a lining follows the surface of bone") {
  ModelRun run(lined(sponge, "of: lining, cover: 20 %"));
  const Geometry& grid = run.plan.model().geometry;
  const auto& density = run.world().tissues[0].density;
  const double surface = area(surface_voxels(grid, density));
  CHECK(static_cast<double>(run.cells().size()) == Approx(0.2 * surface / (25 * std::numbers::pi)).margin(1));
  CHECK(run.cells().size() > 100);
  CHECK(closest(run) >= 1);
  const std::vector<double> distance = signed_distance(grid, density);
  double sum = 0;
  for (CellIndex i = 0; i < run.cells().size(); ++i) {
    CHECK(share_at(grid, density, run.cells().position(i)) < 0.5);
    sum += share_at(grid, distance, run.cells().position(i));
  }
  CHECK(sum / static_cast<double>(run.cells().size()) == Approx(5).margin(1));
}

TEST_CASE("a confluent lining has all its cells though they are a little closer") {
  ModelRun run(lined(plate, "of: lining, cover: 90 %"));
  CHECK(static_cast<double>(run.cells().size()) == std::round(0.9 * 200 * 200 / (25 * std::numbers::pi)));
  CHECK(closest(run) < 1);
  CHECK(closest(run) > 0.6);
}

TEST_CASE("a lining keeps to its region and its number and to what is there already") {
  ModelRun run(lined(plate, "of: big, count: 40, within: {x: [0 um, 100 um]}",
                     "  - lining: {source: assumed, of: lining, along: mineral, count: 100}\n"));
  REQUIRE(run.cells().size() == 140);
  for (CellIndex i = 0; i < 40; ++i) CHECK(run.cells().x[i] < 106);
  CHECK(run.cells().z[0] == Approx(surface_height(run) + 8).margin(1e-3));
  CHECK(closest(run) >= 1);
}

TEST_CASE("in two dimensions a lining covers its share of the line") {
  ModelRun run(
      "model: small\ndomain: {source: assumed, size: [400 um, 10 um, 200 um], voxel: 10 um,\n"
      "         boundary: {x: periodic, y: flat}}\n" +
      loose + bone + plate + "  - lining: {source: assumed, of: lining, along: mineral, cover: 50 %}\n");
  CHECK(run.cells().size() == 20);
  for (CellIndex i = 0; i < 20; ++i) CHECK(run.cells().y[i] == 5);
}

TEST_CASE("a lining without a surface or without room ends the run") {
  CHECK_THROWS_WITH(ModelRun(lined("", "of: lining, cover: 30 %")),
                    Catch::Contains("put what places the tissue before the lining"));
  CHECK_THROWS_WITH(ModelRun(lined(plate, "of: lining, count: 5000")),
                    Catch::Contains("of 5000 cells of 'lining'"));
  CHECK_NOTHROW(ModelRun(lined("", "of: lining, cover: 0 %")));
  CHECK_NOTHROW(ModelRun(lined("", "of: lining, count: 0")));
}

TEST_CASE("a lining says how many cells it wants in one way") {
  for (const std::string keys : {"of: lining", "of: lining, cover: 30 %, count: 3"})
    CHECK(mentions(problems_of_model(lined(plate, keys)), "needs either 'cover' or 'count'"));
}

TEST_CASE("scattered cells stay outside of a tissue") {
  ModelRun run(slab + loose + bone + sponge + "  - scatter: {source: assumed, of: lining, count: 200}\n");
  const Geometry& grid = run.plan.model().geometry;
  const std::vector<double> distance = signed_distance(grid, run.world().tissues[0].density);
  for (CellIndex i = 0; i < 200; ++i) {
    CHECK(share_at(grid, run.world().tissues[0].density, run.cells().position(i)) < 0.5);
    CHECK(share_at(grid, distance, run.cells().position(i)) > 2);
  }
}

TEST_CASE("room is what looking at every cell finds") {
  ModelRun run(slab + loose + bone + "  - scatter: {source: assumed, of: big, count: 300}\n");
  const Geometry& grid = run.plan.model().geometry;
  const FreeSpace room(run.plan.model(), run.cells());
  Random random(5, 0, 0, purpose("test"));
  int free = 0;
  for (int n = 0; n < 500; ++n) {
    const Vec3 at{200 * random.uniform(), 200 * random.uniform(), 200 * random.uniform()};
    bool expected = true;
    for (CellIndex i = 0; i < 300; ++i) expected &= norm(grid.difference(run.cells().position(i), at)) >= 13;
    CHECK(room.is_free(run.cells(), at, 10) == expected);
    free += expected;
  }
  CHECK(free > 50);
  CHECK(free < 450);
}
