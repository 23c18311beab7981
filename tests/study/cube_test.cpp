// Designs against what defines them.
#include "sim/study/design/cube.hpp"

#include <catch2/catch.hpp>
#include <cmath>
#include <set>

using namespace exomet;

TEST_CASE("random draws don't change when points or axes are added") {
  const Cube small = random_cube(10, {"a", "b"}, 1), large = random_cube(30, {"c", "b", "a"}, 1);
  for (std::size_t i = 0; i < small.size(); ++i) {
    CHECK(small[i][0] == large[i][2]);
    CHECK(small[i][1] == large[i][1]);
  }
  CHECK(small[0][0] != small[0][1]);
  CHECK(random_cube(1, {"a"}, 2)[0][0] != small[0][0]);
}

TEST_CASE("a latin hypercube has one point in each slice of each axis") {
  const Cube cube = latin_hypercube(37, {"a", "b", "c"}, 5);
  REQUIRE(cube.size() == 37);
  for (std::size_t axis = 0; axis < 3; ++axis) {
    std::set<int> slices;
    for (const auto& point : cube) slices.insert(static_cast<int>(point[axis] * 37));
    CHECK(slices.size() == 37);
  }
  bool same_order = true;
  for (const auto& point : cube)
    same_order &= static_cast<int>(point[0] * 37) == static_cast<int>(point[1] * 37);
  CHECK_FALSE(same_order);
}

TEST_CASE("the sobol sequence starts as published and fills each half equally") {
  const Cube cube = sobol_cube(7, 3);
  // Bratley and Fox 1988 with the direction numbers of Joe and Kuo; the first point (0 0 0) is left out.
  CHECK(cube[0] == std::vector<double>{0.5, 0.5, 0.5});
  CHECK(cube[1] == std::vector<double>{0.75, 0.25, 0.25});
  CHECK(cube[2] == std::vector<double>{0.25, 0.75, 0.75});
  const Cube many = sobol_cube(1023, 5);
  for (std::size_t axis = 0; axis < 5; ++axis) {
    int below = 0;
    for (const auto& point : many) below += point[axis] < 0.5;
    CHECK(below == 511);  // with the point at 0 it would be half of 1024
  }
}

TEST_CASE("each step of a morris trajectory moves one axis by the same length within the grid") {
  constexpr long levels = 6;
  constexpr std::size_t axes = 4, trajectories = 50;
  const Cube cube = morris_cube(trajectories, axes, levels, 3);
  REQUIRE(cube.size() == trajectories * (axes + 1));
  std::set<double> seen;
  for (std::size_t t = 0; t < trajectories; ++t) {
    std::set<std::size_t> moved;
    for (std::size_t s = 0; s < axes; ++s) {
      const auto &a = cube[t * (axes + 1) + s], &b = cube[t * (axes + 1) + s + 1];
      for (std::size_t i = 0; i < axes; ++i) {
        seen.insert(std::round(a[i] * 5));
        CHECK(std::abs(a[i] * 5 - std::round(a[i] * 5)) < 1e-12);
        if (a[i] == b[i]) continue;
        moved.insert(i);
        CHECK(std::abs(a[i] - b[i]) == Approx(3.0 / 5));
      }
    }
    CHECK(moved.size() == axes);
  }
  CHECK(seen == std::set<double>{0, 1, 2, 3, 4, 5});
}

TEST_CASE("saltelli's points mix two independent halves one axis at a time") {
  const Cube cube = saltelli_cube(8, 3);
  REQUIRE(cube.size() == 8 * 5);
  for (std::size_t row = 0; row < 8; ++row) {
    const auto &a = cube[5 * row], &b = cube[5 * row + 1];
    for (std::size_t i = 0; i < 3; ++i)
      for (std::size_t j = 0; j < 3; ++j) CHECK(cube[5 * row + 2 + i][j] == (i == j ? b[j] : a[j]));
  }
}
