#include "sim/grid/exchange.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cassert>
#include <cmath>
#include <limits>
#include <numeric>

#include "sim/base/parallel.hpp"

namespace exomet {

namespace {
constexpr std::size_t voxels_per_chunk = 2048;
constexpr std::size_t cells_per_chunk = 8192;

// 1 - (1 - e^-k) / k, to round-off: near 0 the difference would lose digits, the series doesn't.
double secreted_share_taken(double k) {
  if (k > 0.5) return 1 + std::expm1(-k) / k;
  double sum = 0;  // k/2! - k^2/3! + k^3/4! - ...; the term of k^14 is below round-off
  for (int power = 14; power >= 1; --power) sum = (1 - sum) * k / (power + 1);
  return sum;
}

// The share of a gap in one voxel that a step of diffusion leaves there, far from ends: the Green's function
// of an implicit step at its own voxel, along each axis (1 + 4 D step / spacing^2)^(-1/2).
double gap_left(const Geometry& grid, double diffusivity, double step) {
  double left = 1;
  for (int axis = 0; axis < 3; ++axis)
    if (grid.voxels[axis] > 1)
      left /= std::sqrt(1 + 4 * diffusivity * step / (grid.spacing[axis] * grid.spacing[axis]));
  return left;
}

constexpr double least_clearance = std::numeric_limits<double>::min();  // 1 / less would overflow

// Somewhere in a table of so many entries (a power of two), spread evenly: the same for the same value.
std::size_t place_of(double value, std::size_t entries) {
  return (std::bit_cast<std::uint64_t>(value) * 0x9e3779b97f4a7c15u >> 32) & (entries - 1);
}
}  // namespace

CellsByVoxel cells_by_voxel(const Geometry& grid, std::span<const double> x, std::span<const double> y,
                            std::span<const double> z) {
  assert(x.size() == y.size() && y.size() == z.size());
  assert(grid.size() <= std::numeric_limits<std::uint32_t>::max());
  std::vector<std::uint32_t> voxel_of(x.size()), place(grid.size() + 1);
  parallel_chunks(x.size(), cells_per_chunk, [&](std::size_t begin, std::size_t end) {
    for (std::size_t i = begin; i < end; ++i)
      voxel_of[i] = static_cast<std::uint32_t>(grid.voxel_at({x[i], y[i], z[i]}));
  });
  for (const std::uint32_t voxel : voxel_of) ++place[voxel + 1];
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
  sorted.place.resize(x.size());
  for (std::size_t i = 0; i < sorted.voxel.size(); ++i)
    for (const std::uint32_t cell : sorted.of(i)) sorted.place[cell] = static_cast<std::uint32_t>(i);
  return sorted;
}

namespace {
// The sum over the cells of each voxel that holds some.
std::vector<double> sums_by_voxel(const CellsByVoxel& cells, std::span<const double> of_cells) {
  std::vector<double> sums(cells.voxel.size());
  parallel_chunks(sums.size(), voxels_per_chunk, [&](std::size_t begin, std::size_t end) {
    for (std::size_t i = begin; i < end; ++i)
      for (const std::uint32_t cell : cells.of(i)) sums[i] += of_cells[cell];
  });
  return sums;
}
}  // namespace

double typical_uptake(const Geometry& grid, const CellsByVoxel& cells, std::span<const double> clearance) {
  const std::vector<double> sums = sums_by_voxel(cells, clearance);
  const double all = parallel_sum(sums.size(), voxels_per_chunk, [&](std::size_t i) { return sums[i]; });
  if (all < least_clearance) return 0;
  const double weighted =
      parallel_sum(sums.size(), voxels_per_chunk, [&](std::size_t i) { return sums[i] * (sums[i] / all); });
  return weighted / grid.voxel_volume();
}

// uptake: k of a step. gap: g.
Exchange::Shares Exchange::shares(double uptake, double gap) {
  const double gk = gap * uptake, emptied = -std::expm1(-gk), taken = gk > 0 ? emptied / gap : uptake;
  const double kept =
      gap == 1 ? std::exp(-uptake) : std::max(0.0, 1 - taken);  // in still fluid to all digits
  return {kept, taken, gk > 0 ? emptied / gk : 1, secreted_share_taken(gk)};
}

Exchange::Exchange(const Geometry& grid, const CellsByVoxel& cells, const Diffusivity& diffusivity,
                   std::span<const double> clearance, double step)
    : cells_(&cells),
      step_(step),
      shares_(cells.voxel.size()),
      per_clearance_(cells.voxel.size()),
      clearance_(clearance.begin(), clearance.end()) {
  assert(clearance.size() == cells.cell.size());
  assert(step >= 0);
  const std::vector<double> sums = sums_by_voxel(cells, clearance);
  parallel_chunks(shares_.size(), voxels_per_chunk, [&](std::size_t begin, std::size_t end) {
    // Many voxels are alike: what follows from the same is worked out once.
    struct Known {
      double sum = 0, diffusivity = 0;
      Shares shares;
    };
    std::array<Known, 64> known;
    for (std::size_t i = begin; i < end; ++i) {
      const double sum = sums[i];
      double here = 0;
      if (sum < least_clearance) continue;
      diffusivity.read(cells.voxel[i], 1, &here);
      Known& same = known[place_of(sum + here, known.size())];
      if (same.sum != sum || same.diffusivity != here)
        same = {sum, here, shares(sum / grid.voxel_volume() * step, gap_left(grid, here, step))};
      shares_[i] = same.shares;
      per_clearance_[i] = 1 / sum;
    }
  });
  std::vector<NeighbourUptake::Sink> sinks;
  for (std::size_t i = 0; i < shares_.size(); ++i)
    if (shares_[i].taken > 1) {
      strong_sinks_.push_back(static_cast<std::uint32_t>(i));
      sinks.push_back({cells.voxel[i], shares_[i].taken});
    }
  from_neighbours_ = NeighbourUptake(grid, diffusivity, sinks, step);
  for (std::size_t n = 0; n < sinks.size(); ++n) {
    Shares& share = shares_[strong_sinks_[n]];
    const double more = share.secreted_kept * from_neighbours_.of_secreted(n);
    share.taken = 1;  // of its own
    share.secreted_taken += more, share.secreted_kept -= more;
  }
}

std::vector<double> Exchange::emission(std::span<const double> secretion) const {
  assert(secretion.size() == clearance_.size());
  std::vector<double> emitted = sums_by_voxel(*cells_, secretion);
  for (double& counts : emitted) counts *= step_;
  return emitted;
}

ExchangeTotals Exchange::apply(std::span<double> counts, std::span<const double> emission,
                               std::span<double> taken) const {
  assert(taken.size() == shares_.size());
  assert(emission.empty() || emission.size() == shares_.size());
  std::vector<ExchangeTotals> parts((shares_.size() + voxels_per_chunk - 1) / voxels_per_chunk);
  parallel_chunks(shares_.size(), voxels_per_chunk, [&](std::size_t begin, std::size_t end) {
    ExchangeTotals sum;
    for (std::size_t i = begin; i < end; ++i) {
      const Shares& share = shares_[i];
      const double emitted = emission.empty() ? 0 : emission[i];
      double& u = counts[cells_->voxel[i]];
      const double up = u * share.taken + emitted * share.secreted_taken;
      u = u * share.kept + emitted * share.secreted_kept;
      taken[i] += up;
      sum.emitted += emitted, sum.taken += up;
    }
    parts[begin / voxels_per_chunk] = sum;
  });
  ExchangeTotals sum;
  for (const ExchangeTotals& part : parts) sum.emitted += part.emitted, sum.taken += part.taken;
  if (!strong_sinks_.empty()) sum.taken += take_from_neighbours(counts, taken);
  return sum;
}

double Exchange::take_from_neighbours(std::span<double> counts, std::span<double> taken) const {
  const std::vector<double> more = from_neighbours_.take(counts);
  double sum = 0;
  for (std::size_t n = 0; n < more.size(); ++n) taken[strong_sinks_[n]] += more[n], sum += more[n];
  return sum;
}

void Exchange::share_out(std::span<const double> taken, std::size_t begin, std::span<double> shares) const {
  const std::uint32_t* const place = cells_->place.data() + begin;
  const double* const clearance = clearance_.data() + begin;
#pragma GCC ivdep
  for (std::size_t n = 0; n < shares.size(); ++n)
    shares[n] = taken[place[n]] * (clearance[n] * per_clearance_[place[n]]);
}

}  // namespace exomet
