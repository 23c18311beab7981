#include "sim/grid/exchange/uptake.hpp"

#include <cassert>
#include <limits>

namespace exomet {

Uptake::Uptake(const Geometry& grid, const CellsByVoxel& cells, std::span<const double> clearance)
    : cells_(&cells),
      clearance_(clearance),
      rates_(sum_by_voxel(cells, clearance)),
      per_clearance_(rates_.size()) {
  constexpr double least_clearance = std::numeric_limits<double>::min();  // 1 / less would overflow
  for (std::size_t i = 0; i < rates_.size(); ++i) {
    if (rates_[i] < least_clearance) {
      rates_[i] = 0;
      continue;
    }
    per_clearance_[i] = 1 / rates_[i];
    rates_[i] /= grid.voxel_volume();
  }
}

void Uptake::share_out(std::span<const double> taken, std::size_t begin, std::span<double> shares) const {
  assert(taken.size() == rates_.size() && begin + shares.size() <= clearance_.size());
  const std::uint32_t* const place = cells_->place.data() + begin;
  const double* const clearance = clearance_.data() + begin;
#pragma GCC ivdep
  for (std::size_t n = 0; n < shares.size(); ++n)
    shares[n] = taken[place[n]] * (clearance[n] * per_clearance_[place[n]]);
}

}  // namespace exomet
