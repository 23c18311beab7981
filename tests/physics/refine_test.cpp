// steps.refine tightens the errors that steps make. What is left in the fluid around a cell that takes up
// what it releases itself, several times what its voxel holds in a step, is the hardest of cases.
#include <catch2/catch.hpp>
#include <cmath>

#include "tests/support/model_run.hpp"

namespace exomet::test {
namespace {

// Molecules in the fluid after two hours.
double left_in_fluid(int refine) {
  ModelRun run(
      periodic_box + loose +
          "steps: {source: assumed, transport: 4 min, motion: 4 min, rules: 8 min, refine: " +
          std::to_string(refine) +
          "}\n"
          "substances: {source: assumed, s: {diffusion: 0.3 um^2/s}}\n"
          "cells:\n  source: assumed\n"
          "  a: {diameter: 16 um, secretes: {s: 1000 /min}, takes_up: {s: {clearance: 2000 um^3/min}}}\n"
          "start:\n" +
          cell_at("a", 100, 100, 100),
      "duration: 2 h\noutput: {every: 2 h, measures: 2 h}\n");
  run.until(120);
  double sum = 0;
  for (double count : run.world().donor_fields.front().counts) sum += count;
  return sum;
}

}  // namespace

TEST_CASE("steps that a cell outruns are a tenth off and refined ones approach the limit") {
  const double own = left_in_fluid(1), tenth = left_in_fluid(10), limit = left_in_fluid(60);
  CAPTURE(own, tenth, limit);
  CHECK(own == Approx(limit).epsilon(0.1));
  CHECK(tenth == Approx(limit).epsilon(0.03));
  CHECK(std::abs(tenth - limit) < 0.5 * std::abs(own - limit));
}

}  // namespace exomet::test
