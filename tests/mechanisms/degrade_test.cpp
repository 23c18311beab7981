#include <catch2/catch.hpp>

#include "tests/support/model_run.hpp"

using namespace exomet;
using namespace exomet::test;

namespace {
std::string dissolver(const std::string& degrades, double z) {
  return slab + loose +
         "substances: {source: assumed, factor: {diffusion: 0 um^2/min}}\n"
         "tissues: {source: assumed, scar: {resists: 0 nN, holds: {factor: 0.5 /um^3}}}\n"
         "cells:\n  source: assumed\n  a: {diameter: 16 um, degrades: {scar: " +
         degrades + "}}\nstart:\n  - layer: {source: assumed, of: scar, within: {z: [0 um, 40 um]}}\n" +
         cell_at("a", 103, 98, z) + "measures: {scar: {tissue_volume: scar}}\n";
}
}  // namespace

TEST_CASE("a cell dissolves the tissue around it at its rate and frees what that held") {
  ModelRun run(dissolver("120 um^3/h", 40));
  const double before = run.measure("scar");
  run.until(600);
  CHECK(run.world().tissues[0].removed == Approx(1200));
  CHECK(before - run.measure("scar") == Approx(1200));
  CHECK(run.world().balances.at(0).emitted == Approx(600));
}

TEST_CASE("tissue out of reach stays and one within it goes") {
  ModelRun away(dissolver("{rate: 120 um^3/h, reach: 5 um}", 60));  // 12 um above its surface
  away.until(600);
  CHECK(away.world().tissues[0].removed == 0);
  ModelRun near(dissolver("{rate: 120 um^3/h, reach: 20 um}", 60));
  near.until(600);
  CHECK(near.world().tissues[0].removed == Approx(1200));
}

TEST_CASE("no more is dissolved than there is") {
  ModelRun run(dissolver("{rate: 1e9 um^3/h, reach: 2 um}", 100));
  run.until(60);
  CHECK(run.world().tissues[0].removed == 0);
  ModelRun all(dissolver("{rate: 1e9 um^3/h, reach: 2 um}", 38));
  all.until(60);
  for (double share : all.world().tissues[0].density) CHECK(share >= 0);
  CHECK(all.world().tissues[0].removed > 0);
}
