#include <catch2/catch.hpp>
#include <numeric>

#include "sim/run/mechanism.hpp"
#include "tests/support/model_run.hpp"
#include "tests/support/statistics.hpp"

using namespace exomet;
using namespace exomet::test;

namespace {
constexpr double h = 6;  // min, of the rules
constexpr int pairs = 343;

// Pairs of touching cells of 2 um far from each other, the first of one type and the second of another.
std::string in_pairs(const std::string& cells, const std::string& first, const std::string& second) {
  std::string model = periodic_box + loose + "cells:\n  source: assumed\n" + cells + "start:\n";
  for (int n = 0; n < pairs; ++n) {
    const double x = 10 + 25 * (n % 7), y = 10 + 25 * (n / 7 % 7), z = 10 + 25 * (n / 49);
    model += cell_at(first, x, y, z) + cell_at(second, x + 2, y, z);
  }
  return model;
}

// Cells of types at places along x, um.
std::string in_row(const std::string& cells, const std::vector<std::pair<std::string, double>>& places) {
  std::string model = periodic_box + loose + "cells:\n  source: assumed\n" + cells + "start:\n";
  for (const auto& [type, x] : places) model += cell_at(type, x, 100, 100);
  return model;
}

double sum(const std::vector<double>& values) { return std::accumulate(values.begin(), values.end(), 0.0); }

void check_fused_share(const std::string& cells, double per_hour) {
  ModelRun run(in_pairs(cells, "a", "b"));
  REQUIRE(run.cells().size() == 2 * pairs);
  for (double minutes : {30.0, 90.0}) {
    run.until(minutes);
    const std::size_t fused = 2 * pairs - run.cells().size();
    CHECK(run.events(event::fuse).size() == fused);
    const auto seen = share_of(fused, pairs, -std::expm1(-per_hour / 60 * minutes));
    INFO(seen.value << " at " << minutes << " min");
    CHECK(seen.agrees(-std::expm1(-per_hour / 60 * minutes)));
  }
}
}  // namespace

TEST_CASE("a cell takes in one that it touches at its rate") {
  check_fused_share("  a: {diameter: 2 um, fuses: {with: {b: 0.8 /h}}}\n  b: {diameter: 2 um}\n", 0.8);
}

TEST_CASE("where either of a pair may take in the other the rates add up") {
  check_fused_share(
      "  a: {diameter: 2 um, fuses: {with: {b: 0.4 /h}}}\n  b: {diameter: 2 um, fuses: {with: {a: 0.2 "
      "/h}}}\n",
      0.6);
}

TEST_CASE("nuclei and footprints and cargo add up and the cell lies at the common centre of the footprints") {
  ModelRun run(
      in_row("  a: {diameter: 10 um, fuses: {with: {b: 1000 /min}, nuclei: 3}}\n  b: {diameter: 10 um}\n",
             {{"a", 20}, {"b", 28}, {"b", 36}, {"b", 42}}));
  run.simulation.step();
  REQUIRE(run.cells().size() == 3);
  CHECK(run.state("nuclei")[0] == 2);
  CHECK(run.cells().diameter[0] == Approx(10 * std::sqrt(2)));
  CHECK(run.cells().x[0] == Approx(24));
  run.until(h + 1);
  REQUIRE(run.cells().size() == 2);
  CHECK(run.state("nuclei")[0] == 3);
  CHECK(run.cells().diameter[0] == Approx(10 * std::sqrt(3)));
  CHECK(run.cells().x[0] == Approx(28));
  run.until(600);  // it has all that it may have, although it touches the fourth
  CHECK(run.cells().size() == 2);
  const std::vector<Event> events = run.events(event::fuse);
  REQUIRE(events.size() == 2);
  CHECK(events[0].cell == 2);
  CHECK(events[0].other == 1);
  CHECK(events[0].type == 1);
  CHECK(events[0].cause == "a");
}

TEST_CASE("in a crowd nuclei are conserved and no cell has more than it may") {
  ModelRun run(periodic_box + springs +
               "cargo: {source: assumed, RNA: {}}\n"
               "vesicles: {source: assumed, ev: {diameter: 100 nm, carries: {RNA: 1}}}\n"
               "cells:\n  source: assumed\n"
               "  a: {diameter: 10 um, takes_up: {ev: 1e4 um^3/h}, fuses: {with: {a: 2 /h}, nuclei: 7}}\n"
               "start:\n  - scatter: {source: assumed, of: a, count: 400, within: {x: [0 um, 70 um], y: [0 "
               "um, 70 um], z: [0 um, 70 um]}}\n"
               "  - dose: {source: assumed, of: ev, density: 0.001 /um^3}\n");
  double most = 0;
  for (double hours = 1; hours <= 12; ++hours) {
    run.until(60 * hours);
    CHECK(sum(run.state("nuclei")) == 400);
    CHECK(sum(run.cells().cargo[0]) == Approx(run.world().balances[0].taken_up).epsilon(1e-12));
    for (CellIndex i = 0; i < run.cells().size(); ++i) {
      const double nuclei = run.state("nuclei")[i];
      most = std::max(most, nuclei);
      CHECK(run.cells().diameter[i] == Approx(10 * std::sqrt(nuclei)));
      if (i > 0) CHECK(run.cells().id[i] > run.cells().id[i - 1]);
    }
  }
  CHECK(most == 7);
  CHECK(run.plan.model().largest_diameter() == Approx(10 * std::sqrt(7)));
}

