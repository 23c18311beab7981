#include "sim/cells/neighbourhood.hpp"

#include <algorithm>
#include <bit>
#include <cassert>
#include <numeric>

namespace exomet {

void Neighbourhood::enter(const CellGrid& bins, std::size_t bin) {
  const Surroundings around = bins.around(bin);
  bins_ = &bins;
  own_ = bins.cells_of(bin);
  wraps_ = around.wraps;
  most_ = std::max<std::size_t>(most_, around.cells());
  for (auto* column : {&x_, &y_, &z_, &radius_, &excess_}) column->resize(most_ + wide_lanes);
  // Whole registers are worked on.
  for (auto* column : {&binned_, &near_}) column->resize(most_ + 2 * wide_lanes);
  size_ = 0;
  for (const Row& row : around) lay_out(bins.cells(), row);
}

void Neighbourhood::lay_out(const BinnedCells& cells, Row row) {
  if (row.begin <= own_.begin && own_.begin < row.end) first_ = size_ + own_.begin - row.begin;
  const double *const x = cells.x.data(), *const y = cells.y.data(), *const z = cells.z.data();
  const double* const r = cells.radius.data();
  double *const to_x = x_.data() + size_, *const to_y = y_.data() + size_, *const to_z = z_.data() + size_;
  double* const to_r = radius_.data() + size_;
  const std::size_t count = row.end - row.begin;
#pragma GCC ivdep
  for (std::size_t k = 0; k < count; ++k) {
    const std::size_t j = row.begin + k;
    to_x[k] = x[j], to_y[k] = y[j], to_z[k] = z[j], to_r[k] = r[j];
  }
  std::iota(binned_.begin() + size_, binned_.begin() + size_ + count, row.begin);
  size_ += count;
}

std::span<const std::uint32_t> Neighbourhood::find(std::uint32_t i, double reach, double skin) {
  assert(own_.begin <= i && i < own_.end);
  const std::size_t self = first_ + (i - own_.begin);
  wraps_ ? measure<true>(self, reach, skin) : measure<false>(self, reach, skin);
  return collect();
}

// Plain arrays and no branches, so that it vectorises; ivdep: the columns don't overlap.
template <bool wraps>
void Neighbourhood::measure(std::size_t self, double reach, double skin) {
  const double *const x = x_.data(), *const y = y_.data(), *const z = z_.data(), *const r = radius_.data();
  double* const excess = excess_.data();
  const double xi = x[self], yi = y[self], zi = z[self], ri = r[self];
  const Vec3 period = bins_->period();
  const std::size_t size = size_;
#pragma GCC ivdep
  for (std::size_t k = 0; k < size; ++k) {
    double ux = xi - x[k], uy = yi - y[k], uz = zi - z[k];
    if constexpr (wraps) {
      ux = nearest_image(ux, period.x);
      uy = nearest_image(uy, period.y);
      uz = nearest_image(uz, period.z);
    }
    const double enough = reach * (ri + r[k]) + skin;
    excess[k] = ux * ux + uy * uy + uz * uz - enough * enough;
  }
  excess[self] = 0;  // not near itself
}

std::span<const std::uint32_t> Neighbourhood::collect() {
  std::size_t count = 0;
  for (std::size_t k = 0; k < size_; k += wide_lanes) {
    const unsigned found = less_lanes(load(&excess_[k]), Double8{}) & first_lanes(size_ - k);
    pack(&binned_[k], found, &near_[count]);
    count += static_cast<std::size_t>(std::popcount(found));
  }
  return {near_.data(), count};
}

}  // namespace exomet
