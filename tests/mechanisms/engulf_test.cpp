#include <catch2/catch.hpp>
#include <cmath>

#include "tests/support/model_run.hpp"

using namespace exomet;
using namespace exomet::test;

namespace {
std::string phagocytes(const std::string& rate, double distance) {
  return slab + loose +
         "cells:\n  source: assumed\n"
         "  eater: {diameter: 16 um, engulfs: " +
         rate +
         "}\n"
         "  prey: {diameter: 16 um, dies: {rate: 0 /d, takes: 10 d, raised_by: {age: {to: 1000 /min, half: 1 "
         "h, response: "
         "threshold}}}}\n"
         "start:\n" +
         cell_at("eater", 100, 100, 100) + cell_at("prey", 100 + distance, 100, 100);
}
}  // namespace

TEST_CASE("a dying cell that a phagocyte touches is engulfed and a living one isn't") {
  ModelRun run(phagocytes("1000 /min", 16));
  run.until(60);
  CHECK(run.count(1) == 1);
  run.until(61);  // dies
  CHECK(run.count(1, Life::dying) == 1);
  run.until(67);
  CHECK(run.cells().size() == 1);
  const std::vector<Event> removals = run.events(event::removal);
  REQUIRE(removals.size() == 1);
  CHECK(removals[0].cause == "engulfed");
  CHECK(removals[0].other == run.cells().id[0]);
  CHECK(removals[0].type == 1);
}

TEST_CASE("a phagocyte tells what it has engulfed and senses it until it is digested") {
  ModelRun run(
      slab + loose +
      "cells:\n  source: assumed\n"
      "  eater: {diameter: 16 um, engulfs: {rate: 1000 /min, digests: 2 h}, secretes: {waste: {rate: 0 "
      "/min, raised_by: {engulfed: {to: 20 /min, half: 1, response: linear}}}}}\n"
      "  prey: {diameter: 16 um, dies: {rate: 1000 /min, takes: 10 d}}\n"
      "substances: {source: assumed, waste: {diffusion: 1 um^2/min}}\n"
      "start:\n" +
      cell_at("eater", 100, 100, 100) + cell_at("prey", 116, 100, 100));
  run.until(24);
  const std::vector<Event> meals = run.events("engulf");
  REQUIRE(meals.size() == 1);
  CHECK(meals[0].cause == "prey");
  CHECK(meals[0].type == 0);
  CHECK(meals[0].cell == run.cells().id[0]);
  // From when it was engulfed on, 2^(-t / 2 h) cells; a step of 6 min releases at the rate of its end.
  const double at = meals[0].time;
  run.until(24 + 360);
  double released = 0;
  for (double end = 6; end <= 24 + 360; end += 6)
    if (end > at) released += 6 * 10 * std::exp2(-(end - at) / 120);
  CHECK(run.world().balances[0].emitted == Approx(released).epsilon(1e-6));
}

TEST_CASE("what a phagocyte doesn't touch stays and so does all if it never engulfs") {
  for (const auto& [rate, distance] : {std::pair{"1000 /min", 18.0}, std::pair{"0 /min", 16.0}}) {
    ModelRun run(phagocytes(rate, distance));
    run.until(600);
    CHECK(run.count(1, Life::dying) == 1);
  }
}
