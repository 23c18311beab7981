#include "sim/grid/exchange/cells_by_voxel.hpp"

#include <algorithm>
#include <atomic>
#include <cassert>
#include <limits>
#include <numeric>

#include "sim/base/parallel.hpp"

namespace exomet {

namespace {
constexpr std::size_t voxels_per_chunk = 2048;
constexpr std::size_t cells_at_once = 8192;
}  // namespace

namespace {
// By counting: time and memory follow the voxels.
void sort_many(const std::vector<std::uint32_t>& voxel_of, std::size_t voxels, CellsByVoxel& sorted) {
  std::vector<std::uint32_t> place(voxels + 1);
  for (const std::uint32_t voxel : voxel_of) ++place[voxel + 1];
  const auto occupied = voxels + 1 - std::count(place.begin(), place.end(), 0u);
  sorted.voxel.reserve(occupied), sorted.begin.reserve(occupied + 1);
  for (std::size_t v = 0; v < voxels; ++v) {
    if (place[v + 1] > 0) {
      sorted.voxel.push_back(static_cast<std::uint32_t>(v));
      sorted.begin.push_back(place[v]);
    }
    place[v + 1] += place[v];
  }
  sorted.cell.resize(voxel_of.size());
  for (std::size_t i = 0; i < voxel_of.size(); ++i)
    sorted.cell[place[voxel_of[i]]++] = static_cast<std::uint32_t>(i);
}

// The same by comparing: they follow the cells.
void sort_few(const std::vector<std::uint32_t>& voxel_of, CellsByVoxel& sorted) {
  sorted.cell.resize(voxel_of.size());
  std::iota(sorted.cell.begin(), sorted.cell.end(), 0u);
  std::sort(sorted.cell.begin(), sorted.cell.end(), [&](std::uint32_t a, std::uint32_t b) {
    return voxel_of[a] != voxel_of[b] ? voxel_of[a] < voxel_of[b] : a < b;
  });
  for (std::size_t n = 0; n < sorted.cell.size(); ++n) {
    const std::uint32_t voxel = voxel_of[sorted.cell[n]];
    if (!sorted.voxel.empty() && sorted.voxel.back() == voxel) continue;
    sorted.voxel.push_back(voxel);
    sorted.begin.push_back(static_cast<std::uint32_t>(n));
  }
}
}  // namespace

CellsByVoxel cells_by_voxel(const Geometry& grid, std::span<const double> x, std::span<const double> y,
                            std::span<const double> z) {
  assert(x.size() == y.size() && y.size() == z.size());
  assert(grid.size() <= std::numeric_limits<std::uint32_t>::max());
  std::vector<std::uint32_t> voxel_of(x.size());
  parallel_chunks(x.size(), cells_at_once, [&](std::size_t begin, std::size_t end) {
    for (std::size_t i = begin; i < end; ++i)
      voxel_of[i] = static_cast<std::uint32_t>(grid.voxel_at({x[i], y[i], z[i]}));
  });
  CellsByVoxel sorted;
  constexpr std::size_t few = 16;  // voxels a cell, above which counting in each voxel takes longer
  if (grid.size() / few > x.size())
    sort_few(voxel_of, sorted);
  else
    sort_many(voxel_of, grid.size(), sorted);
  sorted.begin.push_back(static_cast<std::uint32_t>(x.size()));
  sorted.place.resize(x.size());
  for (std::size_t i = 0; i < sorted.voxel.size(); ++i)
    for (const std::uint32_t cell : sorted.of(i)) sorted.place[cell] = static_cast<std::uint32_t>(i);
  return sorted;
}

bool still_sorted(const CellsByVoxel& cells, const Geometry& grid, std::span<const double> x,
                  std::span<const double> y, std::span<const double> z) {
  if (x.size() != cells.place.size()) return false;
  std::atomic<bool> sorted{true};
  parallel_chunks(x.size(), cells_at_once, [&](std::size_t begin, std::size_t end) {
    for (std::size_t i = begin; i < end; ++i)
      if (grid.voxel_at({x[i], y[i], z[i]}) != cells.voxel[cells.place[i]]) {
        sorted = false;
        return;
      }
  });
  return sorted;
}

std::vector<double> sum_by_voxel(const CellsByVoxel& cells, std::span<const double> of_cells) {
  assert(of_cells.size() == cells.cell.size());
  std::vector<double> sums(cells.voxel.size());
  parallel_chunks(sums.size(), voxels_per_chunk, [&](std::size_t begin, std::size_t end) {
    // Collected first: memory is waited for longer while it is guessed how many cells a voxel has.
    std::vector<double> values(cells.begin[end] - cells.begin[begin]);
    const std::uint32_t* const cell = cells.cell.data() + cells.begin[begin];
    for (std::size_t n = 0; n < values.size(); ++n) values[n] = of_cells[cell[n]];
    const double* next = values.data();
    for (std::size_t i = begin; i < end; ++i)
      for (std::size_t n = cells.of(i).size(); n > 0; --n) sums[i] += *next++;
  });
  return sums;
}

}  // namespace exomet
