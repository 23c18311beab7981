#include "sim/grid/exchange/uptake.hpp"

#include <algorithm>
#include <cassert>
#include <limits>
#include <numbers>

#include "sim/base/parallel.hpp"

namespace exomet {

namespace {
double mean_diffusivity(const ExchangeZones& zones, const Diffusivity& diffusivity, std::size_t cell) {
  double value = 0, mean = 0;
  if (diffusivity.uniform()) {
    diffusivity.read(0, 1, &value);
    return value;
  }
  zones.of(cell).visit([&](const std::array<int, 3>& at, double share) {
    diffusivity.read(zones.grid().index(at[0], at[1], at[2]), 1, &value);
    mean += share * value;
  });
  return mean;
}

// density: of cells, 1/um^3, that take up as it does. Returns 1/um.
double missing_resistance(const ExchangeZones::Extent& extent, double diameter, double density) {
  const double alone = 1 / (2 * std::numbers::pi * diameter) - extent.resistance;
  const double among = alone + density * (0.25 * diameter * diameter - extent.spread) / 3;
  return alone > 0 ? std::clamp(among, 0.0, alone) : std::clamp(among, alone, 0.0);
}
}  // namespace

Uptake::Uptake(ExchangeZones& zones, std::span<const double> clearance, const Diffusivity& diffusivity)
    : zones_(&zones),
      clearance_(clearance.begin(), clearance.end()),
      rates_(zones.voxels().size()),
      per_clearance_(rates_.size()) {
  if (std::all_of(clearance.begin(), clearance.end(), [](double none) { return none == 0; })) return;
  rates_ = zones.spread(clearance);
  if (zones.in_space()) {
    zones.find_extents();
    correct(diffusivity, rates_);
    rates_ = zones.spread(clearance_);
  }
  constexpr double least_clearance = std::numeric_limits<double>::min();  // 1 / less would overflow
  for (std::size_t i = 0; i < rates_.size(); ++i) {
    if (rates_[i] < least_clearance) {
      rates_[i] = 0;
      continue;
    }
    per_clearance_[i] = 1 / rates_[i];
    rates_[i] /= zones.grid().voxel_volume();
  }
}

// cleared: the sum of cells' clearance per voxel.
void Uptake::correct(const Diffusivity& diffusivity, std::span<const double> cleared) {
  constexpr std::size_t cells_at_once = 512;
  constexpr double most = 100;  // times as much
  const Geometry& grid = zones_->grid();
  parallel_chunks(clearance_.size(), cells_at_once, [&](std::size_t begin, std::size_t end) {
    for (std::size_t i = begin; i < end; ++i) {
      double& clearance = clearance_[i];
      if (!(clearance > 0)) continue;
      const double diffuses = mean_diffusivity(*zones_, diffusivity, i);
      if (!(diffuses > 0)) continue;
      const ExchangeZones::Extent& extent = zones_->extent(i);
      const double others = zones_->mean(i, cleared) - clearance * extent.sum_of_squares;
      const double density = std::max(0.0, others / (clearance * grid.voxel_volume()));
      const double lacks = -clearance * missing_resistance(extent, zones_->diameter(i), density) / diffuses;
      clearance *= lacks > 0 ? std::min(most, 1 + lacks + 0.5 * lacks * lacks) : 1 / (1 - lacks);
    }
  });
}

std::vector<double> Uptake::per_clearance(std::span<const double> taken) const {
  assert(taken.size() == rates_.size());
  std::vector<double> per(taken.begin(), taken.end());
  for (std::size_t i = 0; i < per.size(); ++i) per[i] *= per_clearance_[i];
  return per;
}

void Uptake::share_out(std::span<const double> per_clearance, std::size_t begin,
                       std::span<double> shares) const {
  assert(begin + shares.size() <= clearance_.size());
  for (std::size_t n = 0; n < shares.size(); ++n) {
    const double clearance = clearance_[begin + n];
    shares[n] = clearance > 0 ? clearance * zones_->mean(begin + n, per_clearance) : 0;
  }
}

}  // namespace exomet
