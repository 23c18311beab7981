// Secretion and uptake voxel by voxel as the formula has it: the oracle of the fast kernel.
#pragma once

#include <cmath>
#include <cstddef>
#include <span>

#include "sim/grid/exchange.hpp"

namespace exomet::oracle {

inline ExchangeTotals exchange(const Geometry& grid, std::span<const double> x, std::span<const double> y,
                               std::span<const double> z, std::span<const double> clearance,
                               std::span<const double> secretion, double step, std::span<double> counts,
                               std::span<double> taken) {
  ExchangeTotals totals;
  for (std::size_t v = 0; v < grid.size(); ++v) {
    const auto here = [&](std::size_t i) { return grid.voxel_at({x[i], y[i], z[i]}) == v; };
    long double cleared = 0, secreted = 0;
    for (std::size_t i = 0; i < x.size(); ++i)
      if (here(i)) cleared += clearance[i], secreted += secretion[i];
    const long double rate = cleared / grid.voxel_volume(), before = counts[v];
    const long double after =
        rate > 0 ? before * std::exp(-rate * step) - secreted / rate * std::expm1(-rate * step)
                 : before + secreted * step;
    const long double up = before + secreted * step - after;
    for (std::size_t i = 0; i < x.size(); ++i)
      if (here(i)) taken[i] = cleared > 0 ? static_cast<double>(up * clearance[i] / cleared) : 0;
    counts[v] = static_cast<double>(after);
    totals.emitted += static_cast<double>(secreted * step), totals.taken += static_cast<double>(up);
  }
  return totals;
}

}  // namespace exomet::oracle
