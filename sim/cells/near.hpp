// The inner loop of every neighbour query: which of the binned cells around are near enough.
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "sim/base/parallel.hpp"
#include "sim/cells/bins.hpp"

namespace exomet {

// The vector from binned cell j to binned cell i, across periodic ends, um.
inline Vec3 binned_difference(const Bins& bins, std::uint32_t i, std::uint32_t j) {
  const BinnedCells& c = bins.cells();
  return {nearest_image(c.x[i] - c.x[j], bins.period().x), nearest_image(c.y[i] - c.y[j], bins.period().y),
          nearest_image(c.z[i] - c.z[j], bins.period().z)};
}

// Collects the binned cells near a binned cell; keeps its memory from cell to cell.
class NearFinder {
 public:
  // Within factor * (sum of the radii) of binned cell i, itself excepted, in the order of the surroundings.
  // Valid until the next call.
  std::span<const std::uint32_t> find(const Bins& bins, const Surroundings& around, std::uint32_t i,
                                      double factor) {
    found_.resize(std::max<std::size_t>(found_.size(), around.cells()));
    count_ = 0;
    for (const Row& row : around)
      for (std::uint32_t begin = row.begin; begin < row.end; begin += batch) {
        const Row part{begin, std::min(row.end, begin + batch)};
        if (around.wraps)
          measure<true>(bins, part, i, factor);
        else
          measure<false>(bins, part, i, factor);
        collect(part, i);
      }
    return {found_.data(), count_};
  }

 private:
  static constexpr std::uint32_t batch = 128;

  // Distance squared less the square of what is near enough; plain arrays and no branches, so that it
  // vectorises.
  template <bool wraps>
  void measure(const Bins& bins, Row row, std::uint32_t i, double factor) {
    const BinnedCells& c = bins.cells();
    const double *x = c.x.data(), *y = c.y.data(), *z = c.z.data(), *radius = c.radius.data();
    const double xi = x[i], yi = y[i], zi = z[i], ri = radius[i];
    const Vec3 period = bins.period();
    for (std::uint32_t k = 0; k < row.end - row.begin; ++k) {
      const std::uint32_t j = row.begin + k;
      double dx = xi - x[j], dy = yi - y[j], dz = zi - z[j];
      if constexpr (wraps) {
        dx = nearest_image(dx, period.x);
        dy = nearest_image(dy, period.y);
        dz = nearest_image(dz, period.z);
      }
      const double enough = factor * (ri + radius[j]);
      excess_[k] = dx * dx + dy * dy + dz * dz - enough * enough;
    }
  }

  // Always writes and moves on only past a hit: there is no branch to mispredict.
  void collect(Row row, std::uint32_t i) {
    for (std::uint32_t j = row.begin; j < row.end; ++j) {
      found_[count_] = j;
      count_ += (excess_[j - row.begin] < 0) & (j != i);
    }
  }

  std::vector<std::uint32_t> found_;
  std::size_t count_ = 0;
  alignas(64) std::array<double, batch> excess_;
};

constexpr std::size_t bins_per_task = 32;

// Calls use(i, near) for every binned cell i with the binned cells within factor * (sum of radii), in
// parallel.
template <class Use>
void for_each_neighbourhood(const Bins& bins, double factor, const Use& use) {
  parallel_chunks(bins.size(), bins_per_task, [&](std::size_t begin, std::size_t end) {
    NearFinder finder;
    for (std::size_t bin = begin; bin < end; ++bin) {
      const Row own = bins.cells_of(bin);
      if (own.begin == own.end) continue;
      const Surroundings around = bins.around(bin);
      for (std::uint32_t i = own.begin; i < own.end; ++i) use(i, finder.find(bins, around, i, factor));
    }
  });
}

}  // namespace exomet
