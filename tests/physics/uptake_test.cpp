// What cells take up depends little on the step, however much they clear in it: their clearance and what
// diffusion brings count, not how often a step looks.
#include <catch2/catch.hpp>
#include <cmath>

#include "tests/support/model_run.hpp"

namespace exomet::test {
namespace {

// A sheet of cells on the floor of a periodic box, a few more above it, and donors near the top, all of which
// stay where they are. What the cells of the sheet got in a day, copies each, and what is still in flight.
struct Day {
  std::vector<double> got;
  double in_flight = 0;
};

Day a_day(double clearance, int refine) {
  std::string start;
  for (int i = 0; i < 8; ++i)
    for (int j = 0; j < 8; ++j) start += cell_at("taker", 12.5 + 25 * i, 12.5 + 25 * j, 12.5);
  start += cell_at("taker", 63, 142, 95) + cell_at("taker", 155, 31, 75);
  for (int n = 0; n < 12; ++n) start += cell_at("donor", 10 + 53 * n % 200, 10 + 31 * n % 200, 60 + 7 * n);
  ModelRun run(
      slab + loose + "steps: {source: assumed, transport: 2 min, motion: 8 min, rules: 8 min, refine: " +
          std::to_string(refine) +
          "}\n"
          "cargo: {source: assumed, RNA: {}}\n"
          "vesicles: {source: assumed, ev: {diameter: 100 nm, diffusion: 3.5 um^2/s, half_life: 6 h, "
          "carries: {RNA: 1}}}\n"
          "cells:\n  source: assumed\n"
          "  donor: {diameter: 16 um, secretes: {ev: 60 /h}}\n"
          "  taker: {diameter: 20 um, takes_up: {ev: " +
          std::to_string(clearance) + " um^3/h}}\nstart:\n" + start,
      "duration: 1 d\noutput: {every: 1 d, measures: 1 d}\n");
  run.until(minutes_per_day);
  Day day{run.cells().cargo[0], 0};
  day.got.resize(64);
  for (double count : run.world().donor_fields.front().counts) day.in_flight += count;
  return day;
}

}  // namespace

TEST_CASE("long steps take up what short ones do, at most a tenth off in any cell") {
  for (const double clearance : {2e4, 2e5, 2e6, 2e8}) {  // 0.7 to 7,000 times what its voxel holds in a step
    const Day coarse = a_day(clearance, 1), fine = a_day(clearance, 8);
    double all = 0, coarse_all = 0, worst = 0;
    for (std::size_t i = 0; i < fine.got.size(); ++i) {
      all += fine.got[i], coarse_all += coarse.got[i];
      worst = std::max(worst, std::abs(coarse.got[i] / fine.got[i] - 1));
    }
    CAPTURE(clearance, all, coarse_all, worst, coarse.in_flight, fine.in_flight);
    CHECK(coarse_all == Approx(all).epsilon(0.03));
    CHECK(worst < 0.1);
    CHECK(coarse.in_flight == Approx(fine.in_flight).epsilon(0.05));
  }
}

// A row of cells, one in each of 16 voxels of 25 um, that take up what comes in from one end: in the steady
// state c0 sqrt(D K) tanh(L / sqrt(D / K)) through each um^2.
TEST_CASE("a row of cells takes up what theory says at any step") {
  constexpr double diffusivity = 6e4, voxel = 25, length = 16 * voxel, c0 = 5;
  for (const double rate : {0.02, 2.0})  // 1/min
    for (const double step : {0.5, 5.0, 500.0}) {
      std::string start;
      for (int i = 0; i < 16; ++i) start += cell_at("a", voxel * (i + 0.5), 12.5, 12.5);
      const auto minutes = [](double time) { return std::to_string(static_cast<int>(60 * time)) + " s"; };
      ModelRun run(
          "model: row\ndomain: {source: assumed, size: [400 um, 25 um, 25 um], voxel: 25 um, boundary: {x: "
          "[fixed, "
          "closed], y: closed, z: closed}}\n" +
              loose + "steps: {source: assumed, transport: " + minutes(step) + ", motion: " + minutes(step) +
              ", rules: " + minutes(step) +
              "}\nsubstances: {source: assumed, oxygen: {diffusion: 6e4 um^2/min, outside: 5 /um^3}}\n"
              "cells: {source: assumed, a: {diameter: 25 um, takes_up: {oxygen: {clearance: " +
              std::to_string(rate * voxel * voxel * voxel) + " um^3/min}}}}\nstart:\n" + start,
          "duration: 125 d\noutput: {every: 125 d, measures: 125 d}\n");
      run.until(2000 + 20 * step);
      const double before = run.world().balances[0].taken_up;
      run.until(2000 + 21 * step);
      const double taken = (run.world().balances[0].taken_up - before) / step;
      const double expected = c0 * std::sqrt(diffusivity * rate) *
                              std::tanh(length * std::sqrt(rate / diffusivity)) * voxel * voxel;
      CAPTURE(rate, step, rate * step);
      CHECK(taken == Approx(expected).epsilon(0.01));
    }
}

}  // namespace exomet::test
