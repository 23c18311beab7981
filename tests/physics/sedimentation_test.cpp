// Sedimentation at Stokes' speed, (rho - rho_0) g d^2 / (18 eta): 16 um and 1 kg/m^3 in water at 37 C sink
// 9.80665 x (16e-6)^2 / (18 x 0.69e-3) m/s = 0.20214 um/s.
#include <catch2/catch.hpp>

#include "tests/support/model_run.hpp"

using namespace exomet;
using namespace exomet::test;

namespace {
// um that a cell sinks in 10 min.
double sunk(const std::string& diameter, const std::string& viscosity, const std::string& excess) {
  ModelRun run(slab + loose + "medium: {source: assumed, viscosity: " + viscosity +
               "}\n"
               "steps: {source: assumed, transport: 10 s, motion: 10 s, rules: 10 s}\n"
               "cells:\n  source: assumed\n  a: {diameter: " +
               diameter + ", sediments: {excess_density: " + excess + "}}\nstart:\n" +
               cell_at("a", 100, 100, 190));
  run.until(10);
  CHECK(run.world().limited_moves == 0);
  return 190 - run.cells().z[0];
}
}  // namespace

TEST_CASE("cells sink at the speed of Stokes") {
  CHECK(sunk("16 um", "0.69 mPa s", "1 kg/m^3") == Approx(0.20214 * 600).epsilon(1e-4));
  CHECK(sunk("8 um", "0.69 mPa s", "1 kg/m^3") == Approx(0.20214 * 600 / 4).epsilon(1e-4));
  CHECK(sunk("16 um", "1.38 mPa s", "1 kg/m^3") == Approx(0.20214 * 600 / 2).epsilon(1e-4));
  CHECK(sunk("16 um", "0.69 mPa s", "0.25 kg/m^3") == Approx(0.20214 * 600 / 4).epsilon(1e-4));
}
