#include "sim/cells/cell_grid.hpp"

#include <algorithm>
#include <cassert>
#include <cmath>

#include "sim/base/parallel.hpp"

namespace exomet {

namespace {

constexpr std::size_t chunk = 8192;      // cells per task
constexpr std::size_t fetch_ahead = 16;  // cells
constexpr double spare_bins = 64;        // on top of 2 per cell
constexpr double most_bins_on_axis = 1 << 20;
constexpr double safety =
    1 + 1e-9;  // wider bins than asked for, so that rounding can't hide a pair at full range

// The bins next to a bin along one axis, itself included, each once and in ascending order.
struct Along {
  std::array<int, 3> bin;
  int count = 0;
  bool wraps = false;
};

Along along(int bin, int number, bool periodic) {
  const int last = number - 1;
  const bool wraps = periodic && (bin == 0 || bin == last);
  if (wraps && number >= 3)
    return bin == 0 ? Along{{0, 1, last}, 3, true} : Along{{0, last - 1, last}, 3, true};
  Along found{{}, 0, wraps};
  for (int next = std::max(0, bin - 1); next <= std::min(last, bin + 1); ++next)
    found.bin[found.count++] = next;
  return found;
}

// Positions outside, and those that are no number, count as in the first or the last bin.
int bin_on_axis(double at, int number) {
  if (!(at > 0)) return 0;
  return at < number ? static_cast<int>(at) : number - 1;
}

double wrap(double at, double period) { return period > 0 ? at - period * std::floor(at / period) : at; }

}  // namespace

std::uint32_t Surroundings::cells() const {
  std::uint32_t sum = 0;
  for (const Row& row : *this) sum += row.end - row.begin;
  return sum;
}

CellGrid::CellGrid(const Geometry& geometry) : geometry_(geometry) {
  const Vec3 extent = geometry.extent();
  for (int axis = 0; axis < 3; ++axis) {
    period_[axis] = geometry.periodic(axis) ? extent[axis] : 0;
    bins_per_um_[axis] = 1 / extent[axis];
  }
}

Vec3 CellGrid::wrapped(const Vec3& p) const {
  return {wrap(p.x, period_.x), wrap(p.y, period_.y), wrap(p.z, period_.z)};
}

std::size_t CellGrid::bin_at(const Vec3& p) const {
  const int x = bin_on_axis(p.x * bins_per_um_.x, number_[0]);
  const int y = bin_on_axis(p.y * bins_per_um_.y, number_[1]);
  const int z = bin_on_axis(p.z * bins_per_um_.z, number_[2]);
  return x + std::size_t(number_[0]) * (y + std::size_t(number_[1]) * z);
}

void CellGrid::choose_bins(std::size_t cells, double range) {
  const Vec3 extent = geometry_.extent();
  const double longest = std::max({extent.x, extent.y, extent.z});
  const double most = 2.0 * cells + spare_bins;
  double width = std::max(range * safety, longest / most_bins_on_axis);
  const auto along_axis = [&](int axis) {
    return geometry_.flat(axis) ? 1.0 : std::max(1.0, std::floor(extent[axis] / width));
  };
  while (along_axis(0) * along_axis(1) * along_axis(2) > most) width *= 1.1;
  for (int axis = 0; axis < 3; ++axis) {
    number_[axis] = static_cast<int>(along_axis(axis));
    bins_per_um_[axis] = number_[axis] / extent[axis];
  }
}

void CellGrid::sort(const Population& population, std::span<const CellIndex> some) {
  bin_of_.resize(some.size());
  parallel_chunks(some.size(), chunk, [&](std::size_t begin, std::size_t end) {
    for (std::size_t n = begin; n < end; ++n)
      bin_of_[n] = static_cast<std::uint32_t>(bin_at(wrapped(population.position(some[n]))));
  });
  begin_.assign(size() + 1, 0);
  for (const std::uint32_t bin : bin_of_) ++begin_[bin];
  std::uint32_t sum = 0;
  for (std::uint32_t& entry : begin_) entry = sum += entry;
  // Filled from the back, each bin's end moves down to its beginning and its cells stay in ascending order.
  cells_.index.resize(some.size());
  for (std::size_t n = some.size(); n-- > 0;) cells_.index[--begin_[bin_of_[n]]] = some[n];
}

void CellGrid::copy_sorted(const Population& population) {
  for (auto* column : {&cells_.x, &cells_.y, &cells_.z, &cells_.radius})
    column->resize(cells_.size() + wide_lanes - 1);
  parallel_chunks(cells_.size(), chunk, [&](std::size_t begin, std::size_t end) {
    for (std::size_t s = begin; s < end; ++s) {
      // Cells that are near in space are far apart in memory.
      const CellIndex later = cells_.index[std::min(s + fetch_ahead, cells_.size() - 1)];
      __builtin_prefetch(&population.x[later]), __builtin_prefetch(&population.y[later]);
      __builtin_prefetch(&population.z[later]), __builtin_prefetch(&population.diameter[later]);
      const CellIndex i = cells_.index[s];
      const Vec3 at = wrapped(population.position(i));
      cells_.x[s] = at.x, cells_.y[s] = at.y, cells_.z[s] = at.z;
      cells_.radius[s] = 0.5 * population.diameter[i];
    }
  });
}

void CellGrid::build(const Population& population, std::span<const CellIndex> some, double range) {
  assert(range >= 0);
  choose_bins(some.size(), range);
  sort(population, some);
  copy_sorted(population);
}

void CellGrid::forget_cells() {
  cells_ = {};
  bin_of_ = {};
}

CellGrid::Interval CellGrid::interval(int axis, double at, double distance) const {
  const int number = number_[axis];
  const double reach = distance * safety, low = (at - reach) * bins_per_um_[axis],
               high = (at + reach) * bins_per_um_[axis];
  if (!geometry_.periodic(axis)) {
    const int first = bin_on_axis(low, number);
    return {first, bin_on_axis(high, number) - first + 1};
  }
  if (!(std::floor(high) - std::floor(low) + 1 < number)) return {0, number};
  const int first = static_cast<int>(std::floor(low));
  return {(first % number + number) % number, static_cast<int>(std::floor(high)) - first + 1};
}

Surroundings CellGrid::around(std::size_t bin) const {
  const auto nx = static_cast<std::size_t>(number_[0]), ny = static_cast<std::size_t>(number_[1]);
  const Along x = along(static_cast<int>(bin % nx), number_[0], geometry_.periodic(0));
  const Along y = along(static_cast<int>(bin / nx % ny), number_[1], geometry_.periodic(1));
  const Along z = along(static_cast<int>(bin / nx / ny), number_[2], geometry_.periodic(2));
  Surroundings found;
  found.wraps = x.wraps || y.wraps || z.wraps;
  for (int k = 0; k < z.count; ++k)
    for (int j = 0; j < y.count; ++j) {
      const std::size_t line = nx * (y.bin[j] + ny * z.bin[k]);
      for (int i = 0; i < x.count; ++i) {
        const Row row = cells_of(line + x.bin[i]);
        if (i > 0 && x.bin[i] == x.bin[i - 1] + 1)
          found.rows[found.count - 1].end = row.end;
        else
          found.rows[found.count++] = row;
      }
    }
  return found;
}

}  // namespace exomet
