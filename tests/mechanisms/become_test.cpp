#include <catch2/catch.hpp>

#include "tests/support/model_run.hpp"
#include "tests/support/statistics.hpp"

using namespace exomet;
using namespace exomet::test;

TEST_CASE("cells become another type at their rate") {
  ModelRun run(periodic_box + loose +
               "cells:\n  source: assumed\n"
               "  a: {diameter: 1 um, becomes: {b: 0.05 /h}}\n  b: {diameter: 1 um}\n"
               "start:\n  - scatter: {source: assumed, of: a, count: 3000}\n");
  for (double hours : {5.0, 20.0}) {
    run.until(60 * hours);
    const double expected = std::exp(-0.05 * hours);
    CHECK(share_of(run.count(0), 3000, expected).agrees(expected));
    CHECK(run.count(0) + run.count(1) == 3000);
  }
  const std::vector<Event> events = run.events(EventKind::become);
  CHECK(events.size() == run.count(1));
  CHECK(events.at(0).cause == "b");
  CHECK(events.at(0).type == 0);
}

TEST_CASE(
    "a cell that became another type keeps its place and what is in it and does what the new type does") {
  ModelRun run(
      periodic_box + loose +
      "cells:\n  source: assumed\n"
      "  a: {diameter: 16 um, becomes: {b: 1000 /min}}\n"
      "  b: {like: a, diameter: 10 um, anchored: 1 nN/um, crawls: {speed: 1 um/min, persistence: 1 d}}\n"
      "start:\n" +
      cell_at("a", 100, 100, 100));
  run.simulation.step();
  REQUIRE(run.count(1) == 1);
  CHECK(run.cells().id[0] == 1);
  CHECK(run.cells().anchor_x[0] == Approx(100));
  CHECK(norm(run.cells().position(0) - Vec3{100, 100, 100}) == Approx(1));
}
