// Where the shares of voxels (elimination.hpp) come from when lines are solved. Both have the same members.
#pragma once

#include <cstddef>

#include "sim/base/double8.hpp"
#include "sim/grid/diffusion/elimination.hpp"
#include "sim/grid/diffusion/lines.hpp"

namespace exomet {

// What follows from the diffusivities of `wides` registers of lines, by where it comes from: the weight of
// leaking at the two ends; of each voxel but the last, in order, its shares; the share that the last one
// keeps; and those that are handed on once more, on the way back.

// From diffusivities by voxel, on the way. What is handed on is kept for the way back, since reading it from
// memory would take longer.
template <std::size_t wides, bool joined>
class ComputedFactors {
 public:
  ComputedFactors(const DiffusivityBlock& diffusivity, std::size_t length, const LineEnds& ends, double ratio,
                  double* room)
      : diffusivity_(diffusivity), length_(length), ratio_(ratio), room_(room) {
    for (std::size_t k = 0; k < wides; ++k) {
      const Double8 low = load(diffusivity.at(0, k)), high = load(diffusivity.at(length - 1, k));
      leak_[0][k] = ends.leaky[0] ? 2 * ratio * low : Double8{};
      leak_[1][k] = ends.leaky[1] ? 2 * ratio * high : Double8{};
      state_.begin(k, leak_[0][k], leak_[1][k], joined ? coupling(low, high, ratio) : Double8{});
    }
  }
  const Double8& leak(int end, std::size_t k) const { return leak_[end][k]; }
  template <class Use>
  [[gnu::always_inline]] void shares(std::size_t i, const Use& use) {
    const auto here = [&](std::size_t k) { return load(diffusivity_.at(i, k)); };
    const auto after = [&](std::size_t k) { return load(diffusivity_.at(i + 1, k)); };
    state_.hand_on(here, after, ratio_, i + 2 == length_, [&](std::size_t k, const Shares<Double8>& shares) {
      store(at(i, k), shares.next);
      if constexpr (joined) store(at(length_ + i, k), shares.last);
      use(k, shares);
    });
  }
  Double8 end(std::size_t k) const { return state_.end(k); }
  Double8 next(std::size_t i, std::size_t k) const { return load(at(i, k)); }
  Double8 last(std::size_t i, std::size_t k) const { return load(at(length_ + i, k)); }

 private:
  double* at(std::size_t i, std::size_t k) const { return room_ + (i * wides + k) * wide_lanes; }

  DiffusivityBlock diffusivity_;
  std::size_t length_;
  double ratio_;
  double* room_;
  Double8 leak_[2][wides];
  Elimination<Double8, wides, joined> state_;
};

// As eliminate() has put them down: first what voxels hand on, to the next and (joined ends) to the last, as
// above; then what they keep; then of each line what the last voxel keeps and the two leaks.
template <std::size_t wides, bool joined>
struct StoredFactors {
  const double* from;
  std::size_t length;

  Double8 leak(int end, std::size_t k) const { return get((joined ? 3 : 2) * length + 1 + end, k); }
  template <class Use>
  [[gnu::always_inline]] void shares(std::size_t i, const Use& use) const {
#pragma GCC unroll 8
    for (std::size_t k = 0; k < wides; ++k)
      use(k, Shares<Double8>{get((joined ? 2 : 1) * length + i, k), next(i, k),
                             joined ? last(i, k) : Double8{}});
  }
  Double8 end(std::size_t k) const { return get((joined ? 3 : 2) * length, k); }
  Double8 next(std::size_t i, std::size_t k) const { return get(i, k); }
  Double8 last(std::size_t i, std::size_t k) const { return get(length + i, k); }
  Double8 get(std::size_t i, std::size_t k) const { return load(from + (i * wides + k) * wide_lanes); }
};

}  // namespace exomet
