// Levels that cells make: dc/dt = r - k c.
#include <catch2/catch.hpp>
#include <cmath>
#include <numbers>

#include "tests/support/model_run.hpp"

using namespace exomet;
using namespace exomet::test;

namespace {
std::string maker(const std::string& does, const std::string& half_life = "2 h",
                  const std::string& steps = "") {
  return closed_box + loose + steps + "cargo: {source: assumed, level: {half_life: " + half_life + "}}\n" +
         "cells:\n  source: assumed\n  a: {diameter: 10 um, " + does + "}\nstart:\n" +
         cell_at("a", 100, 100, 100);
}
const std::string short_steps = "steps: {source: assumed, rules: 6 min, motion: 1 min, transport: 1 min}\n",
                  long_steps = "steps: {source: assumed, rules: 1 h, motion: 20 min, transport: 30 min}\n";
double level(const ModelRun& run, CellIndex cell = 0) { return run.world().cells.cargo[0][cell]; }
}  // namespace

TEST_CASE("a cell begins with the level at which making and decay are even and keeps it") {
  ModelRun run(maker("makes: {level: 10 /h}"));
  const double even = 10 * 2 / std::numbers::ln2;
  CHECK(level(run) == Approx(even));
  run.until(600);
  CHECK(level(run) == Approx(even));
}

TEST_CASE("what doesn't decay begins with nothing and grows evenly") {
  ModelRun run(maker("makes: {level: 10 /h}", "1e12 h"));
  // With a half-life as long as that it would be full of it; without any there is no level of rest.
  CHECK(level(run) > 1e12);
  ModelRun stays(closed_box + loose +
                 "cargo: {source: assumed, level: {}}\ncells:\n  source: assumed\n  a: "
                 "{diameter: 10 um, makes: {level: 10 /h}}\nstart:\n" +
                 cell_at("a", 100, 100, 100));
  CHECK(level(stays) == 0);
  stays.until(180);
  CHECK(level(stays) == Approx(30));
}

TEST_CASE("a level follows its rate as its equation says whatever the steps") {
  // From an hour on ten times as much is made.
  const std::string rule =
      "makes: {level: {rate: 10 /h, raised_by: {age: {to: 100 /h, half: 1 h, response: "
      "threshold}}}}";
  const double even = 10 * 2 / std::numbers::ln2;
  for (const std::string& steps : {short_steps, long_steps}) {
    ModelRun run(maker(rule, "2 h", steps));
    run.until(60);
    CHECK(level(run) == Approx(even));
    run.until(240);
    CHECK(level(run) == Approx(10 * even - 9 * even * std::exp2(-1.5)));
  }
}

TEST_CASE("daughters have half of a level each and the dying make nothing") {
  ModelRun run(maker("makes: {level: 10 /h}, divides: " + after_an_hour));
  run.until(60);
  const double even = level(run);
  run.until(66);
  REQUIRE(run.cells().size() == 2);
  // It divided at the hour; each half decays, and each daughter makes for the step.
  for (CellIndex i : {0, 1})
    CHECK(level(run, i) == Approx(even / 2 * std::exp2(-0.05) + even * (1 - std::exp2(-0.05))));
  ModelRun dying(maker("makes: {level: 10 /h}, dies: {rate: 1e6 /min, takes: 10 h}"));
  dying.until(126);
  CHECK(level(dying) == Approx(10 * 2 / std::numbers::ln2 * std::exp2(-126 / 120.0)));
}

TEST_CASE("one level represses another as two equations by hand do") {
  // A miRNA that rests at 40 copies, and a target whose making it lowers: r = 50 / (1 + 40 / 20) of 50 /h.
  ModelRun run(closed_box + loose +
               "cargo: {source: assumed, miR: {half_life: 2 h}, target: {half_life: 1 h}}\ncells:\n  source: "
               "assumed\n  a: {diameter: 10 um, makes: {miR: " +
               std::to_string(40 * std::numbers::ln2 / 2) +
               " /h, target: {rate: 50 /h, lowered_by: {miR: {to: 0 /h, half: 20 copies}}}}}\nstart:\n" +
               cell_at("a", 100, 100, 100));
  run.until(24 * 60);
  CHECK(run.world().cells.cargo[0][0] == Approx(40).epsilon(1e-5));
  CHECK(run.world().cells.cargo[1][0] == Approx(50.0 / 3 / std::numbers::ln2).epsilon(1e-5));
}
