#include <catch2/catch.hpp>

#include "tests/run/decided.hpp"

using namespace exomet;
using namespace exomet::test;

namespace {

double volume(double diameter) { return diameter * diameter * diameter; }

}  // namespace

TEST_CASE("of two proposals the one of the graver fate is kept in either order") {
  Decided two(2);
  two.decisions.propose(0, {FateKind::die, -1, {}, "own rate"});
  two.decisions.propose(0, {FateKind::divide, -1, {1, 0, 0}, {}});
  two.decisions.propose(1, {FateKind::become, 1, {}, {}});
  two.decisions.propose(1, {FateKind::divide, -1, {1, 0, 0}, {}});
  two();
  CHECK(two.world.cells.life[0] == Life::dying);
  CHECK(two.world.cells.size() == 3);
  CHECK(two.world.cells.type[1] == 0);
  CHECK(two.of(EventKind::become).empty());
}

TEST_CASE("division conserves volume and cargo and is recorded") {
  Decided one(1);
  one.world.cells.cargo[0][0] = 7;
  one.decisions.diameter[0] = 20;  // growth comes first
  one.decisions.propose(0, {FateKind::divide, -1, {0, 0, 1}, {}});
  one();
  const Population& cells = one.world.cells;
  REQUIRE(cells.size() == 2);
  CHECK(volume(cells.diameter[0]) + volume(cells.diameter[1]) == Approx(volume(20)));
  CHECK(cells.cargo[0][0] == 3.5);
  CHECK(cells.cargo[0][1] == 3.5);
  CHECK(cells.born == std::vector<double>{30, 30});
  CHECK(norm(0.5 * (cells.position(0) + cells.position(1)) - Vec3{20, 100, 100}) < 1e-12);
  CHECK(cells.z[1] > cells.z[0]);
  CHECK(cells.parent[1] == cells.id[0]);
  REQUIRE(one.of(EventKind::birth).size() == 1);
  CHECK(one.of(EventKind::birth)[0].cell == cells.id[1]);
}

TEST_CASE("a sheet's cell leaves a full-sized daughter beside it and shares its cargo") {
  Decided one(1);
  one.world.cells.cargo[0][0] = 7;
  one.decisions.propose(0, {FateKind::regrow, -1, {0, 16, 0}, {}});
  one();
  REQUIRE(one.world.cells.size() == 2);
  CHECK(one.world.cells.diameter == std::vector<double>{16, 16});
  CHECK(norm(one.world.cells.position(1) - Vec3{20, 116, 100}) < 1e-12);
  CHECK(one.world.cells.cargo[0] == std::vector<double>{3.5, 3.5});
}

TEST_CASE("two sheet cells don't grow into the same gap in one step") {
  Decided two(2);  // 20 um apart, the gap in between
  two.decisions.propose(0, {FateKind::regrow, -1, {10, 0, 0}, {}});
  two.decisions.propose(1, {FateKind::regrow, -1, {-10, 0, 0}, {}});
  two();
  CHECK(two.world.cells.size() == 3);
  CHECK(two.world.cells.parent[2] == two.world.cells.id[0]);
}

TEST_CASE("the first engulfer in the order of ids gets a dying cell") {
  Decided four(4);
  four.world.cells.life[1] = Life::dying;
  for (CellIndex eater : {3u, 0u, 2u}) four.decisions.actions_of(eater).engulfed = four.world.cells.id[1];
  four();
  CHECK(four.world.cells.size() == 3);
  REQUIRE(four.of(EventKind::removal).size() == 1);
  CHECK(four.of(EventKind::removal)[0].other == 1);
  CHECK(four.of(EventKind::removal)[0].cell == 2);
}

TEST_CASE("a cell that is engulfed doesn't disintegrate as well") {
  Decided two(2);
  two.decisions.actions_of(0).engulfed = two.world.cells.id[1];
  two.decisions.propose(1, {FateKind::vanish, -1, {}, "disintegrated"});
  two();
  REQUIRE(two.of(EventKind::removal).size() == 1);
  CHECK(two.of(EventKind::removal)[0].cause == "engulfed");
}

