#include <catch2/catch.hpp>

#include "tests/support/model_run.hpp"
#include "tests/support/statistics.hpp"

using namespace exomet;
using namespace exomet::test;

TEST_CASE("cells start to die at their rate") {
  ModelRun run(periodic_box + loose +
               "cells:\n  source: assumed\n  a: {diameter: 1 um, dies: {rate: 0.1 /h, takes: 100 d}}\n"
               "start:\n  - scatter: {source: assumed, of: a, count: 3000}\n");
  for (double hours : {2.0, 10.0, 20.0}) {
    run.until(60 * hours);
    const double expected = std::exp(-0.1 * hours);
    CHECK(share_of(run.count(0), 3000, expected).agrees(expected));
    CHECK(run.count(0) + run.count(0, Life::dying) == 3000);
  }
}

TEST_CASE("a dying cell shrinks to half its diameter and is gone when its time is over") {
  ModelRun run(periodic_box + loose +
               "cells:\n  source: assumed\n"
               "  a: {diameter: 16 um, dies: {rate: 1000 /min, takes: 60 min}, crawls: {speed: 1 um/min, "
               "persistence: 1 h}}\n"
               "start:\n" +
               cell_at("a", 100, 100, 100));
  run.simulation.step();
  REQUIRE(run.count(0, Life::dying) == 1);
  CHECK(run.cells().diameter[0] == 16);
  for (double minutes : {12.0, 30.0, 60.0}) {  // by then it has shrunk at 6, 12, ... minutes - 6
    run.until(minutes);
    REQUIRE(run.cells().size() == 1);
    CHECK(run.cells().diameter[0] == Approx(16 * (1 - (minutes - 6) / 120)));
  }
  CHECK(norm(run.cells().position(0) - Vec3{100, 100, 100}) < 1e-6);  // it doesn't crawl any more
  run.simulation.step();
  CHECK(run.cells().size() == 0);
  REQUIRE(run.events(EventKind::death).size() == 1);
  CHECK(run.events(EventKind::death)[0].cause == "own rate");
  CHECK(run.events(EventKind::death)[0].time == 0);
  REQUIRE(run.events(EventKind::removal).size() == 1);
  CHECK(run.events(EventKind::removal)[0].cause == "disintegrated");
  CHECK(run.events(EventKind::removal)[0].time == 60);
}

TEST_CASE("the cause of a death is the signal that accounts for most of its rate") {
  const auto cause = [](const std::string& rate) {
    ModelRun run(
        periodic_box + loose +
        "substances: {source: assumed, poison: {diffusion: 0 um^2/s}, tonic: {diffusion: 0 um^2/s}}\n"
        "cells:\n  source: assumed\n"
        "  a: {diameter: 16 um, dies: {" +
        rate +
        "}}\n"
        "start:\n" +
        cell_at("a", 100, 100, 100) + "  - dose: {source: assumed, of: poison, density: 1 /um^3}\n");
    run.simulation.step();
    const std::vector<Event> deaths = run.events(EventKind::death);
    REQUIRE(deaths.size() == 1);
    return deaths[0].cause;
  };
  CHECK(cause("rate: 1 /min, raised_by: {poison: {to: 1000 /min, half: 1 /um^3}}") == "poison");
  CHECK(cause("rate: 1000 /min, raised_by: {poison: {to: 1001 /min, half: 1e6 /um^3}}") == "own rate");
  CHECK(cause("rate: 1 /min, raised_by: {tonic: {to: 2000 /min, half: 1 /um^3}, poison: {to: 1000 /min, "
              "half: 1 /um^3}}") == "poison");
}
