#include "sim/grid/diffusion/faces.hpp"

#include <catch2/catch.hpp>
#include <vector>

using namespace exomet;

namespace {
Geometry line(int voxels, Boundary low, Boundary high) {
  Geometry grid;
  grid.voxels = {voxels, 1, 1};
  grid.spacing = {10, 20, 5};
  grid.boundary[0] = {low, high};
  return grid;
}
}  // namespace

TEST_CASE("a face conducts the harmonic mean of its two sides and an end twice as much") {
  const Faces faces(line(4, Boundary::closed, Boundary::open), std::vector<double>{100, 50, 0, 25}, 2);
  const double* const x = faces.along(0, 0);
  CHECK(x[0] == 0);
  CHECK(x[1] == Approx(2 * 100 * 50 / 150.0 * 2 / 100));
  CHECK(x[2] == 0);
  CHECK(x[3] == 0);
  CHECK(x[4] == Approx(2 * 25 * 2 / 100.0));
  CHECK(faces.conducts(0));
  CHECK_FALSE(faces.conducts(1));
}

TEST_CASE("the ends of a joined axis have one face, a single voxel none") {
  const Faces faces(line(3, Boundary::periodic, Boundary::periodic), std::vector<double>{100, 50, 25}, 1);
  CHECK(faces.along(0, 0)[0] == Approx(2 * 100 * 25 / 125.0 / 100));
  CHECK(faces.along(0, 0)[3] == faces.along(0, 0)[0]);
  CHECK_FALSE(Faces(line(1, Boundary::periodic, Boundary::periodic), 100.0, 1).conducts(0));
}

TEST_CASE("coarser faces conduct what the distance between the centres leaves") {
  // Five voxels become two pairs and a single one: 2, 2 and 1 wide.
  const Faces fine(line(5, Boundary::fixed, Boundary::open), 100.0, 1), coarse = fine.coarser();
  REQUIRE(coarse.shape().voxels == std::array<std::size_t, 3>{3, 1, 1});
  const double* const x = coarse.along(0, 0);
  CHECK(x[0] == Approx(1));        // one spacing to the end instead of half
  CHECK(x[1] == Approx(0.5));      // two spacings
  CHECK(x[2] == Approx(1 / 1.5));  // one and a half
  CHECK(x[3] == Approx(2));        // half a spacing still
}

TEST_CASE("axes that conduct little are not halved until the others are") {
  Geometry grid;
  grid.voxels = {8, 8, 8};
  grid.spacing = {10, 10, 100};
  Faces faces(grid, 50.0, 1);
  CHECK(faces.coarser().shape().voxels == std::array<std::size_t, 3>{4, 4, 8});
  int levels = 0;
  for (; faces.shape().size() > 1; ++levels) faces = faces.coarser();
  CHECK(levels == 5);  // 4 x 4 x 8, 2 x 2 x 8, 1 x 1 x 8 and on
}