TEST_CASE("cells that are gone are removed and the others keep their order") {
  Decided four(4);
  four.decisions.propose(0, {FateKind::leave, -1, {}, "x"});
  four.decisions.propose(2, {FateKind::vanish, -1, {}, "disintegrated"});
  four.decisions.propose(3, {FateKind::divide, -1, {0, 1, 0}, {}});
  four();
  CHECK(four.world.cells.id == std::vector<CellId>{2, 4, 5});
  CHECK(four.of(EventKind::leave).size() == 1);
  CHECK(four.world.tallies.at({EventKind::leave, CellTypeId{0}}) == 1);
}

TEST_CASE("a cell that dies lets go and keeps its cause") {
  Decided one(1);
  one.decisions.attachment[0] = Attachment::tissue;
  one.decisions.actions_of(0).attach_to = "matrix";
  one.decisions.propose(0, {FateKind::die, -1, {}, "RNA"});
  one();
  CHECK(one.world.cells.attachment[0] == Attachment::none);
  CHECK(one.of(EventKind::attach).at(0).cause == "matrix");
  CHECK(one.of(EventKind::death).at(0).cause == "RNA");
  CHECK(one.of(EventKind::death).at(0).time == 30);
}

TEST_CASE("erosion removes what is asked for and says that tissue has changed") {
  Decided two(2);
  CHECK_FALSE(two());
  two.decisions = undecided(two.world);
  two.decisions.actions_of(0).erosion = {{0, {105, 105, 105}, 5, 300}};
  two.decisions.actions_of(1).erosion = {{0, {105, 105, 105}, 5, 900}};  // only 700 are left there
  CHECK(two());
  CHECK(two.world.tissues[0].removed == Approx(1000));
}

TEST_CASE("what an eroded volume held goes to the fluid around the cell as its release") {
  Decided two(2);
  two.world.cells.type[1] = 1;
  two.decisions.actions_of(0).erosion = {{0, {105, 105, 105}, 5, 300}};
  two.decisions.actions_of(1).erosion = {{0, {105, 105, 105}, 5, 900}};  // 700 are left
  two.decisions.propose(0, {FateKind::become, 1, {}, {}});               // it was still what it was
  two();
  REQUIRE(two.world.donor_fields.size() == 4);  // species by donor
  const std::vector<double> expected{150, 30, 350, 70};
  for (std::size_t l = 0; l < 4; ++l) {
    const DonorField& donor_field = two.world.donor_fields[l];
    CHECK(donor_field.species == static_cast<int>(l % 2));
    CHECK(donor_field.donor == static_cast<int>(l / 2));
    const std::size_t at = l < 2 ? 2 + 20 * (10 + 20 * 10) : 4 + 20 * (10 + 20 * 10);  // of the cell
    CHECK(donor_field.counts[at] == Approx(expected[l]));
    CHECK(two.world.balances[l].emitted == Approx(expected[l]));
  }
}

TEST_CASE("a tissue is laid down after what others remove in the same step has gone") {
  Decided two(2);
  two.decisions.actions_of(0).deposition = {{0, {105, 105, 105}, 5, 200}};
  two.decisions.actions_of(1).erosion = {{0, {105, 105, 105}, 5, 300}};
  CHECK(two());
  const Tissue& tissue = two.world.tissues[0];
  CHECK(tissue.removed == Approx(300));
  CHECK(tissue.formed == Approx(200));  // full before the other made room
  CHECK(tissue.density[10 + 20 * (10 + 20 * 10)] == Approx(0.9));
}

TEST_CASE("a tissue that is full takes no more and hasn't changed") {
  Decided one(1);
  one.decisions.actions_of(0).deposition = {{0, {105, 105, 105}, 20, 200}};
  CHECK_FALSE(one());
  CHECK(one.world.tissues[0].formed == 0);
}

TEST_CASE("erosion under a footprint takes from the surface and not from below it") {
  Decided one(1);
  VoxelValues& density = one.world.tissues[0].density;
  for (std::size_t v = 4000; v < 8000; ++v) density[v] = 0;  // above 100 um
  one.decisions.actions_of(0).erosion = {{0, {105, 105, 100}, 20, 600, {0, 0, -1}}};
  CHECK(one());
  CHECK(one.world.tissues[0].removed == Approx(600));
  for (std::size_t v = 0; v < 3600; ++v) CHECK(density[v] == 1);
  CHECK(density[10 + 20 * (10 + 20 * 9)] < 1);
}
