#include "sim/cells/verlet_lists.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <random>

#include "tests/cells/contact_oracle.hpp"
#include "tests/cells/packing.hpp"

using namespace exomet;
using namespace exomet::testing;

namespace {

constexpr Boundary closed = Boundary::closed, periodic = Boundary::periodic, flat = Boundary::flat;
constexpr double reach = 1.25;

void move_a_little(Population& cells, double most, std::mt19937& engine) {
  std::uniform_real_distribution<double> shift(-most, most);
  for (CellIndex i = 0; i < cells.size(); ++i)
    cells.x[i] += shift(engine), cells.y[i] += shift(engine), cells.z[i] += shift(engine);
}

void grow_a_little(Population& cells) {
  for (CellIndex i = 0; i < cells.size(); i += 3) cells.diameter[i] *= 1.002;
}

Forces forces_by(const Neighbours& neighbours, const Population& cells, const Contact& contact) {
  Forces forces;
  for (auto& axis : forces) axis.assign(cells.size(), 0.0);
  neighbours.add_contact_forces(cells, contact, forces[0], forces[1], forces[2]);
  return forces;
}

// Small cells with one in thirty that is several times larger.
Population with_giants(const Geometry& geometry, int cells) {
  Population all = random_cells(geometry, cells, 3, 8, 12, 21);
  for (CellIndex i = 7; i < all.size(); i += 30) all.diameter[i] = 35 + i % 11;
  return all;
}

}  // namespace

TEST_CASE("Forces and contacts have the same bits by old lists as by new ones") {
  const auto law = GENERATE(ContactLaw::linear_spring, ContactLaw::quadratic, ContactLaw::hertz);
  const Geometry geometry = box(90, 80, 70, {periodic, closed, periodic});
  Population cells = with_giants(geometry, 500);
  const Contact contact = random_contact(law, reach, 3, 5);
  Neighbours kept(geometry);
  std::mt19937 engine(3);
  constexpr int steps = 60;
  for (int step = 0; step < steps; ++step) {
    Neighbours fresh(geometry);
    kept.build(cells, reach), fresh.build(cells, reach);
    REQUIRE(forces_by(kept, cells, contact) == forces_by(fresh, cells, contact));
    const ContactList a = kept.contacts(cells, 1.1), b = fresh.contacts(cells, 1.1);
    REQUIRE(a.begin == b.begin);
    REQUIRE(a.neighbour == b.neighbour);
    move_a_little(cells, 0.1, engine);
    grow_a_little(cells);
  }
  CHECK(kept.lists().builds() > 1);  // so that there were old lists and such as had become too old
  CHECK(kept.lists().builds() < steps / 3);
}

TEST_CASE(
    "Cells far from the origin are near each other as soon as they are, though lists remember rounded "
    "places") {
  const Geometry geometry = box(2e6, 100, 100, {closed, closed, closed});
  for (int n = 0; n < 500; ++n) {
    const double x = 1e6 + 0.001 * n;
    Population cells;
    for (const double at : {x, x + 19.361}) cells.append(0, {at, 50, 50}, 16, 0, 0);
    Neighbours kept(geometry);
    kept.build(cells, 1.1);  // lists go to 1.1 * 16 and twice 0.88, which each may move
    cells.x[0] += 0.8806, cells.x[1] -= 0.8806;
    kept.build(cells, 1.1);
    REQUIRE(kept.contacts(cells, 1.1).of(0).size() == 1);
  }
}

TEST_CASE("Lists are made anew when cells come or go or grow much or another reach is asked for") {
  const Geometry geometry = box(90, 80, 70, {closed, closed, closed});
  Population cells = random_cells(geometry, 200, 1, 8, 12, 1);
  VerletLists lists(geometry);
  lists.update(cells, reach);
  lists.update(cells, reach);
  CHECK(lists.builds() == 1);
  cells.diameter[17] *= 1.5;
  lists.update(cells, reach);
  CHECK(lists.builds() == 2);
  cells.append(0, {10, 10, 10}, 9, 0, 0);
  lists.update(cells, reach);
  CHECK(lists.builds() == 3);
  lists.update(cells, 1.1);
  CHECK(lists.builds() == 4);
  cells.x[3] += 2;
  lists.update(cells, 1.1);
  CHECK(lists.builds() == 5);
}

TEST_CASE("Lists come to last for several steps however fast the cells are") {
  const bool large_ones_run = GENERATE(false, true);
  const Geometry geometry = box(300, 280, 270, {periodic, closed, periodic});
  Population cells = with_giants(geometry, 400);
  Neighbours kept(geometry);
  const Contact contact = random_contact(ContactLaw::quadratic, reach, 3, 5);
  std::mt19937 engine(3);
  std::uniform_real_distribution<double> shift(-4, 4);
  constexpr int steps = 200;
  for (int step = 0; step < steps; ++step) {
    Neighbours now(geometry);
    kept.build(cells, reach), now.build(cells, reach);
    REQUIRE(forces_by(kept, cells, contact) == forces_by(now, cells, contact));
    for (CellIndex i = 0; i < cells.size(); ++i)
      if (!large_ones_run || cells.diameter[i] > 30)
        cells.x[i] += shift(engine), cells.y[i] += shift(engine), cells.z[i] += shift(engine);
  }
  CHECK(kept.lists().builds() < steps / 4);
}

TEST_CASE("Few large cells among many small ones meet all that they touch") {
  const auto boundary =
      GENERATE(std::array{closed, closed, closed}, std::array{periodic, periodic, closed},
               std::array{periodic, periodic, flat}, std::array{periodic, periodic, periodic});
  const double size = GENERATE(60.0, 200.0);
  const Geometry geometry = box(size, size + 13, boundary[2] == flat ? 10 : size, boundary);
  Population cells = with_giants(geometry, 800);
  for (CellIndex i = 7; i < cells.size(); i += 210)
    cells.diameter[i] = 59;  // larger by far than other large ones
  const Contact contact = random_contact(ContactLaw::quadratic, reach, 3, 5);
  Neighbours neighbours(geometry);
  neighbours.build(cells, reach);
  const Forces expected = forces_of_all_pairs(geometry, cells, contact);
  CHECK(largest_difference(forces_by(neighbours, cells, contact), expected) < 1e-12 * largest(expected));
  const ContactList found = neighbours.contacts(cells, 1.1);
  const auto touching = contacts_of_all_pairs(geometry, cells, 1.1);
  for (CellIndex i = 0; i < cells.size(); ++i) CHECK(std::ranges::equal(found.of(i), touching[i]));
}

TEST_CASE("Cells that have moved since the lists were made are found near a point in ascending order") {
  const Geometry geometry = box(90, 80, 70, {periodic, closed, periodic});
  Population cells = with_giants(geometry, 500);
  Neighbours neighbours(geometry);
  neighbours.build(cells, reach);
  std::mt19937 engine(5);
  move_a_little(cells, 0.2, engine);
  neighbours.build(cells, reach);
  REQUIRE(neighbours.lists().builds() == 1);
  for (const double radius : {3.0, 17.0, 60.0})
    for (CellIndex i = 0; i < 50; ++i) {
      const Vec3 point = cells.position(i);
      std::vector<CellIndex> found, expected;
      neighbours.for_each_near(cells, point, radius, [&](CellIndex j) { found.push_back(j); });
      for (CellIndex j = 0; j < cells.size(); ++j)
        if (norm(geometry.difference(point, cells.position(j))) <= radius) expected.push_back(j);
      CHECK(found == expected);
    }
}
