#include <catch2/catch.hpp>
#include <cmath>
#include <functional>
#include <numbers>

#include "sim/grid/surface/thickness.hpp"
#include "sim/run/measure.hpp"
#include "tests/support/model_run.hpp"

using namespace exomet;
using namespace exomet::test;

namespace {
std::string measured(const std::string& start, const std::string& measures,
                     const std::string& domain = slab) {
  return domain + loose +
         "tissues: {source: assumed, mineral: {resists: 0 nN}}\n"
         "cells:\n  source: assumed\n  a: {diameter: 10 um}\n  b: {diameter: 20 um}\n"
         "  mortal: {diameter: 10 um, dies: {rate: 1000 /min, takes: 1 d}}\nstart:\n" +
         start + "measures:\n  source: assumed\n" + measures;
}
std::string layer(double from, double to) {
  return "  - layer: {source: assumed, of: mineral, within: {z: [" + std::to_string(from) + " um, " +
         std::to_string(to) + " um]}}\n";
}

class NoneEarlier final : public Observed {
 public:
  double operator[](const std::string&) const override { return nowhere; }
};

// The first measure of a model in a world that was changed by hand.
double observe_changed(ModelRun& run, const std::function<void(World&)>& change) {
  World world = run.world();
  change(world);
  Neighbours near(run.plan.model().geometry);
  near.build(world.cells, interaction_reach(run.plan.model()));
  const ContactList contacts = near.contacts(world.cells, touching_reach);
  MeasureMemory memory;
  return run.plan.model().measures.front().measure->observe({run.plan.model(), world, near, contacts, 0},
                                                            NoneEarlier(), memory);
}

// Takes the mineral out of a box of voxels.
void dig(const Geometry& grid, World& world, const std::array<int, 3>& low, const std::array<int, 3>& size,
         double left = 0) {
  for (int k = 0; k < size[2]; ++k)
    for (int j = 0; j < size[1]; ++j)
      for (int i = 0; i < size[0]; ++i)
        world.tissues[0]
            .density[grid.index((low[0] + i) % grid.voxels[0], (low[1] + j) % grid.voxels[1], low[2] + k)] =
            left;
}
}  // namespace

TEST_CASE("the volume fraction is the share of the domain or of a box") {
  ModelRun run(measured(layer(0, 63),
                        "  all: {volume_fraction: mineral}\n"
                        "  low: {volume_fraction: mineral, within: {z: [40 um, 80 um]}}\n"));
  CHECK(run.measure("all") == Approx(63 / 200.0));
  CHECK(run.measure("low") == Approx(23 / 40.0));
}

TEST_CASE("thickness and surface of a plate") {
  ModelRun run(
      measured(layer(80, 120), "  thick: {thickness: mineral}\n  surface: {surface_area: mineral}\n"));
  CHECK(run.measure("thick") == Approx(40));
  CHECK(run.measure("surface") == Approx(2 * 200 * 200));
  ModelRun floor(measured(layer(0, 80), "  surface: {surface_area: mineral}\n"));
  CHECK(floor.measure("surface") == Approx(200 * 200));
  ModelRun none(
      measured(cell_at("a", 5, 5, 5), "  thick: {thickness: mineral}\n  surface: {surface_area: mineral}\n"));
  CHECK(std::isnan(none.measure("thick")));
  CHECK(none.measure("surface") == 0);
}

TEST_CASE("what is measured of trabeculae is what was asked for") {
  ModelRun run(
      measured("  - trabeculae: {source: assumed, of: mineral, volume_fraction: 30 %, thickness: 40 um}\n",
               "  fraction: {volume_fraction: mineral}\n  thick: {thickness: mineral}\n"));
  CHECK(run.measure("fraction") == Approx(0.3).margin(0.001));
  CHECK(run.measure("thick") == Approx(40).epsilon(0.1));
}

