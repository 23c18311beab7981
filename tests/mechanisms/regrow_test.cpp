#include <catch2/catch.hpp>

#include "tests/support/model_run.hpp"

using namespace exomet;
using namespace exomet::test;

namespace {
std::string sheet(const std::string& domain, const std::string& cover, const std::string& rate = "2 /d") {
  return domain + springs +
         "cells:\n  source: assumed\n  m: {diameter: 25 um, anchored: 1 nN/um, regrows: {rate: " + rate +
         "}}\n"
         "start:\n  - sheet: {source: assumed, of: m, at: {z: 100 um}, cover: " +
         cover +
         "}\n"
         "measures: {source: assumed, cover: {covered_area: m, at: {z: 100 um}}}\n";
}
}  // namespace

TEST_CASE("a sheet with holes regrows over them to nearly all of its plane") {
  ModelRun run(sheet(slab, "0.7"));
  const double before = run.measure("cover");
  REQUIRE(before < 0.85);
  run.until(10 * 1440);
  CHECK(run.measure("cover") > 0.95);     // what is left is too narrow for a cell
  CHECK(run.cells().size() < 1.15 * 80);  // 80 cells are a confluent sheet
  for (CellIndex i = 0; i < run.cells().size(); ++i) CHECK(std::abs(run.cells().z[i] - 100) < 1e-6);
}

TEST_CASE("a confluent sheet doesn't grow") {
  ModelRun run(sheet(slab, "1", "100 /d"));
  REQUIRE(run.cells().size() == 80);
  run.until(1440);
  CHECK(run.cells().size() == 80);
}

TEST_CASE("a sheet that reaches closed ends doesn't grow over them") {
  ModelRun run(sheet(closed_box, "1", "100 /d"));
  REQUIRE(run.cells().size() == 80);
  run.until(1440);
  CHECK(run.cells().size() == 80);
}

TEST_CASE("without the rate holes stay") {
  ModelRun run(sheet(slab, "0.7", "0 /d"));
  const std::size_t before = run.cells().size();
  run.until(2 * 1440);
  CHECK(run.cells().size() == before);
}

TEST_CASE("daughters of a sheet's cells are of full size and anchored beside their mothers") {
  ModelRun run(
      slab + loose +
      "cells:\n  source: assumed\n  m: {diameter: 25 um, anchored: 1 nN/um, regrows: " + after_an_hour +
      "}\n"
      "start:\n" +
      cell_at("m", 100, 100, 100));
  run.until(61);
  const Population& cells = run.cells();
  REQUIRE(cells.size() == 2);
  CHECK(cells.diameter[0] == 25);
  CHECK(cells.diameter[1] == 25);
  CHECK(norm(cells.position(1) - cells.position(0)) == Approx(25));
  CHECK(run.anchor(1).x == Approx(cells.x[1]));
  CHECK(run.anchor(0).x == Approx(100));
}

TEST_CASE("cells don't grow into a gap that has just been filled") {
  // Room for one between the two, and for two on the other side; all divide in the first step.
  ModelRun run(
      "model: small\n"
      "domain: {source: assumed, size: [125 um, 25 um, 100 um], voxel: [5 um, 25 um, 10 um],\n"
      "         boundary: {x: periodic, y: flat}}\n" +
      loose + "cells:\n  source: assumed\n  m: {diameter: 25 um, regrows: {rate: 20 /min}}\nstart:\n" +
      cell_at("m", 25, 12.5, 50) + cell_at("m", 75, 12.5, 50));
  run.simulation.step();
  CHECK(run.cells().size() == 5);  // as many as fit
  for (CellIndex i = 0; i < 5; ++i)
    for (CellIndex j = 0; j < i; ++j)
      CHECK(norm(run.plan.model().geometry.difference(run.cells().position(i), run.cells().position(j))) >
            24.9);
}

TEST_CASE("a row in a 2-D section regrows along its free axis") {
  ModelRun run(
      "model: small\n"
      "domain: {source: assumed, size: [200 um, 25 um, 100 um], voxel: [10 um, 25 um, 10 um],\n"
      "         boundary: {x: periodic, y: flat}}\n" +
      springs +
      "cells:\n  source: assumed\n  m: {diameter: 25 um, anchored: 1 nN/um, regrows: {rate: 5 /d}}\n"
      "start:\n" +
      cell_at("m", 100, 12.5, 50) +
      "measures: {source: assumed, cover: {covered_area: m, at: {z: 50 um}}}\n");
  CHECK(run.measure("cover") < 0.2);
  run.until(10 * 1440);
  CHECK(run.measure("cover") > 0.95);
  CHECK(run.cells().size() >= 7);
  CHECK(run.cells().size() <= 9);
}

TEST_CASE("cells without neighbours regrow in no preferred direction") {
  const auto daughters = [](const std::string& domain, double y) {
    std::string model = domain + loose +
                        "cells:\n  source: assumed\n  m: {diameter: 10 um, regrows: " + after_an_hour +
                        "}\nstart:\n";
    constexpr int mothers = 36;
    for (int n = 0; n < mothers; ++n) model += cell_at("m", 50 + 100 * n, y, 50);
    ModelRun run(model);
    run.until(61);
    std::array<int, 2> sides{};  // of their mothers, along x
    REQUIRE(run.cells().size() == 2 * mothers);
    for (CellIndex i = 0; i < mothers; ++i) ++sides[run.cells().x[mothers + i] > run.cells().x[i]];
    return sides;
  };
  const std::string size = "model: small\ndomain: {source: assumed, size: [3600 um, ";
  for (const auto& sides :
       {daughters(size + "100 um, 100 um], voxel: 50 um, boundary: {x: periodic, y: periodic}}\n", 50),
        daughters(size + "10 um, 100 um], voxel: [50 um, 10 um, 50 um], boundary: {x: periodic, y: flat}}\n",
                  5)}) {
    CHECK(sides[0] > 6);  // of 36; less with a chance of 4e-5
    CHECK(sides[1] > 6);
  }
}
