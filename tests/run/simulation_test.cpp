#include "sim/run/simulation.hpp"

#include <catch2/catch.hpp>

#include "tests/support/model_run.hpp"

using namespace exomet;
using namespace exomet::test;

TEST_CASE("stages act in their printed order at their intervals") {
  ModelRun run(
      periodic_box + loose +
      "steps: {source: assumed, transport: 2 min, motion: 3 min, rules: 12 min}\n"
      "substances: {source: assumed, s: {diffusion: 0 um^2/s}}\n"
      "cells:\n  source: assumed\n"
      "  a: {diameter: 16 um, crawls: {speed: 1 um/min, persistence: 1000 d}, secretes: {s: 1 /min}}\n"
      "start:\n" +
      cell_at("a", 100, 100, 100));
  std::vector<std::string> names;
  std::vector<std::uint64_t> periods;
  for (const Stage& stage : run.simulation.stages())
    names.push_back(stage.name), periods.push_back(stage.period);
  CHECK(names == std::vector<std::string>{"treatments", "contacts", "rules", "transport", "motion"});
  CHECK(periods == std::vector<std::uint64_t>{1, 12, 12, 2, 3});
  const auto moved = [&] { return norm(run.cells().position(0) - Vec3{100, 100, 100}); };
  const auto released = [&] { return run.world().balances[0].emitted; };
  const std::vector<std::array<double, 3>> expected{{1, 3, 2}, {2, 3, 2}, {3, 3, 4},
                                                    {4, 6, 4}, {5, 6, 6}, {6, 6, 6}};
  for (const auto& [time, distance, amount] : expected) {
    run.simulation.step();
    CHECK(run.world().time == time);
    CHECK(moved() == Approx(distance));
    CHECK(released() == Approx(amount));
  }
}

TEST_CASE("a simulation is finished at its duration") {
  ModelRun run(periodic_box + loose + "cells: {source: assumed, a: {diameter: 16 um}}\n", "duration: 2 h\n");
  int steps = 0;
  for (; !run.simulation.finished(); ++steps) run.simulation.step();
  CHECK(steps == 120);
  CHECK(run.world().time == 120);
}

TEST_CASE("cells that cross an open end leave") {
  ModelRun run(
      "model: small\n"
      "domain: {source: assumed, size: [100 um, 100 um, 100 um], voxel: 10 um, boundary: {z: [open, "
      "closed]}}\n" +
      loose + "cells:\n  source: assumed\n  a: {diameter: 16 um, sediments: 1 um/min}\nstart:\n" +
      cell_at("a", 50, 50, 30));
  run.until(30);
  CHECK(run.cells().size() == 1);
  run.until(40);
  CHECK(run.cells().size() == 0);
  REQUIRE(run.events(event::leave).size() == 1);
  CHECK(run.events(event::leave)[0].cause == "z");
}

TEST_CASE("tissue keeps cells out up to the force that it resists") {
  const auto depth = [](const std::string& resists) {
    ModelRun run(slab + loose + "tissues: {source: assumed, matrix: {resists: " + resists +
                 "}}\n"
                 "cells:\n  source: assumed\n  a: {diameter: 16 um, sediments: 0.2 um/min}\nstart:\n"
                 "  - layer: {source: assumed, of: matrix, within: {z: [0 um, 100 um]}}\n" +
                 cell_at("a", 100, 100, 130));
    run.until(600);
    return run.cells().z[0];
  };
  CHECK(depth("0 nN") < 20);
  CHECK(depth("20 nN") > 100);  // it sinks with 2 nN
}

TEST_CASE("looking at a run doesn't change it") {
  const std::string model =
      slab + springs +
      "cells:\n  source: assumed\n"
      "  a: {diameter: 16 um, divides: {rate: 2 /d}, crawls: {speed: 0.5 um/min, persistence: 20 min}}\n"
      "start:\n  - scatter: {source: assumed, of: a, count: 30}\n"
      "measures: {cells: {count: a}}\n";
  ModelRun watched(model), alone(model);
  for (int n = 0; n < 20; ++n) {
    watched.until(60 * n);
    watched.simulation.observe();
    watched.measure("cells");
  }
  alone.until(60 * 19);
  CHECK(digest(watched.world()) == digest(alone.world()));
}
