#include "sim/cells/neighbours.hpp"

#include <oneapi/tbb/global_control.h>
#include <oneapi/tbb/task_arena.h>

#include <algorithm>
#include <catch2/catch.hpp>
#include <numeric>
#include <tuple>

#include "tests/cells/contact_oracle.hpp"
#include "tests/cells/packing.hpp"

using namespace exomet;
using namespace exomet::testing;

namespace {

constexpr Boundary closed = Boundary::closed, periodic = Boundary::periodic, flat = Boundary::flat;
constexpr double smallest = 8, largest_diameter = 20, reach = 1.25, widest = reach * largest_diameter;

struct Domain {
  const char* name;
  double x, y, z;
  std::array<Boundary, 3> boundary;
  int cells;

  Geometry geometry() const { return box(x, y, z, boundary); }
};

// From one bin an axis (narrower than the range) over two to many, with every kind of end.
const Domain domains[] = {
    {"closed", 150, 130, 110, {closed, closed, closed}, 900},
    {"periodic", 150, 130, 110, {periodic, periodic, periodic}, 900},
    {"periodic in x and y", 160, 140, 60, {periodic, periodic, closed}, 700},
    {"flat", 300, 260, 10, {periodic, closed, flat}, 500},
    {"flat in x", 10, 200, 200, {flat, periodic, closed}, 400},
    {"a line", 900, 10, 10, {periodic, flat, flat}, 120},
    {"periodic with one bin an axis", 24, 30, 45, {periodic, periodic, periodic}, 30},
    {"periodic with two bins an axis", 51, 60, 74, {periodic, periodic, periodic}, 120},
    {"periodic with three bins an axis", 76, 80, 99, {periodic, periodic, periodic}, 200},
    {"periodic with one two and three bins", 30, 60, 90, {periodic, periodic, periodic}, 150},
    {"closed with one bin", 20, 20, 20, {closed, closed, closed}, 30},
    {"large and sparse", 4e5, 3e5, 2e5, {closed, periodic, closed}, 200},
};

Population cells_in(const Domain& domain) {
  return random_cells(domain.geometry(), domain.cells, 3, smallest, largest_diameter, 11);
}

std::vector<CellIndex> near_of_all(const Geometry& geometry, const Population& cells, const Vec3& point,
                                   double radius) {
  std::vector<CellIndex> found;
  for (CellIndex i = 0; i < cells.size(); ++i)
    if (norm(geometry.difference(point, cells.position(i))) <= radius) found.push_back(i);
  return found;
}

}  // namespace

TEST_CASE("Contact forces are the sums over all pairs in every kind of domain") {
  const auto law = GENERATE(ContactLaw::linear_spring, ContactLaw::quadratic, ContactLaw::hertz);
  const Contact contact = random_contact(law, reach, 3, 5);
  for (const Domain& domain : domains) {
    CAPTURE(domain.name, static_cast<int>(law));
    const Population cells = cells_in(domain);
    const Forces expected = forces_of_all_pairs(domain.geometry(), cells, contact);
    const Forces found = binned_forces(domain.geometry(), cells, contact, reach);
    if (domain.x < 1e5) CHECK(largest(expected) > 0.01);
    CHECK(largest_difference(found, expected) <= 1e-12 * std::max(1.0, largest(expected)));
  }
}

TEST_CASE("Crowds of far more candidates than a batch holds are summed like all pairs") {
  const Geometry geometry = box(20, 20, 20, {periodic, closed, closed});
  const Population cells = random_cells(geometry, 700, 2, smallest, largest_diameter, 3);
  const Contact contact = random_contact(ContactLaw::quadratic, reach, 2, 9);
  const Forces expected = forces_of_all_pairs(geometry, cells, contact);
  CHECK(largest_difference(binned_forces(geometry, cells, contact, reach), expected) <
        1e-12 * largest(expected));
}

