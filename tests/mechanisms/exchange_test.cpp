// What cells release and take up, against the solution of du/dt = S - K u in a voxel that nothing leaves.
#include <catch2/catch.hpp>

#include "sim/run/mechanism.hpp"
#include "tests/support/model_run.hpp"

using namespace exomet;
using namespace exomet::test;

namespace {
constexpr double secretion = 1, clearance = 20, voxel = 1000;  // /min, um^3/min, um^3

std::string model(const std::string& body) {
  return one_voxel + loose +
         "cargo: {source: assumed, RNA: {}}\n"
         "vesicles: {source: assumed, ev: {diameter: 100 nm, diffusion: 0 um^2/s, carries: {RNA: 3}}}\n"
         "cells:\n  source: assumed\n  a: {diameter: 5 um, " +
         body + "}\nstart:\n" + cell_at("a", 5, 5, 5);
}

double in_flight(const World& world) {
  double sum = 0;
  for (const DonorField& donor_field : world.donor_fields)
    for (double count : donor_field.counts) sum += count;
  return sum;
}
}  // namespace

TEST_CASE("a cell that secretes fills its voxel at its rate") {
  ModelRun run(model("secretes: {ev: 60 /h}"));
  run.until(90);
  CHECK(in_flight(run.world()) == Approx(90 * secretion));
  CHECK(run.world().donor_fields[0].counts[0] == Approx(90 * secretion));
  CHECK(run.world().balances[0].emitted == Approx(90 * secretion));
}

TEST_CASE("a cell that secretes and takes up follows the solution within half of what it clears in a step") {
  ModelRun run(model("secretes: {ev: 60 /h}, takes_up: {ev: 1200 um^3/h}"));
  const double rate = clearance / voxel;
  for (double minutes : {1.0, 30.0, 200.0}) {
    run.until(minutes);
    const double left = secretion / rate * -std::expm1(-rate * minutes);
    // Of the first order in steps of which each clears a fiftieth.
    CHECK(in_flight(run.world()) == Approx(left).epsilon(0.01));
    CHECK(std::abs(run.world().balances[0].taken_up - (secretion * minutes - left)) < 0.01 * left);
    CHECK(run.cells().cargo[0][0] == Approx(3 * run.world().balances[0].taken_up));
  }
}

TEST_CASE("cargo decays inside cells at its half-life") {
  ModelRun run(one_voxel + loose +
               "steps: {source: assumed, transport: 1 min, motion: 1 min, rules: 1 min}\n"
               "cargo: {source: assumed, RNA: {half_life: 40 min}}\n"
               "vesicles: {source: assumed, ev: {diameter: 100 nm, diffusion: 0 um^2/s, carries: {RNA: 3}}}\n"
               "cells:\n  source: assumed\n  a: {diameter: 5 um, takes_up: {ev: 1e9 um^3/h}}\nstart:\n" +
               cell_at("a", 5, 5, 5) + "  - dose: {source: assumed, of: ev, density: 0.002 /um^3}\n");
  // All that is in its voxel comes in the first minute, as if evenly.
  const double decay = std::log(2.0) / 40, taken = 3 * 0.002 * voxel * -std::expm1(-decay) / decay;
  run.until(1);
  CHECK(run.cells().cargo[0][0] == Approx(taken).epsilon(1e-3));
  run.until(81);
  CHECK(run.cells().cargo[0][0] == Approx(0.25 * taken).epsilon(1e-3));
}

TEST_CASE("dying cells neither release nor take up") {
  ModelRun run(
      model("secretes: {ev: 60 /h}, takes_up: {ev: 1200 um^3/h}, dies: {rate: 1000 /min, takes: 10 d}"));
  run.until(60);
  CHECK(run.count(0, Life::dying) == 1);
  CHECK(in_flight(run.world()) == 0);
}

TEST_CASE("a secretion that a signal raises goes at the rate of the rule") {
  ModelRun run(model(
      "secretes: {ev: {rate: 0 /h, raised_by: {age: {to: 120 /h, half: 30 min, response: threshold}}}}"));
  run.until(90);  // 2 /min from 30 min on
  CHECK(in_flight(run.world()) == Approx(2 * 60.0));
}

TEST_CASE("a clearance above what diffusion brings is doubted") {
  const auto warnings = [](const std::string& clearance) {
    ModelRun run(periodic_box + loose +
                 "substances: {source: assumed, s: {diffusion: 1 um^2/min}}\n"
                 "cells:\n  source: assumed\n  a: {diameter: 10 um, takes_up: {s: " +
                 clearance + "}}\n");
    return run.plan.model().cells[0].mechanisms[0]->warnings(run.plan.model(), 0);
  };
  // 4 pi D R = 62.83 um^3/min
  CHECK(warnings("62.8 um^3/min").empty());
  REQUIRE(warnings("62.9 um^3/min").size() == 1);
  CHECK(warnings("62.9 um^3/min")[0].find("more than diffusion brings there") != std::string::npos);
}
