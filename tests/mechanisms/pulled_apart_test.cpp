#include <catch2/catch.hpp>

#include "tests/support/model_run.hpp"

using namespace exomet;
using namespace exomet::test;

namespace {
// A puller above the cell that is pulled, 6 um aside along x and 8 um along y.
std::string pulled(const std::string& force, const std::string& puller) {
  return slab + loose +
         "cells:\n  source: assumed\n"
         "  sheet: {diameter: 20 um, pulled_apart_by: {puller: " +
         force +
         "}}\n"
         "  puller: {diameter: 20 um}\n  other: {diameter: 20 um}\n"
         "start:\n" +
         cell_at("sheet", 100, 100, 50) + cell_at(puller, 106, 108, 60);
}
}  // namespace

TEST_CASE("a cell is pushed aside along the sheet by a puller that touches it") {
  ModelRun run(pulled("2 nN", "puller"));
  run.simulation.step();  // a minute at 2 nN / 10 nN min/um
  const Vec3 moved = run.cells().position(0) - Vec3{100, 100, 50};
  CHECK(moved.x == Approx(-0.2 * 0.6));
  CHECK(moved.y == Approx(-0.2 * 0.8));
  CHECK(std::abs(moved.z) < 1e-6);
  CHECK(norm(run.cells().position(1) - Vec3{106, 108, 60}) < 1e-6);
}

TEST_CASE("what pulls is of the type named and touches and has a force") {
  const auto moved = [](const std::string& force, const std::string& puller) {
    ModelRun run(pulled(force, puller));
    run.until(60);
    return norm(run.cells().position(0) - Vec3{100, 100, 50});
  };
  CHECK(moved("2 nN", "other") < 1e-6);
  CHECK(moved("0 nN", "puller") < 1e-6);
  CHECK(moved("2 nN", "puller") > 1);
  CHECK(moved("2 nN", "puller") < 25);  // contact ends at 1.1 x 20 um
}
