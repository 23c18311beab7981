#include <catch2/catch.hpp>

#include "sim/run/measure.hpp"
#include "tests/support/model_run.hpp"

using namespace exomet;
using namespace exomet::test;

namespace {
const std::string types =
    "cargo: {source: assumed, RNA: {}}\n"
    "vesicles: {source: assumed, ev: {diameter: 100 nm, diffusion: 0 um^2/s, carries: {RNA: 4}}}\n"
    "tissues: {source: assumed, matrix: {resists: 0 nN}}\n"
    "cells:\n  source: assumed\n"
    "  a: {diameter: 16 um, adheres: {attaches_to: {matrix: 1 s}}, takes_up: {ev: 1e9 um^3/h}}\n"
    "  mortal: {diameter: 16 um, dies: {rate: 1000 /min, takes: 1 d}}\n"
    "  slow: {diameter: 16 um, dies: {rate: 0 /d, raised_by: {age: {to: 1000 /min, half: 4 h, response: "
    "threshold}}}}\n";

std::string measured(const std::string& start, const std::string& measures) {
  return slab + loose + types + "start:\n" + start + "measures:\n  source: assumed\n" + measures;
}

// A sheet of 25 um cells that fits, 8 columns and 8 rows, some of them missing.
constexpr double row = 21.6506350946;
std::string sheet_with_hole(int columns, int rows_missing) {
  std::string start;
  for (int j = 0; j < 8; ++j)
    for (int i = 0; i < 8; ++i)
      if (!(i >= 3 && i < 3 + columns && j >= 3 && j < 3 + rows_missing))
        start += cell_at("m", 25 * (i + 0.25 + 0.5 * (j % 2)), row * (j + 0.5), 50);
  return "model: small\n"
         "domain: {source: assumed, size: [200 um, " +
         std::to_string(8 * row) + " um, 100 um], voxel: [10 um, " + std::to_string(row) +
         " um, 10 um], boundary: {x: periodic, y: periodic}}\n" + loose +
         "cells: {source: assumed, m: {diameter: 25 um}}\nstart:\n" + start +
         "measures:\n  source: assumed\n  cover: {covered_area: m, at: {z: 50 um}}\n"
         "  elsewhere: {covered_area: m, at: {z: 90 um}}\n"
         "  holes: {holes_in: m, at: {z: 50 um}}\n  large: {holes_in: m, at: {z: 50 um}, larger_than: 1000 "
         "um^2}\n";
}
constexpr double hexagon = 25 * row;  // um^2, of one cell
}  // namespace

TEST_CASE("a confluent sheet covers all of its plane and has no holes") {
  ModelRun run(sheet_with_hole(0, 0));
  REQUIRE(run.cells().size() == 64);
  CHECK(run.measure("cover") == 1);
  CHECK(run.measure("elsewhere") == 0);
  CHECK(run.measure("holes") == 0);
}

TEST_CASE("cells that are missing from a sheet leave a hole of about their area") {
  // Neighbours' circles reach into the hole: less than the hexagons of what is missing, and the more so for
  // one cell.
  ModelRun one(sheet_with_hole(1, 1));
  CHECK(one.measure("holes") == 1);
  CHECK(one.measure("large") == 0);
  const double single = (1 - one.measure("cover")) * 64 * hexagon;
  CHECK(single > 0.6 * hexagon);
  CHECK(single < hexagon);
  ModelRun four(sheet_with_hole(2, 2));
  CHECK(four.measure("holes") == 1);
  CHECK(four.measure("large") == 1);
  const double fourfold = (1 - four.measure("cover")) * 64 * hexagon;
  CHECK(fourfold > 0.75 * 4 * hexagon);
  CHECK(fourfold < 4 * hexagon);
}

TEST_CASE("count counts living cells of a type in a region") {
  ModelRun run(measured(
      cell_at("a", 50, 50, 150) + cell_at("a", 50, 90, 150) + cell_at("mortal", 90, 90, 150),
      "  all: {count: a}\n  some: {count: a, within: {y: [80 um, 100 um]}}\n  dying: {count: mortal}\n"));
  CHECK(run.measure("all") == 2);
  CHECK(run.measure("some") == 1);
  CHECK(run.measure("dying") == 1);
  run.simulation.step();
  CHECK(run.measure("dying") == 0);
}

TEST_CASE("clusters are components of touching living cells that count") {
  // Three in a row, a pair and a single one at the floor; a cell of another type would join the first two.
  const std::string start = cell_at("a", 20, 50, 150) + cell_at("a", 36, 50, 150) +
                            cell_at("a", 52, 50, 150) + cell_at("slow", 68, 50, 150) +
                            cell_at("a", 84, 50, 150) + cell_at("a", 100, 50, 150) +
                            cell_at("a", 150, 150, 47);
  ModelRun run(measured(
      start + "  - layer: {source: assumed, of: matrix, within: {z: [0 um, 40 um]}}\n",
      "  all: {clusters: a}\n  pairs: {clusters: a, at_least: 2}\n  big: {clusters: a, at_least: 4}\n"
      "  low: {clusters: a, below: {z: 60 um}}\n  held: {clusters: a, attached: true}\n"
      "  left: {clusters: a, within: {x: [0 um, 40 um]}}\n  other: {clusters: slow}\n"));
  CHECK(run.measure("all") == 3);
  CHECK(run.measure("pairs") == 2);
  CHECK(run.measure("big") == 0);
  CHECK(run.measure("low") == 1);
  CHECK(run.measure("held") == 0);
  CHECK(run.measure("left") == 1);
  CHECK(run.measure("other") == 1);
  run.simulation.step();
  CHECK(run.measure("held") == 1);
}

