// Fusion and giving off, in the order of ids, and what else happens to the two in the same step.
#include <catch2/catch.hpp>

#include "tests/run/decided.hpp"

using namespace exomet;
using namespace exomet::test;

TEST_CASE("a cell that takes in another has the cargo of both and lies between them") {
  Decided two(2);
  two.world.cells.cargo[0] = {3, 4};
  two.world.cells.diameter = {20, 10};
  two.fuse(0, 1);
  two();
  const Population& cells = two.world.cells;
  REQUIRE(cells.size() == 1);
  CHECK(cells.id[0] == 1);
  CHECK(cells.cargo[0][0] == 7);
  CHECK(cells.x[0] == Approx(20 + 20 * 100.0 / 500));  // 20 um apart, weighed by their footprints
  REQUIRE(two.of(EventKind::fuse).size() == 1);
  const Event fusion = two.of(EventKind::fuse)[0];
  CHECK(fusion.cell == 2);
  CHECK(fusion.other == 1);
  CHECK(fusion.position.x == 40);
  CHECK(two.world.tallies.at({EventKind::fuse, CellTypeId{0}}) == 1);
}

TEST_CASE("cells fuse across joined ends") {
  Decided two(2);
  two.world.cells.x = {4, 196};
  two.fuse(1, 0);
  two();
  REQUIRE(two.world.cells.size() == 1);
  CHECK(two.world.cells.id[0] == 2);
  CHECK(std::abs(std::remainder(two.world.cells.x[0], 200)) < 1e-9);
}

TEST_CASE("of two cells that want to take in each other the first in the order of ids does") {
  Decided two(2);
  two.world.cells.cargo[0] = {3, 4};
  two.fuse(1, 0);
  two.fuse(0, 1);
  two();
  CHECK(two.world.cells.id == std::vector<CellId>{1});
  CHECK(two.world.cells.cargo[0] == std::vector<double>{7});
  CHECK(two.of(EventKind::fuse).size() == 1);
}

TEST_CASE("one cell isn't taken in by two and one that has taken in another isn't taken in itself") {
  Decided four(4);
  four.world.cells.cargo[0] = {1, 2, 4, 8};
  four.fuse(0, 2);
  four.fuse(1, 2);
  four.fuse(3, 0);  // it is no longer what it was when they met
  four();
  CHECK(four.world.cells.id == std::vector<CellId>{1, 2, 4});
  CHECK(four.world.cells.cargo[0] == std::vector<double>{5, 2, 8});
}

TEST_CASE("a chain of fusions in one step makes pairs and conserves cargo and nuclei") {
  Decided five(5);
  for (CellIndex i = 0; i < 5; ++i) five.world.cells.type[i] = 2;
  five.world.cells.cargo[0] = {1, 2, 4, 8, 16};
  std::vector<double>& nuclei = five.world.cells.state[five.world.cells.column("nuclei")];
  nuclei = {1, 2, 3, 1, 1};
  for (CellIndex i = 0; i < 4; ++i) five.fuse(i, i + 1);
  five();
  CHECK(five.world.cells.id == std::vector<CellId>{1, 3, 5});
  CHECK(five.world.cells.cargo[0] == std::vector<double>{3, 12, 16});
  CHECK(five.world.cells.state[five.world.cells.column("nuclei")] == std::vector<double>{3, 4, 1});
  CHECK(five.world.cells.diameter[0] == Approx(16 * std::sqrt(2)));
}

TEST_CASE(
    "a partner that dies or divides or turns or is engulfed in the same step isn't taken in by a later one") {
  const auto left = [](const Fate& fate, bool engulfed) {
    Decided three(3);
    three.decisions.propose(0, fate);
    three.fuse(1, 0);
    if (engulfed) three.world.cells.life[0] = Life::dying, three.decisions.actions_of(2).engulfed = 1;
    three();
    CHECK(three.of(EventKind::fuse).empty());
    return three.world.cells.size();
  };
  CHECK(left({FateKind::die, -1, {}, "own rate"}, false) == 3);
  CHECK(left({FateKind::divide, -1, {0, 1, 0}, {}}, false) == 4);
  CHECK(left({FateKind::become, 1, {}, {}}, false) == 3);
  CHECK(left({FateKind::leave, -1, {}, "x"}, false) == 2);
  CHECK(left({}, true) == 2);
}

TEST_CASE("a partner that has given off a cell in the same step is taken in") {
  Decided two(2);
  two.decisions.propose(0, {FateKind::bud, 1, {0, 1, 0}, {}});
  two.fuse(1, 0);
  two();
  CHECK(two.world.cells.id == std::vector<CellId>{2, 3});
  CHECK(two.world.cells.type == std::vector<CellTypeId>{0, 1});
}

TEST_CASE("a cell that is taken in does nothing else in that step") {
  for (const Fate& fate : {Fate{FateKind::divide, -1, {0, 1, 0}, {}}, Fate{FateKind::bud, 1, {0, 1, 0}, {}},
                           Fate{FateKind::die, -1, {}, "own rate"}, Fate{FateKind::become, 1, {}, {}}}) {
    Decided two(2);
    two.world.cells.cargo[0] = {3, 4};
    two.fuse(0, 1);
    two.decisions.propose(1, fate);
    two();
    CHECK(two.world.cells.id == std::vector<CellId>{1});
    CHECK(two.world.cells.cargo[0] == std::vector<double>{7});
    CHECK(two.happened.events.size() == 1);
  }
}

TEST_CASE("a fusion with somebody who isn't there or with oneself is none") {
  Decided two(2);
  two.decisions.propose(0, {FateKind::fuse, -1, {}, {}, 99});
  two.fuse(1, 1);
  two();
  CHECK(two.world.cells.size() == 2);
  CHECK(two.happened.events.empty());
}

TEST_CASE("a mother gives off a daughter of another type and keeps what she has") {
  Decided two(2);
  two.world.cells.cargo[0] = {3, 4};
  two.world.cells.diameter[0] = 20;
  two.decisions.propose(0, {FateKind::bud, 1, {0, 0, -1}, {}});
  two.decisions.propose(1, {FateKind::bud, 2, {0, 1, 0}, {}});
  two();
  const Population& cells = two.world.cells;
  CHECK(cells.id == std::vector<CellId>{1, 2, 3, 4});
  CHECK(cells.type == std::vector<CellTypeId>{0, 0, 1, 2});
  CHECK(cells.cargo[0] == std::vector<double>{3, 4, 0, 0});
  CHECK(norm(cells.position(2) - Vec3{20, 100, 100 - 10 - 8}) < 1e-12);
  CHECK(cells.diameter[2] == 16);
  CHECK(cells.born == std::vector<double>{0, 0, 30, 30});
  CHECK(cells.parent == std::vector<CellId>{0, 0, 1, 2});
  CHECK(cells.state[two.world.cells.column("nuclei")][3] == 1);  // set up as its type is
}

TEST_CASE("of giving off and becoming giving off is kept and division rather than either") {
  Decided two(2);
  two.decisions.propose(0, {FateKind::bud, 1, {0, 1, 0}, {}});
  two.decisions.propose(0, {FateKind::become, 1, {}, {}});
  two.decisions.propose(1, {FateKind::divide, -1, {0, 1, 0}, {}});
  two.decisions.propose(1, {FateKind::bud, 1, {0, 1, 0}, {}});
  two();
  CHECK(two.world.cells.type == std::vector<CellTypeId>{0, 0, 1, 0});
}
