// Cells that come to rest aren't moved again until something near them changes, and nothing of a run shows
// it.
#include <catch2/catch.hpp>

#include "sim/run/mechanism.hpp"
#include "tests/support/model_run.hpp"

using namespace exomet;
using namespace exomet::test;

namespace {
// Cells in a floor's surface, some of them pushed together, and others that crawl among them.
std::string covered_floor(const std::string& also) {
  std::string model = slab + springs +
                      "steps: {source: assumed, motion: 1 min, transport: 1 h, rules: 1 h}\n"
                      "tissues: {source: assumed, floor: {resists: 20 nN}}\n"
                      "cells:\n  source: assumed\n"
                      "  lining: {diameter: 16 um, clings_to: {floor: 5 nN}" +
                      also +
                      "}\n"
                      "  crawling: {diameter: 12 um, clings_to: {floor: 5 nN}, crawls: {speed: 0.5 um/min, "
                      "persistence: 20 min}}\n"
                      "start:\n  - layer: {source: assumed, of: floor, within: {z: [0 um, 40 um]}}\n";
  for (int n = 0; n < 16; ++n) model += cell_at("lining", 30 + 15.5 * (n % 4), 40 + 30 * (n / 4), 47);
  for (int n = 0; n < 3; ++n) model += cell_at("crawling", 30 + 60 * n, 150, 47);
  return model;
}
}  // namespace

TEST_CASE("cells that rest have the bits of cells that are moved all the time") {
  ModelRun run(covered_floor("")), always(covered_floor(", crawls: {speed: 0 um/min, persistence: 1 h}"));
  std::size_t most = 0, fewest = 1000;
  for (double minutes = 1; minutes <= 60 * 60; ++minutes) {
    run.until(minutes), always.until(minutes);
    REQUIRE(run.cells().x == always.cells().x);
    REQUIRE(run.cells().y == always.cells().y);
    REQUIRE(run.cells().z == always.cells().z);
    if (minutes < 60 * 20) continue;
    most = std::max(most, run.simulation.resting());
    if (static_cast<int>(minutes) % 60 > 1) fewest = std::min(fewest, run.simulation.resting());
  }
  CHECK(most >= 8);
  CHECK(most <= 16);
  CHECK(fewest < most);  // a crawling cell came by
  CHECK(always.simulation.resting() == 0);
}
