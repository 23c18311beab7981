#include <catch2/catch.hpp>

#include "tests/support/model_run.hpp"

using namespace exomet;
using namespace exomet::test;

namespace {
std::string invader(const std::string& invades, double z = 45) {
  return slab + loose +
         "tissues: {source: assumed, matrix: {resists: 0 nN}}\n"
         "cells:\n  source: assumed\n"
         "  a: {diameter: 16 um, adheres: {attaches_to: {matrix: 1 s}}, invades: {matrix: {" +
         invades +
         "}}}\n"
         "start:\n  - layer: {source: assumed, of: matrix, within: {z: [0 um, 40 um]}}\n" +
         cell_at("a", 105, 105, z) + "measures: {matrix: {tissue_volume: matrix}}\n";
}
}  // namespace

TEST_CASE("an attached cell removes tissue at its rate") {
  ModelRun run(invader("degrades: 600 um^3/h, force: 0 nN, reach: 15 um"));
  const double before = run.measure("matrix");
  CHECK(before == Approx(200 * 200 * 40));
  run.until(66);
  const double removed = 10 * (66 - run.events(event::attach).at(0).time);  // um^3/min
  CHECK(before - run.measure("matrix") == Approx(removed));
  CHECK(run.world().tissues[0].removed == Approx(removed));
  CHECK(run.world().tissues[0].placed == Approx(before));
  for (double share : run.world().tissues[0].density) CHECK(share >= 0);
}

TEST_CASE("tissue is removed only within reach and only by attached cells") {
  ModelRun run(invader("degrades: 600 um^3/h, force: 0 nN, reach: 15 um"));
  run.until(66);
  const Geometry& grid = run.plan.model().geometry;
  const Vec3 surface{105, 105, 37};
  std::size_t touched = 0;
  for (int z = 0; z < 4; ++z)
    for (int y = 0; y < 20; ++y)
      for (int x = 0; x < 20; ++x) {
        const bool less = run.world().tissues[0].density[grid.index(x, y, z)] < 1;
        CHECK(less == (norm(grid.centre(x, y, z) - surface) <= 15));
        touched += less;
      }
  CHECK(touched > 1);
  ModelRun free(invader("degrades: 600 um^3/h, force: 0 nN", 100));
  free.until(66);
  CHECK(free.world().tissues[0].removed == 0);
}

TEST_CASE("a cell pushes in with its force and has breached the surface a radius below where it attached") {
  ModelRun run(invader("degrades: 0 um^3/h, force: 10 nN"));  // 10 nN / 20 nN min/um = 0.5 um/min
  const double start = run.cells().z[0];
  run.until(60);
  CHECK(start - run.cells().z[0] == Approx(0.5 * 60));
  const std::vector<Event> breaches = run.events("breach");
  REQUIRE(breaches.size() == 1);
  CHECK(breaches[0].time == 18);  // the first rules stage with 8 um or more
  CHECK(start - breaches[0].position.z == Approx(9));
}

TEST_CASE("a cell that touches two tissues degrades each at its rate") {
  ModelRun run(slab + loose +
               "tissues: {source: assumed, left: {resists: 0 nN}, right: {resists: 0 nN}}\n"
               "cells:\n  source: assumed\n"
               "  a: {diameter: 16 um, adheres: {attaches_to: {left: 1 s}}, invades: {\n"
               "      left: {degrades: 60 um^3/h, force: 0 nN}, right: {degrades: 30 um^3/h, force: 0 nN}}}\n"
               "start:\n  - layer: {source: assumed, of: left, within: {x: [0 um, 100 um]}}\n"
               "  - layer: {source: assumed, of: right, within: {x: [110 um, 200 um]}}\n" +
               cell_at("a", 105, 105, 105));
  run.until(66);
  const double attached = 66 - run.events(event::attach).at(0).time;
  CHECK(run.world().tissues[0].removed == Approx(attached));
  CHECK(run.world().tissues[1].removed == Approx(0.5 * attached));
}

TEST_CASE("a cell that comes off and attaches elsewhere has breached only if it goes deeper there") {
  // Attached to a shelf that it dissolves; it sinks to the floor and stays on it.
  ModelRun run(
      slab + loose +
      "tissues: {source: assumed, shelf: {resists: 0 nN}, floor: {resists: 0 nN}}\n"
      "cells:\n  source: assumed\n"
      "  a: {diameter: 16 um, sediments: 1 um/min, adheres: {attaches_to: {shelf: 1 s, floor: 1 s}},\n"
      "      invades: {shelf: {degrades: 1e9 um^3/h, force: 0 nN, reach: 40 um},\n"
      "                floor: {degrades: 0 um^3/h, force: 0 nN}}}\n"
      "start:\n  - layer: {source: assumed, of: floor, within: {z: [0 um, 40 um]}}\n"
      "  - layer: {source: assumed, of: shelf, within: {z: [100 um, 120 um]}}\n" +
      cell_at("a", 105, 105, 125));
  run.until(300);
  CHECK(run.cells().attachment[0] == Attachment::tissue);
  CHECK(run.cells().z[0] < 60);
  CHECK(run.events(event::attach).size() == 2);
  CHECK(run.state("invasion")[0] == 1);
  CHECK(run.events("breach").empty());
}
