#include "sim/grid/exchange.hpp"

#include <cassert>
#include <cmath>
#include <limits>
#include <numeric>

#include "sim/base/parallel.hpp"

namespace exomet {

namespace {
constexpr std::size_t voxels_per_chunk = 2048;

// 1 - (1 - e^-k) / k, to round-off: near 0 the difference would lose digits, the series doesn't.
double secreted_share_taken(double k) {
  if (k > 0.5) return 1 + std::expm1(-k) / k;
  double sum = 0;  // k/2! - k^2/3! + k^3/4! - ...; the term of k^14 is below round-off
  for (int power = 14; power >= 1; --power) sum = (1 - sum) * k / (power + 1);
  return sum;
}
}  // namespace

CellsByVoxel cells_by_voxel(const Geometry& grid, std::span<const double> x, std::span<const double> y,
                            std::span<const double> z) {
  assert(x.size() == y.size() && y.size() == z.size());
  assert(grid.size() <= std::numeric_limits<std::uint32_t>::max());
  std::vector<std::uint32_t> voxel_of(x.size()), place(grid.size() + 1);
  for (std::size_t i = 0; i < x.size(); ++i) {
    voxel_of[i] = static_cast<std::uint32_t>(grid.voxel_at({x[i], y[i], z[i]}));
    ++place[voxel_of[i] + 1];
  }
  CellsByVoxel sorted;
  for (std::size_t v = 0; v < grid.size(); ++v) {
    if (place[v + 1] > 0) {
      sorted.voxel.push_back(static_cast<std::uint32_t>(v));
      sorted.begin.push_back(place[v]);
    }
    place[v + 1] += place[v];
  }
  sorted.begin.push_back(static_cast<std::uint32_t>(x.size()));
  sorted.cell.resize(x.size());
  for (std::size_t i = 0; i < x.size(); ++i)
    sorted.cell[place[voxel_of[i]]++] = static_cast<std::uint32_t>(i);
  return sorted;
}

Exchange::Shares Exchange::shares(double clearance, double step, double voxel_volume) {
  if (clearance < std::numeric_limits<double>::min()) return {};  // 1 / clearance would overflow
  const double k = clearance / voxel_volume * step, taken = -std::expm1(-k);
  return {std::exp(-k), taken, k > 0 ? taken / k : 1, secreted_share_taken(k), 1 / clearance};
}

Exchange::Exchange(const Geometry& grid, const CellsByVoxel& cells, std::span<const double> clearance,
                   double step)
    : cells_(cells), clearance_(clearance), step_(step), shares_(cells.voxel.size()) {
  assert(clearance.size() == cells.cell.size());
  assert(step >= 0);
  parallel_chunks(shares_.size(), voxels_per_chunk, [&](std::size_t begin, std::size_t end) {
    for (std::size_t i = begin; i < end; ++i) {
      double sum = 0;
      for (const std::uint32_t cell : cells_.of(i)) sum += clearance_[cell];
      shares_[i] = shares(sum, step, grid.voxel_volume());
    }
  });
}

ExchangeTotals Exchange::apply(std::span<double> counts, std::span<const double> secretion,
                               std::span<double> taken) const {
  assert(taken.size() == clearance_.size());
  assert(secretion.empty() || secretion.size() == clearance_.size());
  const auto advance_voxel = [&](std::size_t i, ExchangeTotals& sum) {
    const Shares& share = shares_[i];
    double emitted = 0;
    if (!secretion.empty())
      for (const std::uint32_t cell : cells_.of(i)) emitted += secretion[cell];
    emitted *= step_;
    double& u = counts[cells_.voxel[i]];
    const double up = u * share.taken + emitted * share.secreted_taken;
    u = u * share.kept + emitted * share.secreted_kept;
    for (const std::uint32_t cell : cells_.of(i)) taken[cell] = up * (clearance_[cell] * share.per_clearance);
    sum.emitted += emitted, sum.taken += up;
  };
  std::vector<ExchangeTotals> parts((shares_.size() + voxels_per_chunk - 1) / voxels_per_chunk);
  parallel_chunks(shares_.size(), voxels_per_chunk, [&](std::size_t begin, std::size_t end) {
    for (std::size_t i = begin; i < end; ++i) advance_voxel(i, parts[begin / voxels_per_chunk]);
  });
  ExchangeTotals sum;
  for (const ExchangeTotals& part : parts) sum.emitted += part.emitted, sum.taken += part.taken;
  return sum;
}

}  // namespace exomet