TEST_CASE("the surface under cells is what a lining of them covers") {
  const std::string lining =
      "  - lining: {source: assumed, of: a, along: mineral, cover: 30 %}\n"
      "  - lining: {source: assumed, of: b, along: mineral, cover: 10 %}\n";
  ModelRun run(
      measured(layer(0, 60) + lining + cell_at("mortal", 100, 100, 120),
               "  both: {surface_under: [a, b], of: mineral}\n  one: {surface_under: a, of: mineral}\n"
               "  far: {surface_under: mortal, of: mineral}\n"
               "  sealed: {surface_under: [a, b], of: mineral, sealed: true}\n"));
  CHECK(run.measure("one") == Approx(0.3).margin(0.015));
  CHECK(run.measure("both") == Approx(0.4).margin(0.015));
  CHECK(run.measure("far") == 0);
  CHECK(run.measure("sealed") == 0);
  for (const std::string type : {"a", "b"}) {  // also on bone, with cells as small as voxels
    ModelRun bone(
        measured("  - trabeculae: {source: assumed, of: mineral, volume_fraction: 30 %, thickness: 60 um}\n"
                 "  - lining: {source: assumed, along: mineral, cover: 25 %, of: " +
                     type + "}\n",
                 "  under: {surface_under: [a, b], of: mineral}\n"));
    CHECK(bone.measure("under") == Approx(0.25).margin(0.04));
  }
  ModelRun bare(measured(cell_at("a", 5, 5, 5), "  one: {surface_under: a, of: mineral}\n"));
  CHECK(std::isnan(bare.measure("one")));
}

TEST_CASE("only sealed cells count where they are asked for and the dying don't") {
  const std::string cells = cell_at("b", 50, 50, 70) + cell_at("b", 150, 150, 70);
  ModelRun run(measured(layer(0, 60) + cells, "  sealed: {surface_under: b, of: mineral, sealed: true}\n"));
  const auto sealing = [](std::vector<int> which) {
    return [which](World& world) {
      for (int i : which) world.cells.attachment[i] = Attachment::sealed;
    };
  };
  const double one = observe_changed(run, sealing({0}));
  CHECK(one == Approx(100 * std::numbers::pi / 40000).epsilon(0.15));
  CHECK(observe_changed(run, sealing({0, 1})) == Approx(2 * one).epsilon(0.1));
  CHECK(observe_changed(run, [&](World& world) {
          sealing({0, 1})(world);
          world.cells.life[1] = Life::dying;
        }) == Approx(one));
}

TEST_CASE("pits are the connected regions that were lost") {
  const std::string two = "  pits: {pits: mineral}\n",
                    large = "  pits: {pits: mineral, larger_than: 5000 um^3}\n";
  for (const bool only_large : {false, true}) {
    ModelRun run(measured(layer(0, 100), only_large ? large : two));
    const Geometry& grid = run.plan.model().geometry;
    CHECK(run.measure("pits") == 0);
    CHECK(observe_changed(run, [&](World& world) {
            dig(grid, world, {5, 5, 8}, {3, 3, 2});
            dig(grid, world, {12, 12, 9}, {1, 1, 1});
            dig(grid, world, {19, 2, 9}, {2, 3, 1});  // across the joined ends: one of 6000 um^3
          }) == (only_large ? 2 : 3));
    CHECK(observe_changed(run, [&](World& world) { dig(grid, world, {5, 5, 9}, {3, 3, 1}, 0.6); }) == 0);
    // What is left in the voxels isn't lost: 9 voxels of 1000 um^3 that keep 0.45.
    CHECK(observe_changed(run, [&](World& world) {
            dig(grid, world, {5, 5, 9}, {3, 3, 1}, 0.45);
          }) == (only_large ? 0 : 1));
  }
}

TEST_CASE("new tissue isn't a pit and a pit that is filled again is none") {
  ModelRun run(measured(layer(0, 100), "  pits: {pits: mineral}\n"));
  const Geometry& grid = run.plan.model().geometry;
  CHECK(observe_changed(run, [&](World& world) {
          dig(grid, world, {5, 5, 10}, {4, 4, 1}, 1);
          dig(grid, world, {5, 5, 8}, {3, 3, 2});
          dig(grid, world, {5, 5, 8}, {3, 3, 2}, 1);
        }) == 0);
}

