#include "sim/run/tissue_changes.hpp"

#include <catch2/catch.hpp>

#include "tests/support/model_run.hpp"

using namespace exomet;
using namespace exomet::test;

namespace {
// Two cells in a box full of matrix that holds two factors.
class Eroded {
 public:
  Eroded() {
    for (int n = 0; n < 2; ++n) world.cells.append(0, {20.0 + 20 * n, 100, 100}, 16, 0, 0);
    world.tissues.push_back({VoxelValues(8000, 1.0)});
  }
  void erode(CellIndex i, CellTypeId type, const TissueChange& change) {
    changes.erode({world.cells, i}, type, change);
  }
  void deposit(CellIndex i, const TissueChange& change) { changes.deposit({world.cells, i}, 0, change); }
  bool apply() { return changes.apply(run_.plan.model(), world, {}); }
  const Geometry& grid() const { return run_.plan.model().geometry; }

  World world;
  TissueChanges changes{2};

 private:
  ModelRun run_{periodic_box + loose +
                "substances: {source: assumed, factor: {diffusion: 1 um^2/s}, other: {diffusion: 1 um^2/s}}\n"
                "tissues: {source: assumed, matrix: {resists: 0 nN, holds: {factor: 0.5 /um^3, other: 0.1 "
                "/um^3}}}\n"
                "cells: {source: assumed, a: {diameter: 16 um}, b: {diameter: 16 um}}\n"};
};
}  // namespace

TEST_CASE("erosion removes what is asked for and says that tissue has changed") {
  Eroded two;
  CHECK_FALSE(two.apply());
  two.erode(0, 0, {0, {105, 105, 105}, 5, 300});
  two.erode(1, 0, {0, {105, 105, 105}, 5, 900});  // only 700 are left there
  CHECK(two.apply());
  CHECK(two.world.tissues[0].removed == Approx(1000));
}

TEST_CASE("what an eroded volume held goes to the fluid around the cell as its release") {
  Eroded two;
  two.erode(0, 0, {0, {105, 105, 105}, 5, 300});
  two.erode(1, 1, {0, {105, 105, 105}, 5, 900});  // 700 are left
  two.apply();
  REQUIRE(two.world.donor_fields.size() == 4);  // species by donor
  const std::vector<double> expected{150, 30, 350, 70};
  for (std::size_t l = 0; l < 4; ++l) {
    const DonorField& donor_field = two.world.donor_fields[l];
    CHECK(donor_field.species == static_cast<int>(l % 2));
    CHECK(donor_field.donor == static_cast<int>(l / 2));
    double there = 0;  // in the voxels with which the cell exchanges
    ExchangeZone(two.grid(), two.world.cells.position(l / 2), 16)
        .visit([&](const std::array<int, 3>& at, double) {
          there += donor_field.counts[at[0] + 20 * (at[1] + 20 * at[2])];
        });
    CHECK(there == Approx(expected[l]));
    CHECK(two.world.balances[l].emitted == Approx(expected[l]));
  }
}

TEST_CASE("a tissue is laid down after what others remove in the same step has gone") {
  Eroded two;
  two.deposit(0, {0, {105, 105, 105}, 5, 200});
  two.erode(1, 0, {0, {105, 105, 105}, 5, 300});
  CHECK(two.apply());
  const Tissue& tissue = two.world.tissues[0];
  CHECK(tissue.removed == Approx(300));
  CHECK(tissue.formed == Approx(200));  // full before the other made room
  CHECK(tissue.density[10 + 20 * (10 + 20 * 10)] == Approx(0.9));
}

TEST_CASE("a tissue that is full takes no more and hasn't changed") {
  Eroded one;
  one.deposit(0, {0, {105, 105, 105}, 20, 200});
  CHECK_FALSE(one.apply());
  CHECK(one.world.tissues[0].formed == 0);
}

TEST_CASE("erosion under a footprint takes from the surface and not from below it") {
  Eroded one;
  VoxelValues& density = one.world.tissues[0].density;
  for (std::size_t v = 4000; v < 8000; ++v) density[v] = 0;  // above 100 um
  one.erode(0, 0, {0, {105, 105, 100}, 20, 600, {0, 0, -1}});
  CHECK(one.apply());
  CHECK(one.world.tissues[0].removed == Approx(600));
  for (std::size_t v = 0; v < 3600; ++v) CHECK(density[v] == 1);
  CHECK(density[10 + 20 * (10 + 20 * 9)] < 1);
}
