#include "sim/run/record/snapshot.hpp"

#include <catch2/catch.hpp>

#include "tests/support/model_run.hpp"

using namespace exomet;
using namespace exomet::test;

TEST_CASE("a snapshot has a column for all that is known of cells and voxels") {
  ModelRun run(
      slab + loose +
          "cargo: {source: assumed, RNA: {}}\n"
          "vesicles: {source: assumed, ev: {diameter: 100 nm, diffusion: 0 um^2/s, carries: {RNA: 4}}}\n"
          "substances: {source: assumed, drug: {diffusion: 0 um^2/s}}\n"
          "tissues: {source: assumed, matrix: {resists: 0 nN}}\n"
          "cells:\n  source: assumed\n"
          "  a: {diameter: 16 um, adheres: {attaches_to: {matrix: 1 s}}, takes_up: {ev: 1e9 um^3/h}}\n"
          "  b: {diameter: 10 um, dies: {rate: 1000 /min, takes: 10 d}}\n"
          "start:\n" +
          cell_at("a", 105, 105, 45) + cell_at("b", 115, 105, 45) +
          "  - dose: {source: assumed, of: ev, density: 0.002 /um^3}\n"
          "  - dose: {source: assumed, of: drug, density: 0.003 /um^3}\n"
          "  - layer: {source: assumed, of: matrix, within: {z: [0 um, 40 um]}}\n",
      "duration: 1 d\noutput: {fields: [drug]}\n");
  run.until(360);
  const Snapshot snapshot = take_snapshot(run.simulation.observe(), run.plan.output);
  CHECK(snapshot.time == 360);
  REQUIRE(snapshot.positions.size() == 2);
  CHECK(norm(snapshot.positions[0] - Vec3{105, 105, 45}) < 1e-6);
  std::map<std::string, CellColumn> columns;
  for (const CellColumn& column : snapshot.cells) {
    CHECK(column.values.size() == 2);
    CHECK(columns.emplace(column.name, column).second);  // no name twice
  }
  const auto check = [&](const std::string& name, const std::string& unit, double first, double second) {
    INFO(name);
    REQUIRE(columns.count(name) == 1);
    CHECK(columns[name].unit == unit);
    CHECK(columns[name].values[0] == Approx(first));
    CHECK(columns[name].values[1] == Approx(second));
  };
  check("id", "", 1, 2);
  check("parent", "", 0, 0);
  check("type", "", 0, 1);
  check("life", "", 0, 1);
  check("attachment", "", 1, 0);
  check("diameter", "um", 16, run.cells().diameter[1]);
  check("age", "d", 0.25, 0.25);
  check("crowding", "", 1 / 12.0, 1 / 12.0);
  check("RNA", "copies", 4 * 2 * 27, 0);  // all that was around it
  check("drug", "1/um^3", 0.003, 0.003);
  check("dying_for", "", 0, run.state("dying_for")[1]);
  CHECK(run.state("dying_for")[1] == Approx(360).margin(0.02));
  CHECK(columns["type"].categories == std::vector<std::string>{"a", "b"});
  CHECK(columns["life"].categories == std::vector<std::string>{"alive", "dying"});
  CHECK(columns["type"].whole);
  CHECK_FALSE(columns["diameter"].whole);
  REQUIRE(snapshot.voxels.size() == 2);  // the field that was asked for, and tissues
  CHECK(snapshot.voxels[0].name == "drug");
  CHECK(snapshot.voxels[0].unit == "molecules/voxel");
  CHECK(snapshot.voxels[0].values == std::vector<double>(8000, 3.0));
  CHECK(snapshot.voxels[1].name == "matrix");
  CHECK(snapshot.voxels[1].unit == "share");
}