TEST_CASE("the depth of a pit is how far its bottom is below the surface") {
  ModelRun run(measured(layer(0, 100), "  depth: {pit_depth: mineral}\n"));
  const Geometry& grid = run.plan.model().geometry;
  CHECK(run.measure("depth") == 0);
  for (const int layers : {1, 2, 4})
    CHECK(observe_changed(run, [&](World& world) {
            dig(grid, world, {3, 3, 9}, {2, 2, 1});
            dig(grid, world, {9, 9, 10 - layers}, {9, 9, layers});
          }) == Approx(10 * layers));
  CHECK(observe_changed(run, [&](World& world) {  // where the share is one half, between 85 and 95
          dig(grid, world, {9, 9, 9}, {5, 5, 1}, 0.25);
        }) == Approx(15 - 10 * 0.5 / 0.75));
  CHECK(std::isnan(observe_changed(run, [&](World& world) { dig(grid, world, {0, 0, 0}, {20, 20, 10}); })));
}

TEST_CASE("the distance to a tissue is the mean over the cells and 0 inside") {
  ModelRun run(
      measured(layer(0, 60) + cell_at("a", 50, 50, 100) + cell_at("a", 90, 50, 160) +
                   cell_at("b", 50, 90, 30) + cell_at("b", 50, 150, 62),
               "  a: {distance_to: mineral, of: a}\n  b: {distance_to: mineral, of: [b]}\n"
               "  all: {distance_to: mineral, of: [a, b]}\n  nobody: {distance_to: mineral, of: mortal}\n"));
  CHECK(run.measure("a") == Approx(0.5 * (40 + 100)));
  CHECK(run.measure("b") == Approx(0.5 * (0 + 2)));
  CHECK(run.measure("all") == Approx(0.25 * (40 + 100 + 0 + 2)));
  CHECK(std::isnan(run.measure("nobody")));
  ModelRun bare(measured(cell_at("a", 5, 5, 5), "  a: {distance_to: mineral, of: a}\n"));
  CHECK(std::isnan(bare.measure("a")));
}

TEST_CASE("the correlation is Pearson's over the blocks") {
  // Of eight blocks, a is in the first two and b in the second and third.
  const std::string cells = cell_at("a", 50, 50, 50) + cell_at("a", 150, 50, 50) + cell_at("b", 150, 60, 50) +
                            cell_at("b", 50, 150, 50);
  ModelRun run(measured(cells,
                        "  apart: {correlation: a, with: b, block: 100 um}\n"
                        "  same: {correlation: a, with: [a], block: 90 um}\n"
                        "  all: {correlation: [a, b], with: mortal, block: 100 um}\n"
                        "  one: {correlation: a, with: b, block: 300 um}\n"
                        "  fine: {correlation: a, with: b, block: 1e-6 um}\n"));
  CHECK(run.measure("apart") == Approx(1 / 3.0));  // (1/8 - 1/16) / (1/4 - 1/16)
  CHECK(run.measure("same") == Approx(1));
  CHECK(std::isnan(run.measure("all")));
  CHECK(std::isnan(run.measure("one")));
  CHECK(run.measure("fine") == Approx(-2.0 / 7998).epsilon(1e-3));  // 8000 voxels, 2 of each, none together
}

TEST_CASE("the volume fraction of a box weighs voxels by what lies in it") {
  ModelRun run(measured(layer(0, 63),
                        "  thin: {volume_fraction: mineral, within: {z: [58 um, 62 um]}}\n"
                        "  between: {volume_fraction: mineral, within: {z: [55 um, 75 um]}}\n"));
  CHECK(run.measure("thin") == Approx((2 + 2 * 0.3) / 4));  // the voxel from 60 um holds 3 of 10
  CHECK(run.measure("between") == Approx((5 + 10 * 0.3) / 20));
}

TEST_CASE("a plate is as thick at an end of the domain as in the middle of it") {
  for (const auto& [from, to] : {std::pair{0.0, 40.0}, {80.0, 120.0}, {160.0, 200.0}, {95.0, 135.0}}) {
    ModelRun run(measured(layer(from, to), "  t: {thickness: mineral}\n"));
    CHECK(run.measure("t") == Approx(40).margin(3));
  }
  ModelRun whole(measured(layer(0, 200), "  t: {thickness: mineral}\n"));
  CHECK(whole.measure("t") == Approx(200).margin(3));  // both ends along z; x and y are joined
}

