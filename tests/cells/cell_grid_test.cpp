#include "sim/cells/cell_grid.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <numeric>

#include "tests/cells/packing.hpp"

using namespace exomet;
using namespace exomet::testing;

namespace {

constexpr Boundary closed = Boundary::closed, periodic = Boundary::periodic;

std::vector<CellIndex> everybody(const Population& cells) {
  std::vector<CellIndex> all(cells.size());
  std::iota(all.begin(), all.end(), 0u);
  return all;
}

}  // namespace

TEST_CASE("Every cell is in one bin and cells of a bin are in ascending order") {
  const Geometry geometry = box(100, 120, 140, {periodic, closed, closed});
  const Population cells = random_cells(geometry, 1000, 2, 5, 15, 1);
  CellGrid bins(geometry);
  bins.build(cells, everybody(cells), 15);
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
  CellGrid bins(geometry);
  bins.build(cells, everybody(cells), 15);
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
  CellGrid bins(geometry);
  bins.build(cells, everybody(cells), 15);
  CHECK(bins.size() <= 2 * 100 + 64);
  CHECK(bins.size() > 100);
}

TEST_CASE("Positions that are no number fall into some bin") {
  const Geometry geometry = box(50, 50, 50, {closed, periodic, closed});
  CellGrid bins(geometry);
  Population cells;
  cells.append(0, {std::nan(""), std::nan(""), INFINITY}, 10, 0, 0);
  bins.build(cells, everybody(cells), 10);
  CHECK(bins.cells().size() == 1);
  CHECK(bins.bin_at({std::nan(""), std::nan(""), std::nan("")}) == 0);
}

TEST_CASE("The rows around a place hold all within any distance of it and none twice") {
  const auto ends = GENERATE(closed, periodic);
  const double distance = GENERATE(0.0, 9.0, 16.0, 40.0, 70.0, 500.0);
  const Geometry geometry = box(100, 120, 20, {ends, closed, ends});
  Population cells = random_cells(geometry, 500, 1, 5, 15, 4);
  cells.x[0] = -30, cells.y[1] = 180;  // outside: in the nearest bin, or wrapped
  CellGrid bins(geometry);
  bins.build(cells, everybody(cells), 15);
  for (CellIndex i = 0; i < 100; ++i) {
    const Vec3 at = bins.wrapped(cells.position(i));
    std::vector<int> times(cells.size());
    bins.for_each_row_within(at, distance, [&](Row row) {
      for (std::uint32_t s = row.begin; s < row.end; ++s) ++times[bins.cells().index[s]];
    });
    for (CellIndex j = 0; j < cells.size(); ++j) {
      CHECK(times[j] <= 1);
      const Vec3 apart = geometry.difference(at, bins.wrapped(cells.position(j)));
      if (norm(apart) <= distance) CHECK(times[j] == 1);
    }
  }
}
