#include "sim/run/placement.hpp"

#include <catch2/catch.hpp>
#include <numbers>
#include <set>

#include "sim/run/run_notes.hpp"
#include "tests/support/model_run.hpp"
#include "tests/support/statistics.hpp"

using namespace exomet;
using namespace exomet::test;

namespace {
std::string placed(const std::string& start, const std::string& domain = slab) {
  return domain + loose +
         "substances: {source: assumed, drug: {diffusion: 1 um^2/s}}\n"
         "tissues: {source: assumed, matrix: {resists: 0 nN}}\n"
         "cells: {source: assumed, a: {diameter: 20 um}, b: {diameter: 10 um}}\n"
         "start:\n" +
         start;
}

// Distance from a cell to its nearest neighbour, and how many are as near, within 1 %.
std::pair<double, int> nearest(const ModelRun& run, CellIndex i) {
  std::vector<double> distances;
  for (CellIndex j = 0; j < run.cells().size(); ++j)
    if (j != i)
      distances.push_back(
          norm(run.plan.model().geometry.difference(run.cells().position(i), run.cells().position(j))));
  const double least = *std::min_element(distances.begin(), distances.end());
  int count = 0;
  for (double d : distances) count += d < 1.01 * least;
  return {least, count};
}
}  // namespace

TEST_CASE("a sheet is a hexagonal lattice at the spacing of its cells") {
  // 10 columns of 20 um; rows 10 sqrt(3) um apart fit the length of y six times two.
  ModelRun run(
      placed("  - sheet: {source: assumed, of: a, at: {z: 50 um}}\n",
             "model: small\n"
             "domain: {source: assumed, size: [200 um, 207.846096908 um, 200 um],\n"
             "         voxel: [10 um, 207.846096908 um, 10 um], boundary: {x: periodic, y: periodic}}\n"));
  REQUIRE(run.cells().size() == 120);
  for (CellIndex i = 0; i < 120; ++i) {
    CHECK(run.cells().z[i] == 50);
    const auto [distance, count] = nearest(run, i);
    CHECK(distance == Approx(20).epsilon(1e-6));
    CHECK(count == 6);
  }
}

TEST_CASE("a sheet fits the domain with its spacing hardly changed and covers its share") {
  ModelRun full(placed("  - sheet: {source: assumed, of: a, at: {z: 50 um}}\n"));
  CHECK(full.cells().size() == 10 * 12);
  CHECK(nearest(full, 0).first == Approx(20).epsilon(0.05));
  ModelRun wide(placed("  - sheet: {source: assumed, of: a, at: {z: 50 um}, spacing: 40 um}\n"));
  CHECK(wide.cells().size() == 5 * 6);
  ModelRun half(placed("  - sheet: {source: assumed, of: b, at: {z: 50 um}, cover: 50 %}\n"));
  const std::size_t all = 20 * 24;
  CHECK(share_of(half.cells().size(), all, 0.5).agrees(0.5));
  ModelRun none(placed("  - sheet: {source: assumed, of: b, at: {z: 50 um}, cover: 0 %}\n"));
  CHECK(none.cells().size() == 0);
}

TEST_CASE("in a 2-D section a sheet is a row") {
  ModelRun run(placed(
      "  - sheet: {source: assumed, of: a, at: {z: 50 um}}\n",
      "model: small\n"
      "domain: {source: assumed, size: [200 um, 10 um, 200 um], voxel: 10 um, boundary: {x: periodic, y: "
      "flat}}\n"));
  REQUIRE(run.cells().size() == 10);
  for (CellIndex i = 0; i < 10; ++i) {
    CHECK(run.cells().y[i] == 5);
    CHECK(run.cells().z[i] == 50);
    CHECK(nearest(run, i).first == Approx(20));
    CHECK(nearest(run, i).second == 2);
  }
}

TEST_CASE("scattered cells are within their region and don't overlap") {
  ModelRun run(
      placed("  - scatter: {source: assumed, of: a, count: 40, within: {z: [60 um, 150 um]}}\n"
             "  - scatter: {source: assumed, of: b, count: 100, within: {x: [20 um, 180 um], z: [60 um, 150 "
             "um]}}\n"));
  REQUIRE(run.cells().size() == 140);
  const Population& cells = run.cells();
  for (CellIndex i = 0; i < 140; ++i) {
    CHECK(cells.z[i] >= 60);
    CHECK(cells.z[i] <= 150);
    if (cells.type[i] == 1) CHECK((cells.x[i] >= 20 && cells.x[i] <= 180));
    for (CellIndex j = 0; j < i; ++j)
      CHECK(norm(run.plan.model().geometry.difference(cells.position(i), cells.position(j))) >=
            0.5 * (cells.diameter[i] + cells.diameter[j]));
  }
}

