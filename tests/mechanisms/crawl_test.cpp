// That it is the walk it should be is tested in tests/physics/random_walk_test.cpp.
#include <catch2/catch.hpp>

#include "tests/support/model_run.hpp"

using namespace exomet;
using namespace exomet::test;

namespace {
std::string crawler(const std::string& when, const std::string& more = "") {
  return closed_box + loose +
         "tissues: {source: assumed, wall: {resists: 0 nN}}\n"
         "cells:\n  source: assumed\n  a: {diameter: 16 um, crawls: {speed: 1 um/min, persistence: 1000 d, "
         "when: " +
         when + "}" + more + "}\nstart:\n" + cell_at("a", 100, 100, 45) +
         "  - layer: {source: assumed, of: wall, within: {z: [0 um, 40 um]}}\n";
}
}  // namespace

TEST_CASE("a crawling cell keeps its speed and between turns its direction") {
  ModelRun run(crawler("always"));
  Vec3 last = run.cells().position(0), first;
  for (int minute = 0; minute < 20; ++minute) {
    run.simulation.step();
    const Vec3 step = run.cells().position(0) - last;
    last = run.cells().position(0);
    if (minute == 0) first = step;
    CHECK(norm(step) == Approx(1));
    CHECK(norm(step - first) < 1e-9);
  }
}

TEST_CASE("a cell crawls only while free or only while attached if it is told so") {
  const std::string attaches = ", adheres: {attaches_to: {wall: 1 s}}";
  const auto moved = [](const std::string& model) {
    ModelRun run(model);
    run.until(20);
    return norm(run.cells().position(0) - Vec3{100, 100, 45});
  };
  CHECK(moved(crawler("free")) == Approx(20));
  CHECK(moved(crawler("attached")) == 0);
  CHECK(moved(crawler("free", attaches)) == 0);
  CHECK(moved(crawler("attached", attaches)) > 0);
}