TEST_CASE("clusters hang together across periodic ends") {
  ModelRun run(measured(cell_at("a", 5, 50, 150) + cell_at("a", 192, 50, 150), "  all: {clusters: a}\n"));
  CHECK(run.measure("all") == 1);
}

TEST_CASE("what happened is counted since the start and events handed over count on") {
  ModelRun run(
      measured(cell_at("mortal", 50, 50, 150) + cell_at("slow", 90, 50, 150) + cell_at("slow", 150, 50, 150),
               "  now: {happened: death, to: mortal}\n  later: {happened: death, to: slow}\n"
               "  placed: {happened: place, to: slow}\n  born: {happened: birth, to: slow}\n"));
  CHECK(run.measure("placed") == 2);
  CHECK(run.measure("born") == 0);
  CHECK(run.measure("now") == 0);
  run.simulation.step();
  CHECK(run.measure("now") == 1);
  CHECK(run.measure("later") == 0);
  run.simulation.take_happenings();
  run.until(600);
  CHECK(run.measure("now") == 1);
  CHECK(run.measure("later") == 2);
}

TEST_CASE("the first time is kept from the first record at which its condition holds") {
  ModelRun run(measured(cell_at("slow", 50, 50, 150) + cell_at("slow", 90, 50, 150),
                        "  deaths: {happened: death, to: slow}\n  cells: {count: slow}\n"
                        "  first: {first_time: deaths > 1}\n  never: {first_time: deaths > 2}\n"
                        "  least: {first_time: deaths >= 2}\n  fewer: {first_time: cells < 1}\n"
                        "  at_most: {first_time: cells <= 2}\n"));
  CHECK(std::isnan(run.measure("first")));
  CHECK(run.measure("at_most") == 0);
  run.until(240);
  CHECK(std::isnan(run.measure("first")));
  run.until(246);
  CHECK(run.measure("first") == 246);
  run.until(300);
  for (const char* name : {"first", "least", "fewer"}) CHECK(run.measure(name) == 246);
  CHECK(std::isnan(run.measure("never")));
}

TEST_CASE("amounts in flight and in cells and volumes of tissue") {
  ModelRun run(measured(
      cell_at("a", 105, 105, 155) + cell_at("a", 155, 105, 155) +
          "  - dose: {source: assumed, of: ev, density: 0.002 /um^3, within: {x: [100 um, 200 um]}}\n"
          "  - layer: {source: assumed, of: matrix, within: {z: [0 um, 30 um]}}\n",
      "  evs: {amount: ev}\n  flying: {cargo_in_flight: RNA}\n  inside: {mean_cargo: RNA, of: a}\n"
      "  nobody: {mean_cargo: RNA, of: slow}\n  matrix: {tissue_volume: matrix}\n"));
  CHECK(run.measure("evs") == Approx(8000));
  CHECK(run.measure("flying") == Approx(4 * 8000));
  CHECK(run.measure("inside") == 0);
  CHECK(std::isnan(run.measure("nobody")));
  CHECK(run.measure("matrix") == Approx(200 * 200 * 30));
  run.simulation.step();  // one takes all of 27 voxels, 2 EVs in each; a third of the other's has none
  CHECK(run.measure("evs") == Approx(8000 - 90).epsilon(1e-4));
  CHECK(run.measure("inside") == Approx(4 * 45).epsilon(0.005));  // all but what is left at such a rate
}

TEST_CASE("mistakes of measures are found") {
  const auto problems = [](const std::string& measures) { return problems_of_model(measured("", measures)); };
  CHECK(mentions(problems("  x: {cuont: a}\n"), "did you mean 'count'?"));
  CHECK(mentions(problems("  x: {count: aa}\n"), "no cell type 'aa'"));
  CHECK(mentions(problems("  x: {first_time: y > 0}\n"), "no measure 'y'"));
  CHECK(mentions(problems("  y: {count: a}\n  x: {first_time: y 0}\n"), "expected 'measure > number'"));
  CHECK(mentions(problems("  y: {count: a}\n  x: {first_time: y > z}\n"), "'z'"));
  CHECK(mentions(problems("  x: {first_time: y > 0}\n  y: {count: a}\n"), "before"));
  CHECK(mentions(problems("  x: {happened: deth, to: a}\n"), "did you mean 'death'?"));
  CHECK(mentions(problems("  x: {covered_area: a}\n"), "needs the key 'at'"));
}

TEST_CASE("turnover is what cells removed or formed since the record before per time") {
  ModelRun run(
      slab + loose +
      "tissues: {source: assumed, matrix: {resists: 0 nN}}\n"
      "cells: {source: assumed, digger: {diameter: 16 um, resorbs: {matrix: {rate: 600 um^3/h, seals: 1e6 "
      "/h, "
      "bout: 1000 d}}}, builder: {diameter: 16 um, forms: {matrix: 300 um^3/h}}}\n"
      "start:\n  - layer: {source: assumed, of: matrix, within: {z: [0 um, 40 um]}}\n" +
      cell_at("digger", 55, 55, 45) + cell_at("builder", 155, 155, 45) +
      "measures: {removed: {turnover: matrix, what: removed}, formed: {turnover: matrix, what: formed}}\n");
  CHECK(std::isnan(run.measure("removed")));
  run.until(60.5);
  CHECK(run.measure("removed") * run.world().time == Approx(run.world().tissues[0].removed));
  const double before = run.world().tissues[0].formed;
  CHECK(before > 0);
  run.until(120.5);
  CHECK(run.measure("formed") * 60 == Approx(run.world().tissues[0].formed - before).epsilon(0.02));
  const Measure& formed =
      *run.simulation.model().measures[1].measure;  // markers in serum are told by the day
  CHECK(formed.unit() == "um^3/d");
  CHECK(in_tables(formed, 2) == Approx(2 * 1440));
}