TEST_CASE("scattered cells are spread evenly") {
  ModelRun run(placed("  - scatter: {source: assumed, of: b, count: 400}\n"));
  for (const auto* column : {&run.cells().x, &run.cells().y, &run.cells().z}) {
    CHECK(mean_of(*column).agrees(100));
    CHECK(std::abs(variance_of(*column).value - 200 * 200 / 12.0) < sigmas * variance_of(*column).error);
  }
}

TEST_CASE("a spheroid is a compact ball of its number of cells") {
  ModelRun run(
      placed("  - spheroid: {source: assumed, of: b, cells: 147, count: 1, within: {x: [100 um, 100 um], y: "
             "[100 um, "
             "100 um], z: [100 um, 100 um]}}\n"));
  REQUIRE(run.cells().size() == 147);
  double farthest = 0;
  Vec3 middle;
  for (CellIndex i = 0; i < 147; ++i) {
    middle += (1 / 147.0) * run.cells().position(i);
    farthest = std::max(farthest, norm(run.cells().position(i) - Vec3{100, 100, 100}));
    CHECK(nearest(run, i).first == Approx(9.5));  // 95 % of the diameter
  }
  CHECK(norm(middle - Vec3{100, 100, 100}) < 2);
  CHECK(nearest(run, 0).second == 12);  // the one in the middle
  // As many points of a close packing (sqrt(2) / spacing^3 each volume) fill a ball of this radius.
  const double radius = std::cbrt(147 * 9.5 * 9.5 * 9.5 / std::sqrt(2.0) * 3 / (4 * std::numbers::pi));
  CHECK(farthest < radius + 0.5 * 9.5);
  ModelRun three(
      placed("  - spheroid: {source: assumed, of: b, cells: 20, count: 3, within: {z: [60 um, 140 um]}}\n"));
  CHECK(three.cells().size() == 60);
}

TEST_CASE("a layer fills its volume and its share") {
  ModelRun run(placed("  - layer: {source: assumed, of: matrix, within: {z: [0 um, 43 um]}}\n"));
  CHECK(run.world().tissues[0].placed == Approx(200 * 200 * 43));
  const Geometry& grid = run.plan.model().geometry;
  CHECK(run.world().tissues[0].density[grid.index(3, 3, 3)] == 1);
  CHECK(run.world().tissues[0].density[grid.index(3, 3, 4)] == Approx(0.3));
  CHECK(run.world().tissues[0].density[grid.index(3, 3, 5)] == 0);
  ModelRun thin(
      placed("  - layer: {source: assumed, of: matrix, share: 25 %, within: {x: [0 um, 100 um]}}\n"));
  CHECK(thin.world().tissues[0].placed == Approx(0.25 * 100 * 200 * 200));
}

TEST_CASE("a dose is its density times its volume and its donor is no cell") {
  ModelRun run(
      placed("  - dose: {source: assumed, of: drug, density: 0.01 /um^3, within: {z: [0 um, 50 um]}}\n"));
  REQUIRE(run.world().donor_fields.size() == 1);
  CHECK(run.world().donor_fields[0].donor == -1);
  CHECK(run.world().balances[0].dosed == Approx(0.01 * 200 * 200 * 50));
  double sum = 0;
  for (double count : run.world().donor_fields[0].counts) sum += count;
  CHECK(sum == Approx(0.01 * 200 * 200 * 50));
}

TEST_CASE("a dose takes of each voxel what lies in its region however thin that is") {
  const auto dosed = [](const std::string& within, const std::string& domain = slab) {
    ModelRun run(
        placed("  - dose: {source: assumed, of: drug, density: 1 /um^3, within: " + within + "}\n", domain));
    double sum = 0;
    for (double count : run.world().donor_fields[0].counts) sum += count;
    CHECK(run.world().balances[0].dosed == Approx(sum));
    return sum;
  };
  CHECK(dosed("{x: [42 um, 44 um]}") == Approx(2 * 200 * 200));
  CHECK(dosed("{x: [0 um, 25 um]}") == Approx(25 * 200 * 200));
  CHECK(dosed("{x: [13 um, 37 um], y: [3 um, 8 um], z: [199 um, 200 um]}") == Approx(24 * 5 * 1));
}

