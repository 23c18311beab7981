#include <catch2/catch.hpp>
#include <map>

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
  const double died = run.events(event::death)[0].time;
  for (double minutes : {12.0, 30.0, 54.0}) {  // what it has shrunk at these times by their next rules
    run.until(minutes);
    REQUIRE(run.cells().size() == 1);
    CHECK(run.cells().diameter[0] == Approx(16 * (1 - (minutes - died) / 120)));
  }
  CHECK(norm(run.cells().position(0) - Vec3{100, 100, 100}) < 1e-6);  // it doesn't crawl any more
  run.until(66);
  CHECK(run.cells().size() == 0);
  REQUIRE(run.events(event::death).size() == 1);
  CHECK(run.events(event::death)[0].cause == "own rate");
  CHECK(run.events(event::death)[0].time == Approx(0).margin(0.02));
  REQUIRE(run.events(event::removal).size() == 1);
  CHECK(run.events(event::removal)[0].cause == "disintegrated");
  CHECK(run.events(event::removal)[0].time == Approx(died + 60));
}

TEST_CASE("the causes of deaths are drawn in proportion to their shares of the rate") {
  const auto causes = [](const std::string& rate) {
    ModelRun run(
        periodic_box + loose +
        "substances: {source: assumed, poison: {diffusion: 0 um^2/s}, tonic: {diffusion: 0 um^2/s}}\n"
        "cells:\n  source: assumed\n"
        "  a: {diameter: 1 um, dies: {" +
        rate +
        "}}\n"
        "start:\n  - scatter: {source: assumed, of: a, count: 3000}\n"
        "  - dose: {source: assumed, of: poison, density: 1 /um^3}\n");
    run.simulation.step();
    std::map<std::string, std::size_t> found;
    for (const Event& event : run.events(event::death)) ++found[event.cause];
    return found;
  };
  const auto all_by = [&](const std::string& rate, const std::string& cause) {
    auto found = causes(rate);
    return found.size() == 1 && found[cause] == 3000;
  };
  // (1 - U) base + U to, with U = 1/2: 1 of 4 is the cells' own.
  auto found = causes("rate: 100 /min, raised_by: {poison: {to: 300 /min, half: 1 /um^3}}");
  CHECK(share_of(found["own rate"], 3000, 0.25).agrees(0.25));
  CHECK(found["own rate"] + found["poison"] == 3000);
  // What lowers the rate to 20 of its 200 /min leaves a part that no signal has raised: 10 of 110.
  found = causes(
      "rate: 0 /min, raised_by: {poison: {to: 400 /min, half: 1 /um^3}}, lowered_by: {poison: {to: 20 /min, "
      "half: 1 /um^3}}");
  CHECK(share_of(found["own rate"], 3000, 10 / 110.0).agrees(10 / 110.0));
  CHECK(all_by("rate: 1000 /min", "own rate"));
  CHECK(all_by("rate: 1000 /min, raised_by: {tonic: {to: 2000 /min, half: 1 /um^3}}", "own rate"));
  CHECK(
      all_by("rate: 0 /min, raised_by: {tonic: {to: 2000 /min, half: 1 /um^3}, poison: {to: 1000 /min, "
             "half: 1 /um^3}}",
             "poison"));
}
