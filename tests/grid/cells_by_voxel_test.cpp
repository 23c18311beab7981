#include "sim/grid/exchange/cells_by_voxel.hpp"

#include <algorithm>
#include <catch2/catch.hpp>

#include "tests/grid/random_cells.hpp"

using namespace exomet;
using namespace exomet::test;

TEST_CASE("cells by voxel hold each cell once and in ascending order") {
  const auto voxels =
      GENERATE(std::array<int, 3>{7, 5, 3}, std::array<int, 3>{16, 10, 8});  // 2 and 21 a cell
  const RandomCells t(voxels, 60, 1);
  const CellsByVoxel cells = t.by_voxel();
  REQUIRE(cells.begin.size() == cells.voxel.size() + 1);
  CHECK(std::is_sorted(cells.voxel.begin(), cells.voxel.end()));
  CHECK(std::adjacent_find(cells.voxel.begin(), cells.voxel.end()) == cells.voxel.end());
  std::vector<int> seen(60);
  for (std::size_t i = 0; i < cells.voxel.size(); ++i) {
    const auto here = cells.of(i);
    CHECK(!here.empty());
    CHECK(std::is_sorted(here.begin(), here.end()));
    for (const std::uint32_t cell : here) {
      ++seen[cell];
      CHECK(cells.place[cell] == i);
      CHECK(t.grid.voxel_at({t.x[cell], t.y[cell], t.z[cell]}) == cells.voxel[i]);
    }
  }
  CHECK(seen == std::vector<int>(60, 1));
}

TEST_CASE("cells are still sorted until one of them leaves its voxel") {
  RandomCells t({7, 5, 3}, 60, 1);
  t.x[59] = 15;
  const CellsByVoxel cells = t.by_voxel();
  const auto still = [&] { return still_sorted(cells, t.grid, t.x, t.y, t.z); };
  CHECK(still());
  t.x[59] = 19.9;
  CHECK(still());
  t.x[59] = 20.1;
  CHECK_FALSE(still());
  t.x[59] = 15;
  CHECK(still());
  t.x.pop_back(), t.y.pop_back(), t.z.pop_back();
  CHECK_FALSE(still());
}

TEST_CASE("without cells no voxel holds any") {
  const RandomCells none({3, 3, 3}, 0, 1);
  CHECK(none.by_voxel().voxel.empty());
}

TEST_CASE("what cells have is summed by voxel") {
  const RandomCells t({6, 6, 6}, 700, 4);
  const CellsByVoxel cells = t.by_voxel();
  const std::vector<double> sums = sum_by_voxel(cells, t.clearance);
  for (std::size_t i = 0; i < sums.size(); ++i) {
    double expected = 0;
    for (const std::uint32_t cell : cells.of(i)) expected += t.clearance[cell];
    CHECK(sums[i] == expected);
  }
}
