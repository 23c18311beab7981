#include "sim/cells/bins.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <numeric>

#include "tests/cells/packing.hpp"

using namespace exomet;
using namespace exomet::testing;

namespace {

constexpr Boundary closed = Boundary::closed, periodic = Boundary::periodic;

}  // namespace

TEST_CASE("Every cell is in one bin and cells of a bin are in ascending order") {
  const Geometry geometry = box(100, 120, 140, {periodic, closed, closed});
  const Population cells = random_cells(geometry, 1000, 2, 5, 15, 1);
  Bins bins(geometry);
  bins.build(cells, 15);
  CHECK(bins.size() == 6 * 7 * 9);
  std::vector<CellIndex> all;
  for (std::size_t bin = 0; bin < bins.size(); ++bin) {
    const Row row = bins.cells_of(bin);
    const auto first = bins.cells().index.begin() + row.begin, last = bins.cells().index.begin() + row.end;
    CHECK(std::is_sorted(first, last));
    for (auto cell = first; cell != last; ++cell) CHECK(bins.bin_at(cells.position(*cell)) == bin);
    all.insert(all.end(), first, last);
  }
  std::sort(all.begin(), all.end());
  std::vector<CellIndex> expected(1000);
  std::iota(expected.begin(), expected.end(), 0u);
  CHECK(all == expected);
}

TEST_CASE("The surroundings of a bin hold no cell twice and at most nine lines of bins in two parts") {
  const double size = GENERATE(14.0, 31.0, 47.0, 80.0);
  const auto ends = GENERATE(closed, periodic);
  const Geometry geometry = box(size, size, size, {ends, ends, ends});
  const Population cells = random_cells(geometry, 300, 1, 5, 15, 1);
  Bins bins(geometry);
  bins.build(cells, 15);
  for (std::size_t bin = 0; bin < bins.size(); ++bin) {
    const Surroundings around = bins.around(bin);
    CHECK(around.count <= 18);
    std::vector<int> times(cells.size());
    for (const Row& row : around)
      for (std::uint32_t j = row.begin; j < row.end; ++j) ++times[j];
    CHECK(*std::max_element(times.begin(), times.end()) == 1);
    CHECK(std::accumulate(times.begin(), times.end(), 0u) == around.cells());
  }
}

TEST_CASE("A large domain with few cells has few bins that are wider than the range") {
  const Geometry geometry = box(1e6, 1e6, 1e6, {closed, periodic, closed});
  const Population cells = random_cells(geometry, 100, 1, 5, 15, 1);
  Bins bins(geometry);
  bins.build(cells, 15);
  CHECK(bins.size() <= 2 * 100 + 4096);
  CHECK(bins.size() > 2000);
  CHECK(bins.reach_across(15));
  CHECK_FALSE(bins.reach_across(15.1));
}

TEST_CASE("Positions that are no number fall into some bin") {
  const Geometry geometry = box(50, 50, 50, {closed, periodic, closed});
  Bins bins(geometry);
  Population cells;
  cells.append(0, {std::nan(""), std::nan(""), INFINITY}, 10, 0, 0);
  bins.build(cells, 10);
  CHECK(bins.cells().size() == 1);
  CHECK(bins.bin_at({std::nan(""), std::nan(""), std::nan("")}) == 0);
}
