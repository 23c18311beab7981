// Nothing is lost: emitted + dosed + supplied = in flight + taken up + decayed + left, donor field by donor
// field.
#include <catch2/catch.hpp>
#include <numeric>

#include "sim/run/record/donor_balance.hpp"
#include "tests/support/model_run.hpp"

using namespace exomet;
using namespace exomet::test;

namespace {
// Two donors of one species that crawl, divide and die; uptake, decay, slow tissue, doses and a treatment.
ModelRun lively(const std::string& x, const std::string& y, const std::string& z) {
  return ModelRun(
      "model: small\n"
      "domain: {source: assumed, size: [100 um, 120 um, 80 um], voxel: 10 um, boundary: {x: " +
          x + ", y: " + y + ", z: " + z + "}}\n" + springs +
          "cargo: {source: assumed, RNA: {half_life: 5 h}}\n"
          "vesicles: {source: assumed, ev: {diameter: 100 nm, half_life: 2 h, outside: 0.001 /um^3, carries: "
          "{RNA: 2},\n"
          "           diffusion_in: {gel: 0.05 um^2/s}}}\n"
          "tissues: {source: assumed, gel: {resists: 1 nN}}\n"
          "cells:\n  source: assumed\n"
          "  a: {diameter: 12 um, secretes: {ev: 60 /h}, takes_up: {ev: 2e4 um^3/h}, divides: {rate: 1 /d},\n"
          "      dies: {rate: 0.5 /d}, crawls: {speed: 0.5 um/min, persistence: 20 min}}\n"
          "  b: {diameter: 10 um, secretes: {ev: 30 /h}, takes_up: {ev: 1e5 um^3/h}, crawls: {speed: 1 "
          "um/min,\n"
          "      persistence: 20 min}}\n"
          "start:\n  - scatter: {source: assumed, of: a, count: 20}\n  - scatter: {source: assumed, of: b, "
          "count: 20}\n"
          "  - layer: {source: assumed, of: gel, within: {z: [0 um, 25 um]}}\n"
          "treatments:\n  source: assumed\n"
          "  pulse: {from: 2 h, every: 3 h, add: [{dose: {source: assumed, of: ev, density: 0.002 /um^3, "
          "within: {x: [0 um, "
          "50 um]}}}]}\n"
          "  clearing: {from: 6 h, until: 9 h, set: {vesicles.ev.half_life: 10 min}}\n",
      "duration: 12 h\ntreatments: [pulse, clearing]\n");
}

double total(double Balance::*part, const World& world) {
  return std::accumulate(world.balances.begin(), world.balances.end(), 0.0,
                         [&](double sum, const Balance& b) { return sum + b.*part; });
}

void check_balance(ModelRun& run, bool leaves, bool supplied) {
  double worst = 0;
  while (!run.simulation.finished()) {
    run.simulation.step();
    for (const DonorBalance& balance : donor_balances(run.world())) worst = std::max(worst, balance.error());
  }
  CHECK(worst <= 1e-10);
  REQUIRE(run.world().donor_fields.size() == 3);  // of a, of b, given
  for (const DonorField& donor_field : run.world().donor_fields)
    for (double count : donor_field.counts) REQUIRE(count >= 0);
  for (double Balance::*part : {&Balance::emitted, &Balance::dosed, &Balance::taken_up, &Balance::decayed})
    CHECK(total(part, run.world()) > 1);
  CHECK((total(&Balance::left, run.world()) > 1) == leaves);
  CHECK((total(&Balance::supplied, run.world()) > 1) == supplied);
}
}  // namespace

TEST_CASE("every EV is accounted for whatever the boundaries") {
  SECTION("closed") {
    ModelRun run = lively("closed", "closed", "closed");
    check_balance(run, false, false);
  }
  SECTION("periodic") {
    ModelRun run = lively("periodic", "periodic", "closed");
    check_balance(run, false, false);
  }
  SECTION("open") {
    ModelRun run = lively("open", "open", "[closed, open]");
    check_balance(run, true, false);
  }
  SECTION("fixed") {
    ModelRun run = lively("periodic", "fixed", "[closed, fixed]");
    check_balance(run, true, true);
  }
  SECTION("all kinds") {
    ModelRun run = lively("[fixed, open]", "periodic", "[closed, open]");
    check_balance(run, true, true);
  }
}

TEST_CASE("what cells took up is in them as cargo until it decays") {
  ModelRun run(
      periodic_box + loose +
      "cargo: {source: assumed, RNA: {}}\n"
      "vesicles: {source: assumed, ev: {diameter: 100 nm, carries: {RNA: 2}}}\n"
      "cells:\n  source: assumed\n"
      "  a: {diameter: 12 um, secretes: {ev: 60 /h}, takes_up: {ev: 2e4 um^3/h}, divides: {rate: 2 /d}}\n"
      "start:\n  - scatter: {source: assumed, of: a, count: 30}\n");
  run.until(1440);
  CHECK(run.cells().size() > 60);
  double copies = 0;
  for (double in_cell : run.cells().cargo[0]) copies += in_cell;
  CHECK(copies == Approx(2 * total(&Balance::taken_up, run.world())).epsilon(1e-10));
}
