#include <catch2/catch.hpp>

#include "tests/support/model_run.hpp"

using namespace exomet;
using namespace exomet::test;

namespace {
// One that starts to die at once, and is gone after two hours.
std::string leaky(const std::string& more) {
  return closed_box + loose +
         "substances: {source: assumed, alarm: {diffusion: 100 um^2/min}}\n"
         "cells:\n  source: assumed\n  a: {diameter: 10 um, dies: {rate: 1000 /min, takes: 2 h}" +
         more + "}\nstart:\n" + cell_at("a", 100, 100, 100);
}
}  // namespace

TEST_CASE("what a cell secretes while dying comes from its death to its end and not before") {
  ModelRun run(leaky(", while_dying: {secretes: {alarm: 5 /min}}"));
  run.until(240);
  const std::vector<Event> deaths = run.events(event::death), ends = run.events(event::removal);
  REQUIRE(deaths.size() == 1);
  REQUIRE(ends.size() == 1);
  CHECK(ends[0].time - deaths[0].time == Approx(120));
  // Rates are set by steps of the rules: from the one in which it died to the one in which it is gone.
  CHECK(run.world().balances.at(0).emitted == Approx(5 * 120));
}

TEST_CASE("living cells don't do what is said of dying ones and dying ones not what is said of the living") {
  ModelRun alive(
      closed_box + loose +
      "substances: {source: assumed, alarm: {diffusion: 100 um^2/min}}\n"
      "cells:\n  source: assumed\n  a: {diameter: 10 um, while_dying: {secretes: {alarm: 5 /min}}}\n"
      "start:\n" +
      cell_at("a", 100, 100, 100));
  alive.until(240);
  CHECK(alive.world().balances.at(0).emitted == 0);
  ModelRun dying(leaky(", secretes: {alarm: 5 /min}"));
  dying.until(240);
  CHECK(dying.world().balances.at(0).emitted == 0);  // it dies before rates are set for the first time
}

TEST_CASE("a dying cell takes up what is said of it") {
  const std::string with_dose = "  - dose: {source: assumed, of: alarm, density: 1e-3 /um^3}\n";
  ModelRun run(leaky(", while_dying: {takes_up: {alarm: 1000 um^3/min}}") + with_dose);
  run.until(120);
  CHECK(run.world().balances.back().taken_up > 10);
  ModelRun none(leaky(", takes_up: {alarm: 1000 um^3/min}") + with_dose);
  none.until(120);
  CHECK(none.world().balances.back().taken_up < 0.2 * run.world().balances.back().taken_up);
}

TEST_CASE("what the dying can't do is refused with what they can") {
  const std::vector<std::string> problems =
      problems_of_model(leaky(", while_dying: {secrets: {alarm: 5 /min}}"));
  REQUIRE(problems.size() == 1);
  CHECK_THAT(problems[0], Catch::Contains("did you mean 'secretes'"));
}
