// What happens in time, against formulas, each at three steps of the rules: competing events, births, what
// decays while it comes in.
#include <catch2/catch.hpp>
#include <map>

#include "tests/support/model_run.hpp"
#include "tests/support/statistics.hpp"

using namespace exomet;
using namespace exomet::test;

namespace {
std::string in_steps_of(const std::string& step, const std::string& more,
                        const std::string& domain = periodic_box) {
  return domain + loose + "steps: {source: assumed, transport: 1 min, motion: 1 min, rules: " + step + "}\n" +
         more;
}
}  // namespace

TEST_CASE("of two things that may happen each comes first in proportion to its rate") {
  constexpr int cells = 10000;
  for (const std::string step : {"1 min", "15 min", "60 min"}) {
    ModelRun run(
        in_steps_of(step,
                    "cells: {source: assumed, a: {diameter: 0.1 um, dies: {rate: 2 /h}, divides: {rate: "
                    "1 /h}}}\nstart:\n  - scatter: {source: assumed, of: a, count: 10000}\n"));
    run.until(60);
    std::map<CellId, std::string> first;
    std::vector<double> times;
    for (const Event& event : run.events(event::birth)) first.try_emplace(event.other, event.kind);
    for (const Event& event : run.events(event::death)) {
      bool new_one = event.cell <= cells;
      if (!new_one) continue;
      // A founder that divided before it died was first a mother.
      const auto [at, is_new] = first.try_emplace(event.cell, event.kind);
      if (is_new) times.push_back(event.time);
    }
    std::size_t died = 0, divided = 0;
    for (const auto& [id, kind] : first)
      if (id <= cells) ++(kind == "death" ? died : divided);
    const double any = -std::expm1(-3.0);
    INFO("step " << step << ": " << died << " died first, " << divided << " divided");
    CHECK(share_of(died, cells, any * 2 / 3).agrees(any * 2 / 3));
    CHECK(share_of(divided, cells, any / 3).agrees(any / 3));
    // The mean time of an event within the hour, of mean 20 min without an end.
    CHECK(mean_of(times).agrees(20 - 60 * std::exp(-3.0) / any));
  }
}

TEST_CASE("births are a Poisson process at any step") {
  constexpr double sites = 1000, days = 2;
  for (const std::string step : {"10 min", "1 h", "12 h"}) {
    ModelRun run(
        in_steps_of(step,
                    "cells:\n  source: assumed\n  stem: {diameter: 1 um, gives_off: {a: 5 /d, b: 8 /d}}\n"
                    "  a: {diameter: 0.1 um}\n  b: {diameter: 0.1 um}\nstart:\n  - scatter: {source: "
                    "assumed, of: stem, "
                    "count: 1000}\n"),
        "duration: 100 d\noutput: {every: 10 d, measures: 10 d}\n");
    run.until(days * 1440);
    for (const auto& [type, per_day] : {std::pair{1, 5.0}, {2, 8.0}}) {
      std::map<CellId, double> of_site;
      for (CellIndex i = 0; i < run.cells().size(); ++i)
        if (run.cells().type[i] == type) ++of_site[run.cells().parent[i]];
      std::vector<double> counts;
      for (CellId site = 1; site <= sites; ++site) counts.push_back(of_site[site]);
      INFO("step " << step << ", type " << type << ": " << mean_of(counts).value);
      CHECK(mean_of(counts).agrees(days * per_day));
      CHECK(variance_of(counts).agrees(days * per_day));
    }
  }
}

TEST_CASE("cargo builds up and decays by the law of both at any step") {
  // EVs stay in their voxel of 1000 um^3, in which the cell clears 20 um^3/min: K = 0.02 /min.
  constexpr double taken = 0.02, first = 3 * 0.5 * 1000;
  const double decay = std::log(2.0) / 90;
  for (const std::string step : {"1 min", "10 min", "1 h"}) {
    ModelRun run(in_steps_of(
        step,
        "cargo: {source: assumed, RNA: {half_life: 90 min}}\n"
        "vesicles: {source: assumed, ev: {diameter: 100 nm, diffusion: 0 um^2/s, carries: {RNA: 3}}}\n"
        "cells: {source: assumed, a: {diameter: 5 um, takes_up: {ev: 1200 um^3/h}}}\nstart:\n" +
            cell_at("a", 5, 5, 5) + "  - dose: {source: assumed, of: ev, density: 0.5 /um^3}\n",
        one_voxel));
    for (double minutes : {60.0, 120.0, 300.0}) {
      run.until(minutes);
      // dc/dt = K e^-Kt first - k c
      const double expected =
          first * taken / (decay - taken) * (std::exp(-taken * minutes) - std::exp(-decay * minutes));
      INFO("step " << step << ", " << minutes << " min");
      CHECK(run.cells().cargo[0][0] ==
            Approx(expected).epsilon(0.01));  // half of what is taken in a step of transport
    }
  }
}

TEST_CASE("cells die and turn and disappear at the same times at any step") {
  // a -> b -> dying -> gone, of means 30 min, 20 min and 45 min sharp.
  constexpr int cells = 4000;
  for (const std::string step : {"1 min", "10 min", "1 h"}) {
    ModelRun run(in_steps_of(step,
                             "cells:\n  source: assumed\n  a: {diameter: 0.1 um, becomes: {b: 2 /h}}\n"
                             "  b: {diameter: 0.1 um, dies: {rate: 3 /h, takes: 45 min}}\n"
                             "start:\n  - scatter: {source: assumed, of: a, count: 4000}\n"));
    const auto left = [](double t) {  // of both states
      return 30 / 10.0 * std::exp(-t / 30) - 20 / 10.0 * std::exp(-t / 20);
    };
    for (double minutes : {60.0, 120.0}) {
      run.until(minutes);
      const double alive = left(minutes), there = left(minutes - 45);
      INFO("step " << step << ", " << minutes << " min");
      CHECK(share_of(run.count(0) + run.count(1), cells, alive).agrees(alive));
      CHECK(share_of(run.cells().size(), cells, there).agrees(there));
    }
  }
}
