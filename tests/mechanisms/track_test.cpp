#include <catch2/catch.hpp>

#include "tests/support/model_run.hpp"

using namespace exomet;
using namespace exomet::test;

namespace {
const std::string sinking =
    closed_box + loose +
    "cells:\n  source: assumed\n  a: {diameter: 10 um, tracked: 30 min, sediments: {speed: {value: 0.1 "
    "um/min, "
    "raised_by: {age: {to: 0.3 um/min, half: 1 h, response: threshold}}}}}\n"
    "  b: {diameter: 10 um, sediments: 0.1 um/min}\nstart:\n" +
    cell_at("a", 50, 50, 100) + cell_at("b", 150, 50, 100) +
    "measures: {source: assumed, a: {mean_signal: speed, of: a}, b: {mean_signal: speed, of: b},\n"
    "  both: {mean_signal: speed, of: [a, b]}, left: {mean_signal: speed, of: [a, b], within: {x: [0 um, 100 "
    "um]}}, nobody: {mean_signal: age, of: a, within: {x: [100 um, 200 um]}}}\n";
}

TEST_CASE("a tracked cell knows how fast it was between its last two frames") {
  ModelRun run(sinking);
  CHECK(run.measure("a") == 0);
  run.until(30 + 6);
  CHECK(run.measure("a") == Approx(0.1));
  CHECK(run.measure("b") == 0);
  run.until(60 + 6);
  CHECK(run.measure("a") == Approx(0.1));
  run.until(90 + 6);
  CHECK(run.measure("a") == Approx(0.3));
}

TEST_CASE("the mean of a signal is over the cells of the types in the region") {
  ModelRun run(sinking);
  run.until(36);
  CHECK(run.measure("both") == Approx(0.05));
  CHECK(run.measure("left") == Approx(0.1));
  CHECK(std::isnan(run.measure("nobody")));
}

TEST_CASE("that a tracked cell divides is no motion") {
  ModelRun run(closed_box + loose +
               "cells:\n  source: assumed\n  a: {diameter: 10 um, tracked: 6 min, divides: {rate: 0.5 /h}}\n"
               "start:\n" +
               cell_at("a", 100, 100, 100) + "measures: {source: assumed, a: {mean_signal: speed, of: a}}\n");
  for (double at = 30; at < 300; at += 30) {
    run.until(at);
    CHECK(run.measure("a") < 0.02);  // what neighbours push, which is next to nothing
  }
  CHECK(run.cells().size() > 1);
}