TEST_CASE("Forces are added to those already there") {
  const Domain& domain = domains[0];
  const Population cells = cells_in(domain);
  const Contact contact = random_contact(ContactLaw::quadratic, reach, 3, 5);
  const Forces alone = binned_forces(domain.geometry(), cells, contact, reach);
  Neighbours neighbours(domain.geometry());
  neighbours.build(cells, reach);
  std::vector<double> x(cells.size(), 1), y(cells.size(), 2), z(cells.size(), 3);
  neighbours.add_contact_forces(cells, contact, x, y, z);
  for (std::size_t i = 0; i < cells.size(); ++i) {
    CHECK(x[i] == 1 + alone[0][i]);
    CHECK(y[i] == 2 + alone[1][i]);
    CHECK(z[i] == 3 + alone[2][i]);
  }
}

TEST_CASE("Forces leave out who is asked to be left out and nobody else") {
  const Domain& domain = domains[0];
  const Population cells = cells_in(domain);
  const Contact contact = random_contact(ContactLaw::quadratic, reach, 3, 5);
  const Forces all = binned_forces(domain.geometry(), cells, contact, reach);
  Neighbours neighbours(domain.geometry());
  neighbours.build(cells, reach);
  std::vector<double> x(cells.size()), y(cells.size()), z(cells.size());
  std::vector<std::uint8_t> left_out(cells.size());
  for (std::size_t i = 0; i < cells.size(); i += 3) left_out[i] = 1;
  neighbours.add_contact_forces(cells, contact, x, y, z, left_out);
  for (std::size_t i = 0; i < cells.size(); ++i) REQUIRE(x[i] == (left_out[i] ? 0 : all[0][i]));
}

TEST_CASE("Marks stay on cells all of whose neighbours have one") {
  const Domain& domain = domains[0];
  const Population cells = cells_in(domain);
  Neighbours neighbours(domain.geometry());
  neighbours.build(cells, reach);
  std::vector<std::uint8_t> marks(cells.size(), 1);
  for (std::size_t i = 0; i < cells.size(); i += 50) marks[i] = 0;
  const std::vector<std::uint8_t> left = neighbours.without_neighbours_of_others(marks);
  const auto near = contacts_of_all_pairs(domain.geometry(), cells, reach);
  std::size_t still = 0;
  for (CellIndex i = 0; i < cells.size(); ++i) {
    const bool alone = std::all_of(near[i].begin(), near[i].end(), [&](CellIndex j) { return marks[j]; });
    if (!marks[i] || !alone) CHECK_FALSE(left[i]);  // lists reach a little farther: more may lose theirs
    still += left[i];
  }
  CHECK(still > 0);
}

TEST_CASE("Every force has its opposite so that their sum vanishes") {
  for (const Domain& domain : domains) {
    CAPTURE(domain.name);
    const Forces found = binned_forces(domain.geometry(), cells_in(domain),
                                       random_contact(ContactLaw::hertz, reach, 3, 2), reach);
    for (const auto& axis : found)
      CHECK(std::abs(std::accumulate(axis.begin(), axis.end(), 0.0)) <=
            1e-12 * domain.cells * largest(found));
  }
}

TEST_CASE("Forces and contacts have the same bits at any number of threads") {
  Geometry geometry;
  const Population cells = packed_ball(5000, geometry);
  const Contact contact{ContactLaw::quadratic, reach, 1, {0}, {{10, 0.4}}};
  const auto with_threads = [&](int threads) {
    oneapi::tbb::global_control limit(oneapi::tbb::global_control::max_allowed_parallelism, threads);
    oneapi::tbb::task_arena arena(threads);
    return arena.execute([&] {
      Neighbours neighbours(geometry);
      neighbours.build(cells, reach);
      const ContactList list = neighbours.contacts(cells, 1);
      return std::tuple(binned_forces(geometry, cells, contact, reach), list.begin, list.neighbour);
    });
  };
  const auto one = with_threads(1);
  CHECK(largest(std::get<0>(one)) > 0);
  for (const int threads : {2, 3, 7}) CHECK(with_threads(threads) == one);
}

