#include <catch2/catch.hpp>

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

TEST_CASE("what a phagocyte doesn't touch stays and so does all if it never engulfs") {
  for (const auto& [rate, distance] : {std::pair{"1000 /min", 18.0}, std::pair{"0 /min", 16.0}}) {
    ModelRun run(phagocytes(rate, distance));
    run.until(600);
    CHECK(run.count(1, Life::dying) == 1);
  }
}
