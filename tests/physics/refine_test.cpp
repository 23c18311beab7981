// steps.refine tightens the errors that steps make: what is left in the fluid around a cell that takes up
// much of what it releases converges with the first order once steps are short.
#include <catch2/catch.hpp>

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
  for (double count : run.world().lanes.front().counts) sum += count;
  return sum;
}

}  // namespace

// Steps in which the cell takes up several times what its voxel holds are too long for that.
TEST_CASE("each halving of short steps halves their error") {
  const double quarter = left_in_fluid(4), eighth = left_in_fluid(8), sixteenth = left_in_fluid(16);
  CAPTURE(quarter, eighth, sixteenth);
  CHECK(std::abs(quarter - eighth) > 0.01 * quarter);  // there is an error to be seen
  CHECK((quarter - eighth) / (eighth - sixteenth) == Approx(2).margin(0.25));
}

}  // namespace exomet::test
