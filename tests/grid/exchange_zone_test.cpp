#include "sim/grid/exchange/exchange_zone.hpp"

#include <catch2/catch.hpp>
#include <cmath>
#include <map>
#include <numbers>

#include "sim/grid/exchange/lattice_green.hpp"

using namespace exomet;

namespace {
Geometry box(std::array<int, 3> voxels, double spacing, Boundary boundary = Boundary::closed) {
  Geometry grid;
  grid.voxels = voxels;
  grid.spacing = {spacing, spacing, spacing};
  for (auto& ends : grid.boundary) ends = {boundary, boundary};
  return grid;
}

std::map<std::array<int, 3>, double> shares(const ExchangeZone& zone) {
  std::map<std::array<int, 3>, double> shares;
  zone.visit([&](const std::array<int, 3>& at, double share) { shares[at] += share; });
  return shares;
}

double all(const ExchangeZone& zone) {
  double sum = 0;
  zone.visit([&](const std::array<int, 3>&, double share) { sum += share; });
  return sum;
}
}  // namespace

TEST_CASE("a cell exchanges with the voxels that a cube around it overlaps, by volume") {
  const Geometry grid = box({8, 8, 8}, 10);
  const auto found = shares({grid, {34, 40, 45}, 20});  // 24..44, 30..50, 35..55
  const double x[] = {0.3, 0.5, 0.2}, y[] = {0.5, 0.5}, z[] = {0.25, 0.5, 0.25};
  REQUIRE(found.size() == 18);
  for (int i = 0; i < 3; ++i)
    for (int j = 0; j < 2; ++j)
      for (int k = 0; k < 3; ++k)
        CHECK(found.at({2 + i, 3 + j, 3 + k}) == Approx(x[i] * y[j] * z[k]).epsilon(1e-13));
}

TEST_CASE("in large voxels a cell exchanges with one and a half along each axis") {
  const auto found = shares({box({8, 8, 8}, 10), {35, 35, 40}, 2});  // 27.5..42.5 in x and y, 32.5..47.5 in z
  REQUIRE(found.size() == 18);
  CHECK(found.at({3, 3, 3}) == Approx(2. / 3 * 2 / 3 / 2).epsilon(1e-13));
  CHECK(found.at({2, 4, 4}) == Approx(1. / 6 / 6 / 2).epsilon(1e-13));
}

TEST_CASE("what a cell does beyond an end is mirrored and across a joined end it goes round") {
  const auto mirrored = shares({box({8, 1, 1}, 10), {2, 5, 5}, 20});  // -8..12
  REQUIRE(mirrored.size() == 2);
  CHECK(mirrored.at({0, 0, 0}) == Approx(0.9));
  CHECK(mirrored.at({1, 0, 0}) == Approx(0.1));
  const auto round = shares({box({8, 1, 1}, 10, Boundary::periodic), {2, 5, 5}, 20});
  REQUIRE(round.size() == 3);
  CHECK(round.at({7, 0, 0}) == Approx(0.4));
  CHECK(round.at({0, 0, 0}) == Approx(0.5));
}

TEST_CASE("shares add up to one anywhere, of cells small and large, also beside tissue") {
  for (const Boundary boundary : {Boundary::closed, Boundary::periodic})
    for (const double diameter : {1.0, 14.0, 35.0, 500.0})
      for (const double at : {0.0, 3.0, 17.5, 29.99, 30.0}) {
        const Geometry grid = box({3, 5, 40}, 10, boundary);
        CHECK(all({grid, {at, at, at}, diameter}) == Approx(1).epsilon(1e-13));
        std::vector<double> free(grid.size(), 1.0);
        for (std::size_t v = 0; v < free.size(); v += 2) free[v] = 0;
        CHECK(all({grid, {at, at, at}, diameter, free}) == Approx(1).epsilon(1e-13));
      }
}

TEST_CASE("a cell beside tissue exchanges with the fluid, and one inside it as elsewhere") {
  const Geometry grid = box({8, 8, 8}, 10);
  std::vector<double> free(grid.size(), 1.0);
  for (int z = 0; z < 4; ++z)
    for (int y = 0; y < 8; ++y)
      for (int x = 0; x < 8; ++x) free[grid.index(x, y, z)] = 0;
  const auto beside = shares({grid, {40, 40, 42}, 20, free});  // z from 32 to 52
  double in_tissue = 0;
  for (const auto& [at, share] : beside)
    if (at[2] < 4) in_tissue += share;
  CHECK(in_tissue == Approx(0.01 * 0.4 / (0.01 * 0.4 + 0.6)).epsilon(1e-12));
  for (const auto& [at, share] : shares({grid, {40, 40, 18}, 20, free}))
    CHECK(share == Approx(shares({grid, {40, 40, 18}, 20}).at(at)).epsilon(1e-12));
}

TEST_CASE("the mean squared distance of what a cell exchanges with is that of its voxels") {
  const Geometry grid = box({9, 9, 1}, 10);
  CHECK(ExchangeZone(grid, {45, 45, 5}, 15).spread() == Approx(2 * 100 / 3.));  // 1/6, 2/3, 1/6 on both axes
  CHECK(ExchangeZone(grid, {40, 45, 5}, 15).spread() == Approx(25 + 100 / 3.));
}

// sum over neighbours (G - G'), which is 1 in the source and 0 elsewhere.
TEST_CASE("the lattice's Green's function solves its equation") {
  const auto at = [](int i, int j, int k) { return lattice_green(std::abs(i), std::abs(j), std::abs(k)); };
  for (int i = 0; i < 8; ++i)
    for (int j = 0; j <= i; ++j)
      for (int k = 0; k <= j; ++k) {
        const double flows = 6 * at(i, j, k) - at(i + 1, j, k) - at(i - 1, j, k) - at(i, j + 1, k) -
                             at(i, j - 1, k) - at(i, j, k + 1) - at(i, j, k - 1);
        const double within = i < 2 ? 1e-6 : 2e-3;  // nodes by number alone, and with some of the expansion
        CAPTURE(i, j, k);
        CHECK(std::abs(flows - (i == 0)) < within);
      }
}

// The integral, by number, in 9 digits.
TEST_CASE("the expansion of the Green's function is within 1.1 percent from three steps on") {
  CHECK(lattice_green(3, 0, 0) == Approx(0.027545134).epsilon(0.011));
  CHECK(lattice_green(1, 3, 1) == Approx(0.024032622).epsilon(0.011));
  CHECK(lattice_green(3, 3, 3) == Approx(0.015219313).epsilon(0.011));
  CHECK(lattice_green(0, 4, 0) == Approx(0.020288871).epsilon(0.011));
  CHECK(lattice_green(0, 0, 40) == Approx(1 / (4 * std::numbers::pi * 40)).epsilon(0.001));
}

TEST_CASE("the resistance of a cell that is wide in voxels is that of a cube") {
  // A cube of edge b that emits evenly: 1.88231 / (4 pi b), its mean potential (Hummer 1996).
  const Geometry grid = box({40, 40, 40}, 2);
  CHECK(ExchangeZone(grid, {41, 41, 41}, 30).resistance() ==
        Approx(1.88231 / (4 * std::numbers::pi * 30)).epsilon(0.005));
}