TEST_CASE("measures where nothing can be found are refused with their place") {
  const auto problems = [](const std::string& measure, const std::string& domain = slab) {
    return problems_of_model(measured(layer(0, 50), "  x: " + measure + "\n", domain));
  };
  CHECK(problems("{count: a, within: {z: [60 um, 200 um]}}").empty());
  CHECK(mentions(problems("{count: a, within: {z: [60 um, 300 um]}}"),
                 "small.yaml:16:6: measures.x: reaches 300 um along z, where the domain ends at 200 um"));
  CHECK(mentions(problems("{count: a, within: {z: [60 um, 60 um]}}"), "has no extent along z, so no cell"));
  CHECK(mentions(problems("{clusters: a, below: {z: 250 um}}"), "reaches 250 um along z"));
  CHECK(mentions(problems("{clusters: a, within: {z: [250 um, 300 um]}}"), "reaches 250 um along z"));
  CHECK(mentions(problems("{covered_area: a, at: {z: 250 um}}"), "reaches 250 um along z"));
  CHECK(mentions(problems("{holes_in: a, at: {z: 250 um}}"), "reaches 250 um along z"));
  CHECK(mentions(problems("{volume_fraction: mineral, within: {z: [9 um, 9 um]}}"), "has no extent along z"));
  const std::string section =
      "model: small\ndomain: {source: assumed, size: [200 um, 10 um, 200 um], voxel: 10 um,\n"
      "         boundary: {y: flat}}\n";
  CHECK(problems("{count: a, within: {y: [0 um, 600 um]}}", section).empty());
  CHECK(mentions(problems("{count: a, within: {y: [6 um, 10 um]}}", section), "leaves out 5 um along y"));
}

TEST_CASE("clusters are below a plane and in a box whichever is written first") {
  const std::string cells =
      cell_at("a", 50, 50, 150) + cell_at("a", 100, 50, 100) + cell_at("a", 150, 50, 50);
  ModelRun run(measured(cells,
                        "  one: {clusters: a, below: {z: 120 um}, within: {z: [80 um, 200 um]}}\n"
                        "  other: {clusters: a, within: {z: [80 um, 200 um]}, below: {z: 120 um}}\n"));
  CHECK(run.measure("one") == 1);
  CHECK(run.measure("other") == 1);
}

TEST_CASE("measures take one type or a list of types") {
  const std::string cells = cell_at("a", 50, 50, 150) + cell_at("b", 64, 50, 150) +
                            cell_at("a", 150, 50, 150) + cell_at("mortal", 50, 150, 150);
  ModelRun run(measured(cells,
                        "  a: {count: a}\n  list: {count: [a]}\n  two: {count: [b, a]}\n"
                        "  alone: {clusters: a}\n  joined: {clusters: [a, b]}\n"
                        "  placed: {happened: place, to: [a, mortal]}\n"
                        "  cover_a: {covered_area: a, at: {z: 150 um}}\n"
                        "  cover_b: {covered_area: b, at: {z: 150 um}}\n"
                        "  cover: {covered_area: [a, b], at: {z: 150 um}}\n"
                        "  holes: {holes_in: [a, b], at: {z: 150 um}}\n"));
  CHECK(run.measure("a") == 2);
  CHECK(run.measure("list") == 2);
  CHECK(run.measure("two") == 3);
  CHECK(run.measure("alone") == 2);
  CHECK(run.measure("joined") == 2);  // of a and b, and the other a
  CHECK(run.measure("placed") == 3);
  // Together they cover what one of them does and nothing twice; a and b are so near that their hexagons
  // overlap.
  CHECK(run.measure("cover") > std::max(run.measure("cover_a"), run.measure("cover_b")));
  CHECK(run.measure("cover") < run.measure("cover_a") + run.measure("cover_b"));
  CHECK(run.measure("cover") > 0.9 * (run.measure("cover_a") + run.measure("cover_b")));
  CHECK(run.measure("holes") == 1);
}

TEST_CASE("mistakes in lists of types are found") {
  const auto problems = [](const std::string& types) {
    return problems_of_model(measured(layer(0, 60), "  x: {count: " + types + "}\n"));
  };
  CHECK(problems("[a, b]").empty());
  CHECK(mentions(problems("[a, mrtal]"), "did you mean 'mortal'?"));
  CHECK(mentions(problems("[a, b, a]"), "'a' is named twice"));
  CHECK(mentions(problems("[]"), "names no cell type"));
  CHECK(mentions(problems("[a, [b]]"), "expected the name of a cell type"));
  CHECK(mentions(problems("{a: b}"), "expected the name of a cell type"));
}
