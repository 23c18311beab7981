// Secretion and uptake voxel by voxel as the formulas have it: the oracle of the fast kernel.
#pragma once

#include <cmath>
#include <cstddef>
#include <span>
#include <utility>
#include <vector>

#include "sim/grid/exchange/exchange.hpp"

namespace exomet::oracle {

// The six neighbours of a voxel, those beyond ends left out, and D / spacing^2 of the face to each.
inline std::vector<std::pair<std::size_t, long double>> neighbours(const Geometry& grid,
                                                                   const Diffusivity& diffusivity,
                                                                   std::size_t voxel) {
  const auto d = [&](std::size_t v) {
    double value = 0;
    diffusivity.read(v, 1, &value);
    return static_cast<long double>(value);
  };
  const int nx = grid.voxels[0], ny = grid.voxels[1];
  const std::array<int, 3> at{int(voxel) % nx, int(voxel) / nx % ny, int(voxel) / nx / ny};
  std::vector<std::pair<std::size_t, long double>> found;
  for (int axis = 0; axis < 3; ++axis)
    for (int side : {-1, 1}) {
      if (grid.voxels[axis] == 1) continue;  // it is beside itself, if anything
      std::array<int, 3> next = at;
      next[axis] += side;
      if (grid.periodic(axis)) next[axis] = (next[axis] + grid.voxels[axis]) % grid.voxels[axis];
      if (next[axis] < 0 || next[axis] >= grid.voxels[axis]) continue;
      const std::size_t v = grid.index(next[0], next[1], next[2]);
      const long double both = d(voxel) + d(v);
      found.push_back(
          {v, both > 0 ? 2 * d(voxel) * d(v) / both / (grid.spacing[axis] * grid.spacing[axis]) : 0});
    }
  return found;
}

// What voxels that give so many times what they hold take from those beside them; see neighbour_uptake.hpp.
inline std::vector<long double> take_from_neighbours(const Geometry& grid, const Diffusivity& diffusivity,
                                                     const std::vector<std::size_t>& sinks,
                                                     const std::vector<long double>& times, double step,
                                                     std::span<double> counts) {
  std::vector<long double> share(sinks.size()), asked(grid.size()), taken(sinks.size());
  for (std::size_t n = 0; n < sinks.size(); ++n) {
    long double all = 0;
    for (const auto& [v, conducts] : neighbours(grid, diffusivity, sinks[n])) all += conducts;
    share[n] = step * (times[n] - 1) / (times[n] + step * all);
    for (const auto& [v, conducts] : neighbours(grid, diffusivity, sinks[n])) asked[v] += conducts * share[n];
  }
  for (std::size_t n = 0; n < sinks.size(); ++n)
    for (const auto& [v, conducts] : neighbours(grid, diffusivity, sinks[n]))
      taken[n] += conducts * share[n] * counts[v] / std::max(1.0L, asked[v]);
  for (std::size_t v = 0; v < grid.size(); ++v)
    counts[v] = static_cast<double>(counts[v] * (1 - std::min(1.0L, asked[v])));
  return taken;
}

inline ExchangeTotals exchange(const Geometry& grid, std::span<const double> x, std::span<const double> y,
                               std::span<const double> z, const Diffusivity& diffusivity,
                               std::span<const double> clearance, std::span<const double> secretion,
                               double step, std::span<double> counts, std::span<double> taken) {
  ExchangeTotals totals;
  std::vector<std::size_t> sinks;
  std::vector<long double> times, up(grid.size()), cleared(grid.size());
  for (std::size_t v = 0; v < grid.size(); ++v) {
    long double secreted = 0, gap = 1;
    for (std::size_t i = 0; i < x.size(); ++i)
      if (grid.voxel_at({x[i], y[i], z[i]}) == v) cleared[v] += clearance[i], secreted += secretion[i];
    double d = 0;
    diffusivity.read(v, 1, &d);
    for (int axis = 0; axis < 3; ++axis)
      if (grid.voxels[axis] > 1)
        gap /= std::sqrt(1 + 4 * (long double)d * step / (grid.spacing[axis] * grid.spacing[axis]));
    const long double k = cleared[v] / grid.voxel_volume() * step, before = counts[v],
                      emitted = secreted * step;
    const long double times_it = -std::expm1(-gap * k) / gap, own = std::min(1.0L, times_it) * before;
    long double of_emitted = k > 0 ? emitted * (1 + std::expm1(-gap * k) / (gap * k)) : 0;
    if (times_it > 1) {
      long double all = 0;
      for (const auto& beside : neighbours(grid, diffusivity, v)) all += step * beside.second;
      of_emitted += (emitted - of_emitted) * (times_it - 1) / (times_it + all);
      sinks.push_back(v), times.push_back(times_it);
    }
    up[v] = own + of_emitted;
    const long double left = gap == 1 ? before * std::exp(-k) : before - own;  // the difference loses digits
    counts[v] = static_cast<double>(left + (emitted - of_emitted));
    totals.emitted += static_cast<double>(emitted);
  }
  const std::vector<long double> more = take_from_neighbours(grid, diffusivity, sinks, times, step, counts);
  for (std::size_t n = 0; n < sinks.size(); ++n) up[sinks[n]] += more[n];
  for (const long double here : up) totals.taken += static_cast<double>(here);
  for (std::size_t i = 0; i < x.size(); ++i) {
    const std::size_t v = grid.voxel_at({x[i], y[i], z[i]});
    taken[i] = cleared[v] > 0 ? static_cast<double>(up[v] * clearance[i] / cleared[v]) : 0;
  }
  return totals;
}

}  // namespace exomet::oracle
