// Cells of 16 um over a floor whose surface is at 40 um; between voxel centres its share falls from 1 at 35
// um to 0 at 45 um.
#include <catch2/catch.hpp>

#include "sim/run/mechanism.hpp"
#include "tests/support/model_run.hpp"

using namespace exomet;
using namespace exomet::test;

namespace {
std::string over_floor(const std::string& resists, const std::string& does, double z) {
  return slab + loose + "tissues: {source: assumed, floor: {resists: " + resists +
         "}}\n"
         "cells:\n  source: assumed\n  a: {diameter: 16 um, " +
         does +
         "}\n"
         "start:\n  - layer: {source: assumed, of: floor, within: {z: [0 um, 40 um]}}\n" +
         cell_at("a", 100, 100, z);
}
}  // namespace

TEST_CASE("a cell that touches a tissue is drawn to it by its force") {
  ModelRun run(over_floor("0 nN", "clings_to: {floor: 5 nN}", 48));
  run.until(3);  // 5 nN / 10 nN min/um
  CHECK(run.cells().z[0] == Approx(48 - 3 * 0.5));
  CHECK(run.cells().x[0] == Approx(100));
  ModelRun away(over_floor("0 nN", "clings_to: {floor: 5 nN}", 55));
  away.until(60);
  CHECK(away.cells().z[0] == Approx(55));
}

TEST_CASE("a clinging cell rests where the tissue resists with as much") {
  ModelRun run(over_floor("20 nN", "clings_to: {floor: 5 nN}", 48));
  run.until(600);  // 20 nN x solidity 1/4 at its lower end: share 5/8 at 38.75 um
  CHECK(run.cells().z[0] == Approx(38.75 + 8).epsilon(1e-3));
}

TEST_CASE("a cell that clings stays at the surface however it crawls") {
  const auto farthest = [](const std::string& clings) {
    ModelRun run(over_floor("20 nN", "crawls: {speed: 0.3 um/min, persistence: 20 min}" + clings, 47));
    const double x = run.cells().x[0], y = run.cells().y[0];
    double height = 0, along = 0;
    for (double hours = 1; hours <= 48; ++hours) {
      run.until(60 * hours);
      height = std::max(height, run.cells().z[0] - 40);
      along = std::max(along, std::hypot(run.cells().x[0] - x, run.cells().y[0] - y));
    }
    CHECK(along > 10);
    return height;
  };
  CHECK(farthest(", clings_to: {floor: 5 nN}") < 8.8);  // it touches up to 1.1 radii
  CHECK(farthest("") > 20);
}

TEST_CASE("a force that a tissue doesn't resist is doubted") {
  const auto warnings = [](const std::string& resists) {
    ModelRun run(over_floor(resists, "clings_to: {floor: 5 nN}", 48));
    return run.plan.model().cells[0].mechanisms[0]->warnings(run.plan.model(), 0);
  };
  CHECK(warnings("6 nN").empty());
  REQUIRE(warnings("5 nN").size() == 1);
  CHECK(warnings("5 nN")[0].find("drawn into it") != std::string::npos);
}
