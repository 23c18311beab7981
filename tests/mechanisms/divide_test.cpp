#include <catch2/catch.hpp>

#include "tests/support/model_run.hpp"

using namespace exomet;
using namespace exomet::test;

namespace {
double volume(double diameter) { return diameter * diameter * diameter; }
}  // namespace

TEST_CASE("a dividing cell leaves two daughters of half its volume on both sides of its place") {
  ModelRun run(periodic_box + loose +
               "cells:\n  source: assumed\n"
               "  a: {diameter: 16 um, divides: {rate: 0 /min, growth_time: 1e12 min, raised_by: {age: {to: "
               "1000 /min, half: 1 h, response: threshold}}}}\n"
               "start:\n" +
               cell_at("a", 100, 100, 100));
  run.until(61);
  const Population& cells = run.cells();
  REQUIRE(cells.size() == 2);
  CHECK(volume(cells.diameter[0]) + volume(cells.diameter[1]) == Approx(volume(16)));
  CHECK(cells.diameter[0] == cells.diameter[1]);
  const Vec3 middle = 0.5 * (cells.position(0) + cells.position(1));
  CHECK(norm(middle - Vec3{100, 100, 100}) < 1e-6);
  CHECK(norm(cells.position(0) - cells.position(1)) == Approx(0.5 * cells.diameter[0]));
  CHECK(cells.parent[1] == cells.id[0]);
  CHECK(cells.parent[0] == 0);
  const std::vector<Event> births = run.events(event::birth);
  REQUIRE(births.size() == 1);
  CHECK(births[0].cause == "division");
  CHECK(births[0].other == cells.id[0]);
}

TEST_CASE("a cell doubles its volume before it divides and daughters are born in G1") {
  ModelRun run(periodic_box + loose +
               "steps: {source: assumed, transport: 1 min, motion: 1 min, rules: 1 min}\n"
               "cells:\n  source: assumed\n"
               "  a: {diameter: 6 um, divides: {rate: 1 /h, growth_time: 1 s, phases: {S: 1 h, M: 1 h}}}\n"
               "start:\n" +
               cell_at("a", 100, 100, 100));
  int seen[3] = {0, 0, 0};
  for (double now = 1; now < 12 * 60; ++now) {
    const std::vector<CellId> ids = run.cells().id;
    const std::vector<double> before = run.state("cycle_phase"), born = run.cells().born;
    run.until(now);
    for (CellIndex i = 0; i < ids.size(); ++i) {
      const double phase = run.state("cycle_phase")[i];
      if (phase != before[i] || run.cells().born[i] != born[i]) continue;  // it has just changed
      CHECK(volume(run.cells().diameter[i]) == Approx((phase == 0 ? 1 : 2) * volume(6)).epsilon(1e-9));
      ++seen[static_cast<int>(phase)];
    }
    for (CellIndex i = static_cast<CellIndex>(ids.size()); i < run.cells().size(); ++i)
      CHECK(run.cells().born[i] > now - 1);
  }
  CHECK(run.cells().size() > 4);
  for (int count : seen) CHECK(count > 100);
}

TEST_CASE("crowding keeps cells from dividing and free cells divide") {
  const std::string model = periodic_box + loose +
                            "cells:\n  source: assumed\n"
                            "  a: {diameter: 16 um, divides: {rate: 0.1 /min, lowered_by: {crowding: {to: 0 "
                            "/min, half: 0.1, hill: 20}}}}\n"
                            "start:\n";
  ModelRun crowded(
      model +
      "  - spheroid: {source: assumed, of: a, cells: 13, within: {x: [100 um, 100 um], y: [100 um, 100 um], "
      "z: [100 um, 100 um]}}\n");
  crowded.until(600);
  CHECK(crowded.cells().size() == 13);
  ModelRun free(model + cell_at("a", 100, 100, 100));
  free.until(120);  // e^-12 not to
  CHECK(free.cells().size() > 1);
}

TEST_CASE("in a 2-D model cells divide within the plane") {
  ModelRun run(
      "model: small\n"
      "domain: {source: assumed, size: [200 um, 10 um, 200 um], voxel: 10 um, boundary: {y: flat}}\n" +
      loose +
      "cells:\n  source: assumed\n  a: {diameter: 8 um, divides: {rate: 1 /h}}\n"
      "start:\n" +
      cell_at("a", 100, 5, 100));
  run.until(300);
  REQUIRE(run.cells().size() > 8);
  for (CellIndex i = 0; i < run.cells().size(); ++i) CHECK(run.cells().y[i] == 5);
}

TEST_CASE("a cell that becomes a type of fewer phases goes on in a phase that this type has") {
  // It turns before it reaches M, whose number the new type doesn't know.
  ModelRun run(periodic_box + loose +
               "cells:\n  source: assumed\n"
               "  a: {diameter: 16 um, divides: {rate: 1000 /min, phases: {S: 1 s, G2: 1 s, M: 1000 d}},\n"
               "      becomes: {b: {rate: 0 /min, raised_by: {age: {to: 1000 /min, half: 30 min, response: "
               "threshold}}}}}\n"
               "  b: {diameter: 16 um, divides: {rate: 0 /min, phases: {S: 1 s}}}\n"
               "start:\n" +
               cell_at("a", 100, 100, 100));
  run.until(30);
  REQUIRE(run.state("cycle_phase")[0] == 3);
  run.until(60);
  CHECK(run.count(1) == 2);  // it divided as a b, and its daughters rest in G1
  for (double phase : run.state("cycle_phase")) CHECK(phase == 0);
}

TEST_CASE("the daughters of an anchored cell are anchored where they are") {
  ModelRun run(periodic_box + loose +
               "cells:\n  source: assumed\n"
               "  a: {diameter: 16 um, anchored: 1 nN/um, divides: " +
               after_an_hour +
               "}\n"
               "start:\n" +
               cell_at("a", 100, 100, 100));
  run.until(61);
  const Population& cells = run.cells();
  REQUIRE(cells.size() == 2);
  for (CellIndex i = 0; i < 2; ++i) {
    CHECK(norm(run.anchor(i) - cells.position(i)) < 1e-6);
  }
}