TEST_CASE(
    "cells scattered by density fill the part of a region that tissue leaves though it ends within voxels") {
  ModelRun run(
      closed_box + loose +
      "tissues: {source: assumed, matrix: {resists: 1 nN}}\ncells: {source: assumed, a: {diameter: 2 um}}\n"
      "start:\n  - layer: {source: assumed, of: matrix, within: {z: [0 um, 50 um]}}\n"
      "  - scatter: {source: assumed, of: a, density: 1e6 /mm^3, within: {z: [44 um, 58 um]}}\n");
  CHECK(run.cells().size() == 320);  // 200 x 200 x 8 um^3 are free
}

TEST_CASE("scattered cells are outside of tissue however little room that leaves") {
  ModelRun run(
      slab + loose +
      "tissues: {source: assumed, matrix: {resists: 0 nN}}\ncells: {source: assumed, a: {diameter: 10 um}}\n"
      "start:\n  - layer: {source: assumed, of: matrix, within: {z: [0 um, 190 um]}}\n"
      "  - scatter: {source: assumed, of: a, count: 60}\n");
  REQUIRE(run.cells().size() == 60);
  for (double z : run.cells().z) CHECK(z > 195);
  CHECK(run.events(event::overlap).empty());
  CHECK_THROWS_WITH(ModelRun(placed("  - layer: {source: assumed, of: matrix}\n"
                                    "  - scatter: {source: assumed, of: a, count: 3}\n")),
                    Catch::Contains("only 0 of 3 cells of 'a' found room outside of tissues"));
}

TEST_CASE("cells that overlap since there is no room are told") {
  ModelRun run(
      placed("  - scatter: {source: assumed, of: a, count: 60, within: {x: [0 um, 40 um], y: [0 um, 40 um], "
             "z: [0 um, 40 um]}}\n"));
  const Population& cells = run.cells();
  REQUIRE(cells.size() == 60);
  std::set<CellId> told;
  for (const Event& event : run.events(event::overlap)) told.insert(event.cell);
  CHECK(told.size() > 5);
  for (CellIndex i = 0; i < 60; ++i)  // whoever lies in one placed before is told
    for (CellIndex j = 0; j < i; ++j)
      if (norm(run.plan.model().geometry.difference(cells.position(i), cells.position(j))) < 20)
        CHECK(told.count(cells.id[i]) == 1);
  const std::vector<std::string> notes = notes_of_run(run.simulation);
  REQUIRE(notes.size() == 1);
  CHECK(notes[0].find(std::to_string(told.size()) + " of the cells of 'a' that were placed overlap") == 0);
  ModelRun same_place(placed(cell_at("a", 50, 50, 50) + cell_at("a", 50, 50, 50)));  // as asked
  CHECK(notes_of_run(same_place.simulation).empty());
}

TEST_CASE("spheroids lie in the domain and not in each other") {
  ModelRun run(
      placed("  - spheroid: {source: assumed, of: b, cells: 100, count: 6, within: {z: [0 um, 200 um]}}\n"));
  const Population& cells = run.cells();
  REQUIRE(cells.size() == 600);
  for (CellIndex i = 0; i < 600; ++i) {
    CHECK(cells.z[i] > 0);
    CHECK(cells.z[i] < 200);
    CHECK(nearest(run, i).first > 4.9);
  }
  CHECK(run.events(event::overlap).empty());
  const auto problems = [](const std::string& within) {
    return problems_of_model(
        placed("  - spheroid: {source: assumed, of: b, cells: 100, within: " + within + "}\n"));
  };
  CHECK(problems("{x: [9 um, 9 um], y: [9 um, 9 um], z: [90 um, 90 um]}").empty());  // x and y are joined
  CHECK(mentions(problems("{x: [9 um, 9 um], y: [9 um, 9 um], z: [9 um, 9 um]}"),
                 "start.0: a ball of 100 cells of 'b' reaches beyond the domain there"));
  CHECK_THROWS_WITH(
      ModelRun(placed("  - spheroid: {source: assumed, of: b, cells: 100, within: {z: [0 um, 5 um]}}\n")),
      Catch::Contains("only 0 of 1 spheroids of 'b' found room in the domain"));
}

