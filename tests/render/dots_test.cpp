// Dots of a field: as many as its amounts ask for, in their voxels, and where they were before.
#include "viz/render/dots.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <limits>

namespace exomet::test {
namespace {

const Lattice cube{{10, 20, 5}, {2, 3, 4}};
constexpr std::size_t voxels = 10 * 20 * 5;

bool holds(const std::vector<Vec3>& dots, const Vec3& dot) {
  return std::any_of(dots.begin(), dots.end(),
                     [&](const Vec3& d) { return d.x == dot.x && d.y == dot.y && d.z == dot.z; });
}

}  // namespace

TEST_CASE("a dot stands for a round number of EVs, of which there are at most as many dots as wanted") {
  CHECK(amount_per_dot(829018, 6000, true) == 200);
  CHECK(amount_per_dot(1e6, 1000, true) == 1000);
  CHECK(amount_per_dot(1e6 + 1, 1000, true) == 2000);
  CHECK(amount_per_dot(2001, 1000, true) == 5);
  CHECK(amount_per_dot(5001, 1000, true) == 10);
  CHECK(amount_per_dot(30, 1000, true) == 1);
  CHECK(amount_per_dot(30, 1000, false) == Approx(0.05));
  CHECK(amount_per_dot(0, 1000, false) == 1);
  CHECK(amount_per_dot(std::numeric_limits<double>::infinity(), 1000, false) == 1);
}

TEST_CASE("a voxel of so many dots has the whole number below or above") {
  for (const double amount : {0.0, 0.3, 1.0, 2.5, 7.9}) {
    std::vector<double> amounts(voxels);
    amounts[537] = amount * 50;  // x 7, y 13, z 2
    const auto dots = dots_of(amounts, cube, 50);
    INFO(amount);
    CHECK(static_cast<double>(dots.size()) >= std::floor(amount));
    CHECK(static_cast<double>(dots.size()) <= std::ceil(amount));
    for (const Vec3& dot : dots) {
      CHECK((dot.x >= 14 && dot.x <= 16));
      CHECK((dot.y >= 39 && dot.y <= 42));
      CHECK((dot.z >= 8 && dot.z <= 12));
    }
  }
}

TEST_CASE("all dots together are as many as the field asks for") {
  const double share = 0.37;
  const auto dots = dots_of(std::vector<double>(voxels, share), cube, 1);
  const double deviation = std::sqrt(voxels * share * (1 - share));
  CHECK(std::abs(static_cast<double>(dots.size()) - voxels * share) < 4 * deviation);
}

TEST_CASE("how many dots there will be is known before") {
  std::vector<double> amounts(voxels, 0.37);
  CHECK(expected_dots(amounts, 0.5) == Approx(voxels * 0.74));
  amounts[0] = std::numeric_limits<double>::quiet_NaN();
  amounts[1] = -5;
  CHECK(expected_dots(amounts, 0.5) == Approx((voxels - 2) * 0.74));
  CHECK(expected_dots(amounts, 1e-320) == std::numeric_limits<double>::infinity());
}

TEST_CASE("dots fill their voxels evenly") {
  const auto dots = dots_of(std::vector<double>(voxels, 40), cube, 1);
  REQUIRE(dots.size() == 40 * voxels);
  Vec3 mean, square;
  for (const Vec3& dot : dots)
    for (int axis = 0; axis < 3; ++axis) {
      const double part = dot[axis] / cube.spacing[axis] - std::floor(dot[axis] / cube.spacing[axis]);
      mean[axis] += part / 40 / voxels;
      square[axis] += part * part / 40 / voxels;
    }
  for (int axis = 0; axis < 3; ++axis) {
    CHECK(mean[axis] == Approx(0.5).margin(4 * 0.289 / std::sqrt(40.0 * voxels)));
    CHECK(square[axis] - mean[axis] * mean[axis] == Approx(1 / 12.0).margin(0.003));
  }
}

TEST_CASE("when a field grows its dots stay and more come") {
  std::vector<double> less(voxels), more(voxels);
  for (std::size_t v = 0; v < voxels; ++v)
    less[v] = 0.01 * static_cast<double>(v % 97), more[v] = less[v] * 1.7;
  const auto before = dots_of(less, cube, 0.5), after = dots_of(more, cube, 0.5);
  CHECK(after.size() > before.size() + 100);
  CHECK(std::all_of(before.begin(), before.end(), [&](const Vec3& dot) { return holds(after, dot); }));
}

TEST_CASE("what isn't a number or below zero has no dots") {
  std::vector<double> amounts(voxels);
  amounts[0] = std::numeric_limits<double>::quiet_NaN();
  amounts[1] = std::numeric_limits<double>::infinity();
  amounts[2] = -5;
  CHECK(dots_of(amounts, cube, 1).empty());
}

}  // namespace exomet::test