TEST_CASE("Cells a little outside their domain still meet those across the end") {
  Geometry geometry = box(100, 100, 100, {periodic, closed, periodic});
  Population cells = random_cells(geometry, 400, 3, smallest, largest_diameter, 17);
  for (CellIndex i = 0; i < cells.size(); ++i)
    for (auto* axis : {&cells.x, &cells.y, &cells.z}) (*axis)[i] = ((*axis)[i] - 50) * 1.02 + 50;
  const Contact contact = random_contact(ContactLaw::linear_spring, reach, 3, 5);
  const Forces expected = forces_of_all_pairs(geometry, cells, contact);
  CHECK(largest_difference(binned_forces(geometry, cells, contact, reach), expected) <
        1e-12 * largest(expected));
}

TEST_CASE("A cell beyond a periodic end has its neighbours at full range") {
  const Geometry geometry = box(101, 100, 100, {periodic, closed, closed});
  Population cells;
  cells.append(0, {101.9, 50, 50}, 10, 0, 0);
  cells.append(0, {13.2, 50, 50}, 10, 0, 0);  // 12.3 um from it, two bins from the end
  const Contact contact{ContactLaw::linear_spring, reach, 1, {0}, {{2, 0.5}}};
  const Forces found = binned_forces(geometry, cells, contact, reach);
  CHECK(found[0][0] == Approx(0.5 * 2 * 2.3));
  CHECK(found[0][1] == Approx(-0.5 * 2 * 2.3));
}

TEST_CASE("Cells at the same place part in opposite directions within the plane") {
  const bool in_plane = GENERATE(false, true);
  const Geometry geometry = box(60, 60, 10, {closed, closed, in_plane ? flat : closed});
  Population cells;
  for (int i = 0; i < 3; ++i) cells.append(0, {30, 30, 5}, 10, 0, 0);
  const Contact contact{ContactLaw::linear_spring, reach, 1, {0}, {{2, 0.1}}};
  cells.x[2] += 100;  // far away: clamped into the last bin
  const Forces found = binned_forces(geometry, cells, contact, reach);
  const Vec3 first{found[0][0], found[1][0], found[2][0]}, second{found[0][1], found[1][1], found[2][1]};
  CHECK(norm(first) == Approx(2 * 10));
  CHECK(norm(first + second) == 0);
  CHECK((first.z == 0) == in_plane);
  CHECK(found[0][2] == 0);
}

TEST_CASE("Contacts are those of all pairs in ascending order") {
  const double near = GENERATE(1.0, 1.25);
  for (const Domain& domain : domains) {
    CAPTURE(domain.name);
    const Population cells = cells_in(domain);
    Neighbours neighbours(domain.geometry());
    neighbours.build(cells, reach);
    const ContactList found = neighbours.contacts(cells, near);
    const auto expected = contacts_of_all_pairs(domain.geometry(), cells, near);
    REQUIRE(found.begin.size() == cells.size() + 1);
    for (CellIndex i = 0; i < cells.size(); ++i) CHECK(std::ranges::equal(found.of(i), expected[i]));
  }
}

TEST_CASE("The cells near a point are each visited once and none is missed") {
  const double radius = GENERATE(5.0, widest);
  for (const Domain& domain : domains) {
    CAPTURE(domain.name, radius);
    const Population cells = cells_in(domain);
    Neighbours neighbours(domain.geometry());
    neighbours.build(cells, reach);
    const Vec3 end = domain.geometry().extent();
    for (const Vec3& point :
         {Vec3{0, 0, 0}, end * 0.5, end, cells.position(3), Vec3{0.1, 0.9 * end.y, 0.5 * end.z}}) {
      std::vector<CellIndex> found;
      neighbours.for_each_near(cells, point, radius, [&](CellIndex i) { found.push_back(i); });
      std::sort(found.begin(), found.end());
      CHECK(found == near_of_all(domain.geometry(), cells, point, radius));
    }
  }
}

TEST_CASE("Nobody has no neighbours") {
  const Geometry geometry = box(50, 50, 50, {closed, closed, closed});
  Neighbours neighbours(geometry);
  const Population nobody;
  neighbours.build(nobody, 1);
  neighbours.add_contact_forces(nobody, {ContactLaw::hertz, 1, 1, {0}, {{}}}, {}, {}, {});
  CHECK(neighbours.contacts(nobody, 1).neighbour.empty());
  neighbours.for_each_near(nobody, {1, 1, 1}, 0, [](CellIndex) { FAIL("a cell where none is"); });
}
