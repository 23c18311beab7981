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
  ModelRun run(sheet(slab, "1", "1000 /min"));
  REQUIRE(run.cells().size() == 80);
  run.until(1440);
  CHECK(run.cells().size() == 80);
}

TEST_CASE("a sheet that reaches closed ends doesn't grow over them") {
  ModelRun run(sheet(closed_box, "1", "1000 /min"));
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
      "cells:\n  source: assumed\n  m: {diameter: 25 um, anchored: 1 nN/um, regrows: {rate: 1000 /min}}\n"
      "start:\n" +
      cell_at("m", 100, 100, 100));
  run.simulation.step();
  const Population& cells = run.cells();
  REQUIRE(cells.size() == 2);
  CHECK(cells.diameter[0] == 25);
  CHECK(cells.diameter[1] == 25);
  CHECK(norm(cells.position(1) - cells.position(0)) == Approx(25));
  CHECK(cells.anchor_x[1] == Approx(cells.x[1]));
  CHECK(cells.anchor_x[0] == Approx(100));
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