TEST_CASE("a cell becomes another type once it has the nuclei for it") {
  ModelRun run(
      in_row("  a: {diameter: 10 um, fuses: {with: {a: 1000 /min}, nuclei: 9, becomes: giant, "
             "becomes_at: 3}}\n"
             "  giant: {like: a, diameter: 17 um}\n",
             {{"a", 20}, {"a", 26.5}, {"a", 33}, {"a", 39.5}, {"a", 46}}));
  run.until(2 * h + 1);
  const std::vector<Event> turned = run.events(event::become);
  REQUIRE(turned.size() == 1);
  const auto nuclei = run.state("nuclei");
  CHECK(sum(nuclei) == 5);
  for (CellIndex i = 0; i < run.cells().size(); ++i) CHECK((run.cells().type[i] == 1) == (nuclei[i] >= 3));
  run.until(4 * h + 1);  // as a giant it takes in the last
  CHECK(run.cells().size() == 1);
  CHECK(run.state("nuclei")[0] == 5);
  CHECK(run.cells().diameter[0] == Approx(10 * std::sqrt(5)));
}

TEST_CASE("dying cells and cells of other types and those out of touch aren't taken in") {
  ModelRun run(
      in_row("  a: {diameter: 10 um, fuses: {with: {b: 1000 /min}}}\n"
             "  b: {diameter: 10 um, dies: {rate: 1000 /min, takes: 10 d}}\n  c: {diameter: 10 um}\n",
             {{"c", 20}, {"a", 30}, {"c", 40}}) +
          cell_at("b", 30, 112, 100) + cell_at("b", 30, 108, 140) +
          "treatments: {source: assumed, touch: {from: 1 h, add: [{scatter: {of: a, count: 1, within: {x: "
          "[30 um, 30 um], y: [100 um, 100 um], z: [140 um, 140 um]}}}]}}\n",
      "duration: 1 d\ntreatments: [touch]\n");
  run.until(600);
  CHECK(run.cells().size() == 6);
  CHECK(run.count(1, Life::dying) == 2);
  CHECK(run.events(event::fuse).empty());
}

TEST_CASE("a cell placed large has the nuclei of its footprint") {
  ModelRun run(
      in_row("  a: {diameter: 30 um, fuses: {with: {b: 0 /h}, nuclei: 20}}\n  b: {diameter: 10 um}\n",
             {{"a", 20}, {"b", 40}}));
  CHECK(run.state("nuclei")[0] == 9);
  CHECK(run.state("nuclei")[1] == 0);  // only cells that fuse count them
}

TEST_CASE("a fusion with nobody or that never makes the other type is refused") {
  const auto problems = [](const std::string& fuses) {
    return problems_of_model(periodic_box + loose +
                             "cells:\n  source: assumed\n  a: {diameter: 10 um, fuses: " + fuses +
                             "}\n  b: {diameter: 10 um}\n");
  };
  CHECK(problems("{with: {b: 1 /h}, nuclei: 3, becomes: b}").empty());
  CHECK(mentions(problems("{with: {}}"), "fuses with nobody"));
  CHECK(mentions(problems("{with: {b: 1 /h}, nuclei: 2, becomes: b}"), "'becomes_at' is above 'nuclei'"));
  CHECK(mentions(problems("{with: {c: 1 /h}}"), "no cell type 'c'"));
  CHECK(mentions(problems("{with: {b: 1 /h}, nuclei: 1}"), "nuclei"));
}

TEST_CASE("a type that fuses and divides is doubted") {
  ModelRun run(
      in_row("  a: {diameter: 10 um, divides: {rate: 1 /d}, fuses: {with: {a: 0 /h}}}\n", {{"a", 20}}));
  std::vector<std::string> warnings;
  for (const auto& mechanism : run.plan.model().cells[0].mechanisms)
    for (const std::string& warning : mechanism->warnings(run.plan.model(), 0)) warnings.push_back(warning);
  CHECK(mentions(warnings, "'a' fuse and divide"));
}
