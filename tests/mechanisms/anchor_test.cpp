// An anchored cell on which a constant force acts: sinking at 0.2 um/min against a friction of 10 nN min/um,
// 2 nN.
#include <catch2/catch.hpp>

#include "tests/support/model_run.hpp"

using namespace exomet;
using namespace exomet::test;

namespace {
std::string anchored(const std::string& anchor) {
  return slab + loose +
         "cells:\n  source: assumed\n  a: {diameter: 16 um, sediments: 0.2 um/min, anchored: " + anchor +
         "}\nstart:\n" + cell_at("a", 100, 100, 100);
}
}  // namespace

TEST_CASE("the spring of an anchor stretches to force over stiffness exponentially") {
  ModelRun run(anchored("0.5 nN/um"));
  run.until(20);  // friction / stiffness = 20 min
  CHECK(100 - run.cells().z[0] == Approx(4 * -std::expm1(-1.0)).epsilon(0.03));  // explicit steps of 1 min
  run.until(1000);
  CHECK(100 - run.cells().z[0] == Approx(4).epsilon(1e-6));
  CHECK(run.anchor(0).z == 100);
}

TEST_CASE("an anchor yields at its force and is dragged along") {
  ModelRun run(anchored("{stiffness: 0.5 nN/um, yields_at: 1 nN}"));
  run.until(200);
  const double early = run.cells().z[0];
  CHECK(run.anchor(0).z - early == Approx(2).margin(0.11));  // 1 nN, but for the last step
  run.until(300);
  CHECK(early - run.cells().z[0] == Approx(100 * 0.1));  // (2 - 1) nN / 10 nN min/um
}

TEST_CASE("an anchor holds across periodic ends") {
  ModelRun run(
      slab + loose +
      "cells:\n  source: assumed\n  a: {diameter: 16 um, anchored: 0.5 nN/um, pulled_apart_by: {b: 2 nN}}\n"
      "  b: {diameter: 16 um}\n"
      "start:\n" +
      cell_at("a", 1, 100, 100) + cell_at("b", 9, 100, 100));
  run.until(600);  // stretched by 4 um, beyond the end at 0
  CHECK(run.cells().x[0] == Approx(197).epsilon(1e-4));
}
