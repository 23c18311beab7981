#include "sim/grid/overdraft.hpp"

#include <algorithm>
#include <cassert>
#include <limits>

#include "sim/base/parallel.hpp"

namespace exomet {

namespace {
constexpr std::size_t voxels_per_chunk = 2048;

// Calls visit(voxel, axis) for those beside a voxel, across joined ends, too.
template <class Visit>
void for_each_beside(const Geometry& grid, std::size_t voxel, const Visit& visit) {
  std::size_t stride = 1, rest = voxel;
  for (int axis = 0; axis < 3; ++axis) {
    const auto length = static_cast<std::size_t>(grid.voxels[axis]);
    const std::size_t at = rest % length;
    rest /= length;
    const bool joined = grid.periodic(axis) && length > 1;  // of two that are joined, each is beside twice
    if (at > 0 || joined) visit(at > 0 ? voxel - stride : voxel + (length - 1) * stride, axis);
    if (at + 1 < length || joined)
      visit(at + 1 < length ? voxel + stride : voxel - (length - 1) * stride, axis);
    stride *= length;
  }
}

double harmonic_mean(double a, double b) { return a + b > 0 ? 2 * a * b / (a + b) : 0; }
}  // namespace

Overdraft::Overdraft(const Geometry& grid, const Diffusivity& diffusivity, std::span<const Taker> takers,
                     double step) {
  if (takers.empty()) return;
  assert(diffusivity.fits(grid.size()));
  const auto at = [&](std::size_t voxel) {
    double value = 0;
    diffusivity.read(voxel, 1, &value);
    return value;
  };
  constexpr auto unknown = std::numeric_limits<std::uint32_t>::max();
  std::vector<std::uint32_t> giver_in(grid.size(), unknown);
  std::vector<double> asked;  // of each giver, its share
  for (const Taker& taker : takers) {
    const double here = at(taker.voxel);
    double all = 0;
    for_each_beside(grid, taker.voxel, [&](std::size_t voxel, int axis) {
      std::uint32_t& giver = giver_in[voxel];
      if (giver == unknown) {
        giver = static_cast<std::uint32_t>(givers_.size());
        givers_.push_back({static_cast<std::uint32_t>(voxel), 1});
        asked.push_back(0);
      }
      const double conducts =
          step * harmonic_mean(here, at(voxel)) / (grid.spacing[axis] * grid.spacing[axis]);
      beside_.push_back({giver, conducts});
      all += conducts;
    });
    const double share = (taker.times - 1) / (taker.times + all);
    of_secreted_.push_back(share);
    for (std::size_t b = first_beside_.back(); b < beside_.size(); ++b)
      asked[beside_[b].giver] += beside_[b].share *= share;
    first_beside_.push_back(static_cast<std::uint32_t>(beside_.size()));
  }
  for (Beside& beside : beside_) beside.share /= std::max(1.0, asked[beside.giver]);
  for (std::size_t g = 0; g < givers_.size(); ++g) givers_[g].keeps = std::max(0.0, 1 - asked[g]);
}

std::vector<double> Overdraft::take(std::span<double> counts) const {
  std::vector<double> taken(takers());
  parallel_chunks(taken.size(), voxels_per_chunk, [&](std::size_t begin, std::size_t end) {
    for (std::size_t n = begin; n < end; ++n)
      for (std::uint32_t b = first_beside_[n]; b < first_beside_[n + 1]; ++b)
        taken[n] += beside_[b].share * counts[givers_[beside_[b].giver].voxel];
  });
  parallel_chunks(givers_.size(), voxels_per_chunk, [&](std::size_t begin, std::size_t end) {
    for (std::size_t g = begin; g < end; ++g) counts[givers_[g].voxel] *= givers_[g].keeps;
  });
  return taken;
}

}  // namespace exomet
