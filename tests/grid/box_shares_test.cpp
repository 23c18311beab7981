#include "sim/grid/box_shares.hpp"

#include <catch2/catch.hpp>

using namespace exomet;

namespace {
Geometry grid() {
  Geometry made;
  made.voxels = {5, 4, 3}, made.spacing = {10, 5, 20};
  return made;
}
double volume(const Vec3& low, const Vec3& high) {
  double sum = 0;
  BoxShares(grid(), low, high).for_each(grid(), [&](std::size_t, double share) { sum += share; });
  return sum * grid().voxel_volume();
}
}  // namespace

TEST_CASE("the shares of a box add up to its volume however thin it is and wherever it ends") {
  CHECK(volume({0, 0, 0}, {50, 20, 60}) == 50 * 20 * 60);
  CHECK(volume({12, 0, 0}, {14, 20, 60}) == Approx(2 * 20 * 60));
  CHECK(volume({0, 3, 7}, {25, 16.5, 41}) == Approx(25 * 13.5 * 34));
  CHECK(volume({-20, -5, 50}, {15, 100, 900}) == Approx(15 * 20 * 10));  // cut off at the grid
  CHECK(volume({20, 0, 0}, {20, 20, 60}) == 0);
  CHECK(volume({60, 0, 0}, {70, 20, 60}) == 0);
}

TEST_CASE("a sum in a box weighs voxels with their shares") {
  std::vector<double> values(grid().size(), 1.0);
  values[grid().index(1, 0, 0)] = 3;
  const BoxSum sum = sum_in_box(grid(), values, BoxShares(grid(), {15, 0, 0}, {30, 5, 20}));
  CHECK(sum.voxels == Approx(1.5));
  CHECK(sum.values == Approx(0.5 * 3 + 1));
}
