#include "sim/grid/exchange/exchange_zones.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <map>

#include "tests/grid/random_cells.hpp"

using namespace exomet;
using namespace exomet::test;

TEST_CASE("sums by voxel and means by cell are those over the cells' zones") {
  const auto voxels = GENERATE(std::array<int, 3>{7, 5, 30}, std::array<int, 3>{16, 20, 1},
                               std::array<int, 3>{40, 1, 1}, std::array<int, 3>{1, 1, 1});
  const auto boundary = GENERATE(Boundary::closed, Boundary::periodic);
  RandomCells t(voxels, 3000, 1);  // so many that they are shared out among threads
  for (auto& ends : t.grid.boundary) ends = {boundary, boundary};
  const ExchangeZones zones = t.zones();
  std::map<std::uint32_t, double> expected;
  for (std::size_t i = 0; i < t.x.size(); ++i)
    zones.of(i).visit([&](const std::array<int, 3>& at, double share) {
      expected[t.grid.index(at[0], at[1], at[2])] += share * t.clearance[i];
    });
  const std::vector<double> sums = zones.spread(t.clearance);
  REQUIRE(zones.voxels().size() == expected.size());
  std::size_t n = 0;
  for (const auto& [voxel, sum] : expected) {
    REQUIRE(zones.voxels()[n] == voxel);
    CHECK(sums[n++] == Approx(sum).epsilon(1e-12));
  }
  for (std::size_t i = 0; i < t.x.size(); i += 100) {
    double mean = 0;
    zones.of(i).visit([&](const std::array<int, 3>& at, double share) {
      mean += share * sums[std::lower_bound(zones.voxels().begin(), zones.voxels().end(),
                                            t.grid.index(at[0], at[1], at[2])) -
                           zones.voxels().begin()];
    });
    CHECK(zones.mean(i, sums) == Approx(mean).epsilon(1e-12));
  }
}

TEST_CASE("cells are still there until one has moved by more than a tenth of a voxel") {
  RandomCells t({7, 5, 3}, 60, 1);
  for (auto& ends : t.grid.boundary) ends = {Boundary::periodic, Boundary::periodic};
  t.x[59] = 0.5;
  const ExchangeZones zones = t.zones();
  const auto still = [&] { return zones.still_there({t.x, t.y, t.z, t.diameter}); };
  CHECK(still());
  t.x[59] = 1.49;
  CHECK(still());
  t.x[59] = 69.51;  // the other way, across the joined ends
  CHECK(still());
  t.x[59] = 1.51;
  CHECK_FALSE(still());
  t.x[59] = 0.5;
  CHECK(still());
  t.x.pop_back(), t.y.pop_back(), t.z.pop_back(), t.diameter.pop_back();
  CHECK_FALSE(still());
}

TEST_CASE("without cells no voxel is exchanged with") {
  const RandomCells none({3, 3, 3}, 0, 1);
  CHECK(none.zones().voxels().empty());
  CHECK(none.zones().spread({}).empty());
}
