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
  const std::vector<Event> events = run.events(event::become);
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
  CHECK(run.anchor(0).x == Approx(100));
  CHECK(norm(run.cells().position(0) - Vec3{100, 100, 100}) == Approx(1));
}

TEST_CASE("a cell that becomes another type keeps its anchor if that type is anchored and loses it if not") {
  const auto sunk = [](const std::string& more) {  // from its first place to where it is anchored at the end
    ModelRun run(
        periodic_box + loose +
        "cells:\n  source: assumed\n"
        "  a: {diameter: 16 um, anchored: 1 nN/um, becomes: {b: 1000 /min}}\n"
        "  b:\n    diameter: 16 um\n    sediments: 0.5 um/min\n" +
        more +
        "    becomes: {c: {rate: 0 /d, raised_by: {age: {to: 1000 /min, half: 1 h, response: threshold}}}}\n"
        "  c: {diameter: 16 um, anchored: 1 nN/um}\n"
        "start:\n" +
        cell_at("a", 100, 100, 100));
    run.until(66);
    REQUIRE(run.count(2) == 1);
    CHECK(run.anchor(0).x == 100);
    return 100 - run.anchor(0).z;
  };
  CHECK(sunk("") == Approx(30));  // 0.5 um/min for an hour
  CHECK(sunk("    anchored: 1e-9 nN/um\n") == 0);
}

TEST_CASE("a cell that becomes a type that doesn't attach is free") {
  const auto attached = [](const std::string& more) {
    ModelRun run(
        slab + loose +
        "tissues: {source: assumed, floor: {resists: 0 nN}}\n"
        "cells:\n  source: assumed\n"
        "  a:\n    diameter: 16 um\n    adheres: {attaches_to: {floor: 1 s}}\n"
        "    becomes: {b: {rate: 0 /d, raised_by: {age: {to: 1000 /min, half: 1 h, response: threshold}}}}\n"
        "  b: {diameter: 16 um" +
        more +
        "}\n"
        "start:\n  - layer: {source: assumed, of: floor, within: {z: [0 um, 40 um]}}\n" +
        cell_at("a", 105, 105, 45));
    run.until(60);
    REQUIRE(run.cells().attachment[0] == Attachment::tissue);
    run.until(66);
    REQUIRE(run.count(1) == 1);
    return run.cells().attachment[0];
  };
  CHECK(attached("") == Attachment::none);
  CHECK(attached(", adheres: {attaches_to: {floor: 1000 d}}") == Attachment::tissue);
}
