#include "sim/grid/exchange/exchange.hpp"

#include <algorithm>
#include <array>
#include <atomic>
#include <bit>
#include <cassert>
#include <cmath>
#include <limits>
#include <numeric>

#include "sim/base/mathematics.hpp"
#include "sim/base/parallel.hpp"

namespace exomet {

namespace {
constexpr std::size_t voxels_per_chunk = 2048;
constexpr std::size_t cells_at_once = 8192;

// 1 - (1 - e^-k) / k, to round-off: near 0 the difference would lose digits, the series doesn't.
double secreted_share_taken(double k) {
  if (k > 0.5) return 1 + maths::expm1(-k) / k;
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

double typical_uptake(const Geometry& grid, std::span<const double> sums) {
  const double all = parallel_sum(sums.size(), voxels_per_chunk, [&](std::size_t i) { return sums[i]; });
  if (all < least_clearance) return 0;
  const double weighted =
      parallel_sum(sums.size(), voxels_per_chunk, [&](std::size_t i) { return sums[i] * (sums[i] / all); });
  return weighted / grid.voxel_volume();
}

// uptake: k of a step. gap: g.
Exchange::Shares Exchange::shares(double uptake, double gap) {
  const double gk = gap * uptake, emptied = -maths::expm1(-gk), taken = gk > 0 ? emptied / gap : uptake;
  const double kept =
      gap == 1 ? maths::exp(-uptake) : std::max(0.0, 1 - taken);  // in still fluid to all digits
  return {kept, taken, gk > 0 ? emptied / gk : 1, secreted_share_taken(gk)};
}

Exchange::Exchange(const Geometry& grid, const CellsByVoxel& cells, const Diffusivity& diffusivity,
                   std::span<const double> clearance, std::span<const double> clearance_by_voxel, double step)
    : cells_(&cells),
      step_(step),
      per_clearance_(cells.voxel.size()),
      alike_(cells.voxel.size()),
      clearance_(clearance) {
  assert(clearance.size() == cells.cell.size() && clearance_by_voxel.size() == cells.voxel.size());
  assert(step >= 0);
  share_alike(grid, diffusivity, clearance_by_voxel);
  serve_strong_sinks(grid, diffusivity);
}

// What follows from the same clearance and diffusivity is worked out, and kept, once.
void Exchange::share_alike(const Geometry& grid, const Diffusivity& diffusivity,
                           std::span<const double> clearance_by_voxel) {
  shares_.resize((alike_.size() + voxels_per_chunk - 1) / voxels_per_chunk);
  parallel_chunks(alike_.size(), voxels_per_chunk, [&](std::size_t begin, std::size_t end) {
    struct Known {
      double sum = 0, diffusivity = 0;
      std::uint16_t place = 0;
    };
    std::array<Known, 64> known;
    std::vector<Shares>& all = shares_[begin / voxels_per_chunk];
    all.emplace_back();  // of who takes up nothing
    for (std::size_t i = begin; i < end; ++i) {
      const double sum = clearance_by_voxel[i];
      if (sum < least_clearance) continue;
      double here = 0;
      diffusivity.read(cells_->voxel[i], 1, &here);
      Known& same = known[place_of(sum + here, known.size())];
      if (same.sum != sum || same.diffusivity != here) {
        same = {sum, here, static_cast<std::uint16_t>(all.size())};
        all.push_back(shares(sum / grid.voxel_volume() * step_, gap_left(grid, here, step_)));
      }
      alike_[i] = same.place;
      per_clearance_[i] = 1 / sum;
    }
    all.shrink_to_fit();
  });
}

void Exchange::serve_strong_sinks(const Geometry& grid, const Diffusivity& diffusivity) {
  std::vector<NeighbourUptake::Sink> sinks;
  for (std::size_t i = 0; i < alike_.size(); ++i) {
    const Shares& share = shares_[i / voxels_per_chunk][alike_[i]];
    if (share.taken > 1) {
      strong_sinks_.push_back(static_cast<std::uint32_t>(i));
      sinks.push_back({cells_->voxel[i], share.taken});
    }
  }
  from_neighbours_ = NeighbourUptake(grid, diffusivity, sinks, step_);
  for (std::size_t n = 0; n < sinks.size(); ++n) {
    std::vector<Shares>& all = shares_[strong_sinks_[n] / voxels_per_chunk];
    std::uint16_t& place = alike_[strong_sinks_[n]];
    Shares share = all[place];
    const double more = share.secreted_kept * from_neighbours_.of_secreted(n);
    share.taken = 1;  // of its own
    share.secreted_taken += more, share.secreted_kept -= more;
    place = static_cast<std::uint16_t>(all.size());
    all.push_back(share);
  }
}

std::vector<double> Exchange::emission(std::span<const double> secretion) const {
  std::vector<double> emitted = sum_by_voxel(*cells_, secretion);
  for (double& counts : emitted) counts *= step_;
  return emitted;
}

ExchangeTotals Exchange::apply(std::span<double> counts, std::span<const double> emission,
                               std::span<double> taken) const {
  assert(taken.size() == alike_.size());
  assert(emission.empty() || emission.size() == alike_.size());
  std::vector<ExchangeTotals> parts(shares_.size());
  parallel_chunks(alike_.size(), voxels_per_chunk, [&](std::size_t begin, std::size_t end) {
    const std::vector<Shares>& all = shares_[begin / voxels_per_chunk];
    ExchangeTotals sum;
    for (std::size_t i = begin; i < end; ++i) {
      const Shares& share = all[alike_[i]];
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
