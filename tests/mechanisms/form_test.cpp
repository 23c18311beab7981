#include <catch2/catch.hpp>

#include "sim/grid/ball.hpp"
#include "tests/support/model_run.hpp"

using namespace exomet;
using namespace exomet::test;

namespace {
std::string builder(const std::string& forms, double z, const std::string& more = "",
                    const std::string& resists = "0 nN") {
  return slab + loose + "tissues: {source: assumed, bone: {resists: " + resists +
         "}}\n"
         "cells:\n  source: assumed\n  a: {diameter: 16 um, forms: {bone: " +
         forms + "}" + more +
         "}\n"
         "start:\n  - layer: {source: assumed, of: bone, within: {z: [0 um, 40 um]}}\n" +
         cell_at("a", 103, 98, z) + "measures: {bone: {tissue_volume: bone}}\n";
}
}  // namespace

TEST_CASE("a cell forms the tissue that it touches at its rate") {
  ModelRun run(builder("120 um^3/h", 47));
  const double before = run.measure("bone");
  run.until(60);  // 12 um^3 each at 0 6 ... 54 min
  CHECK(run.world().tissues[0].formed == Approx(120));
  CHECK(run.measure("bone") - before == Approx(120));
  CHECK(run.world().tissues[0].placed == Approx(before));
  CHECK(run.world().tissues[0].removed == 0);
}

TEST_CASE("tissue is formed around the place of touching within reach") {
  ModelRun run(builder("{rate: 120 um^3/h, reach: 12 um}", 47));
  run.until(600);
  const Geometry& grid = run.plan.model().geometry;
  std::size_t more = 0;
  for (std::size_t v = 0; v < grid.size(); ++v) {
    const auto [x, y, z] = coordinates(grid, v);
    const double share = run.world().tissues[0].density[v];
    const bool near = norm(grid.centre(x, y, z) - Vec3{103, 98, 39}) <= 12;
    CHECK((share > 0 && z >= 4) == (near && z >= 4));
    if (z < 4) CHECK(share == 1);
    more += share > 0 && z >= 4;
  }
  CHECK(more > 1);
}

TEST_CASE("a cell that touches no surface forms nothing") {
  for (double z : {60.0, 18.0}) {  // above it and buried in it
    ModelRun run(builder("120 um^3/h", z));
    run.until(600);
    CHECK(run.world().tissues[0].formed == 0);
  }
}

TEST_CASE("a cell that forms a tissue anywhere does so around itself where there was none") {
  ModelRun run(builder("{rate: 120 um^3/h, anywhere: true, reach: 12 um}", 120));
  run.until(60);
  CHECK(run.world().tissues[0].formed == Approx(120));
  const Geometry& grid = run.plan.model().geometry;
  double near = 0;
  for (std::size_t v = 0; v < grid.size(); ++v) {
    const auto [x, y, z] = coordinates(grid, v);
    if (z >= 4 && run.world().tissues[0].density[v] > 0) {
      CHECK(norm(grid.centre(x, y, z) - Vec3{103, 98, 120}) <= 12);
      near += run.world().tissues[0].density[v] * grid.voxel_volume();
    }
  }
  CHECK(near == Approx(120));
}

TEST_CASE("what a signal raises is formed at the rate of the rule") {
  ModelRun run(
      builder("{rate: 0 um^3/h, raised_by: {age: {to: 120 um^3/h, half: 60 min, response: threshold}}}", 47));
  run.until(180);  // from 60 to 174 min
  CHECK(run.world().tissues[0].formed == Approx(120 * 2));
}

TEST_CASE("the tissue that a cell forms lifts it") {
  ModelRun run(builder("{rate: 300 um^3/h, reach: 15 um}", 47, ", clings_to: {bone: 2 nN}", "20 nN"));
  run.until(60);
  const double before = run.cells().z[0];
  run.until(24 * 60);
  CHECK(run.world().tissues[0].formed == Approx(300 * 24));
  CHECK(run.cells().z[0] > before + 5);
  CHECK(run.cells().x[0] == Approx(103).margin(5));
}