TEST_CASE("regions without room in the domain are refused") {
  const auto problems = [](const std::string& item) {
    return problems_of_model(placed("  - " + item + "\n"));
  };
  const std::string dose = "dose: {source: assumed, of: drug, density: 1 /um^3, within: ",
                    layer = "layer: {source: assumed, of: matrix, within: ";
  CHECK(mentions(problems(dose + "{z: [50 um, 50 um]}}"), "start.0: has no extent along z in the domain"));
  CHECK(mentions(problems(layer + "{z: [200 um, 200 um]}}"), "start.0: has no extent along z in the domain"));
  CHECK(mentions(problems(dose + "{z: [150 um, 250 um]}}"),
                 "reaches 250 um along z, where the domain ends at 200 um"));
}

TEST_CASE("cells are placed without a birth and other seeds place them elsewhere") {
  const std::string scattered = placed("  - scatter: {source: assumed, of: b, count: 10}\n");
  ModelRun one(scattered), again(scattered), other(scattered, "duration: 1 d\nseed: 2\n");
  CHECK(one.events(event::birth).empty());
  REQUIRE(one.events(event::place).size() == 10);
  CHECK(one.events(event::place)[0].cause == "placed");
  CHECK(one.cells().x == again.cells().x);
  CHECK(one.cells().x != other.cells().x);
}

TEST_CASE("cells scattered by density are as many as the volume outside of tissue holds and lie in it") {
  ModelRun run(closed_box + loose +
               "tissues: {source: assumed, matrix: {resists: 1 nN}}\ncells: {source: assumed, a: {diameter: "
               "8 um}}\nstart:\n"
               "  - layer: {source: assumed, of: matrix, within: {z: [0 um, 50 um]}}\n"
               "  - scatter: {source: assumed, of: a, density: 1e5 /mm^3}\n"
               "  - scatter: {source: assumed, of: a, density: 1e5 /mm^3, within: {x: [0 um, 100 um], z: [0 "
               "um, 100 um]}}\n");
  CHECK(run.cells().size() == 600 + 100);  // 200 x 200 x 150 um^3 are free, 100 x 200 x 50 of the region
  for (double z : run.cells().z) CHECK(z > 50);
}

TEST_CASE("mistakes of placements are found") {
  const auto problems = [](const std::string& start) { return problems_of_model(placed(start)); };
  CHECK(mentions(problems("  - scater: {source: assumed, of: a, count: 3}\n"), "did you mean 'scatter'?"));
  CHECK(mentions(problems("  - scatter: {source: assumed, of: c, count: 3}\n"), "no cell type 'c'"));
  CHECK(mentions(problems("  - scatter: {source: assumed, of: a, count: -3}\n"), "out of range"));
  CHECK(mentions(problems("  - scatter: {source: assumed, of: a}\n"), "give either 'count' or 'density'"));
  CHECK(mentions(problems("  - layer: {source: assumed, of: matrix, share: 120 %}\n"), "out of range"));
  CHECK(mentions(
      problems("  - {scatter: {source: assumed, of: a, count: 3}, layer: {source: assumed, of: matrix}}\n"),
      "one way to place things an item"));
}

TEST_CASE("trabeculae fill their share of the domain and are accounted for") {
  ModelRun run(
      placed("  - trabeculae: {source: assumed, of: matrix, volume_fraction: 25 %, thickness: 40 um}\n"));
  double volume = 0;
  for (const double share : run.world().tissues[0].density) volume += 1000 * share;
  CHECK(volume == Approx(0.25 * 200 * 200 * 200).epsilon(0.004));
  CHECK(run.world().tissues[0].placed == Approx(volume));
}

TEST_CASE("trabeculae that voxels can't show or that have no room are refused") {
  const auto problems = [](const std::string& thickness) {
    return problems_of_model(placed(
        "  - trabeculae: {source: assumed, of: matrix, volume_fraction: 25 %, thickness: " + thickness +
        "}\n"));
  };
  CHECK(problems("40 um").empty());
  CHECK(mentions(problems("15 um"), "use voxels of 7.5 um or less"));
  CHECK(mentions(problems("120 um"), "make it at least 240 um"));
}
