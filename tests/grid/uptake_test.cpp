#include "sim/grid/exchange/uptake.hpp"

#include <catch2/catch.hpp>
#include <numeric>

#include "tests/grid/random_cells.hpp"

using namespace exomet;
using namespace exomet::test;

TEST_CASE("a voxel takes up at the clearance of its cells over its volume") {
  RandomCells t({4, 1, 1}, 0, 1);
  t.x = {5, 15, 15, 25}, t.y = t.z = {4, 4, 4, 4};
  const std::vector<double> clearance{800, 1600, 800, 0};
  const CellsByVoxel cells = t.by_voxel();
  const Uptake uptake(t.grid, cells, clearance);
  CHECK(std::vector<double>(uptake.rates().begin(), uptake.rates().end()) == std::vector<double>{1, 3, 0});
}

TEST_CASE("each cell gets its share of what its voxel takes, in one go or in several") {
  const RandomCells t({6, 6, 6}, 1000, 8);
  const CellsByVoxel cells = t.by_voxel();
  const Uptake uptake(t.grid, cells, t.clearance);
  std::vector<double> taken(cells.voxel.size());
  for (std::size_t i = 0; i < taken.size(); ++i)
    taken[i] = uptake.rates()[i] > 0 ? 1.0 + static_cast<double>(i) : 0;
  std::vector<double> whole(1000), parts(1000);
  uptake.share_out(taken, 0, whole);
  uptake.share_out(taken, 0, std::span(parts).first(300));
  uptake.share_out(taken, 300, std::span(parts).subspan(300));
  CHECK(whole == parts);
  for (std::size_t i = 0; i < taken.size(); ++i) {
    double sum = 0;
    for (const std::uint32_t cell : cells.of(i)) sum += whole[cell];
    CHECK(sum == Approx(taken[i]).epsilon(1e-13));
  }
  for (std::size_t i = 0; i < 1000; ++i) CHECK((t.clearance[i] > 0) == (whole[i] > 0));
}

TEST_CASE("clearance that vanishes in round-off is none") {
  RandomCells t({1, 1, 1}, 0, 1);
  t.x = t.y = t.z = {4};
  const std::vector<double> clearance{1e-310};
  const CellsByVoxel cells = t.by_voxel();
  const Uptake uptake(t.grid, cells, clearance);
  CHECK(uptake.rates()[0] == 0);
  double got = -1;
  uptake.share_out(std::vector<double>{0.0}, 0, {&got, 1});
  CHECK(got == 0);
}
