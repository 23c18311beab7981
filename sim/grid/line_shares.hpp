// Where the shares of voxels (elimination.hpp) come from when lines are solved. Both have the same members.
#pragma once

#include <cstddef>

#include "sim/base/wide.hpp"
#include "sim/grid/elimination.hpp"
#include "sim/grid/lines.hpp"

namespace exomet {

// What follows from the diffusivities of `wides` registers of lines, by where it comes from: the weight of
// leaking at the two ends; of each voxel but the last, in order, its shares; the share that the last one
// keeps; and those that are handed on once more, on the way back.

// From diffusivities by voxel, on the way. What is handed on is kept for the way back, since reading it from
// memory would take longer.
template <std::size_t wides, bool joined>
class SharesWorkedOut {
 public:
  SharesWorkedOut(const DiffusivityBlock& diffusivity, std::size_t length, const LineEnds& ends, double ratio,
                  double* room)
      : diffusivity_(diffusivity), length_(length), ratio_(ratio), room_(room) {
    for (std::size_t k = 0; k < wides; ++k) {
      const Wide low = load(diffusivity.at(0, k)), high = load(diffusivity.at(length - 1, k));
      leak_[0][k] = ends.leaky[0] ? 2 * ratio * low : Wide{};
      leak_[1][k] = ends.leaky[1] ? 2 * ratio * high : Wide{};
      state_.begin(k, leak_[0][k], leak_[1][k], joined ? coupling(low, high, ratio) : Wide{});
    }
  }
  const Wide& leak(int end, std::size_t k) const { return leak_[end][k]; }
  template <class Use>
  [[gnu::always_inline]] void shares(std::size_t i, const Use& use) {
    const auto here = [&](std::size_t k) { return load(diffusivity_.at(i, k)); };
    const auto after = [&](std::size_t k) { return load(diffusivity_.at(i + 1, k)); };
    state_.hand_on(here, after, ratio_, i + 2 == length_, [&](std::size_t k, const Shares<Wide>& shares) {
      store(at(i, k), shares.next);
      if constexpr (joined) store(at(length_ + i, k), shares.last);
      use(k, shares);
    });
  }
  Wide end(std::size_t k) const { return state_.end(k); }
  Wide next(std::size_t i, std::size_t k) const { return load(at(i, k)); }
  Wide last(std::size_t i, std::size_t k) const { return load(at(length_ + i, k)); }

 private:
  double* at(std::size_t i, std::size_t k) const { return room_ + (i * wides + k) * wide_lanes; }

  DiffusivityBlock diffusivity_;
  std::size_t length_;
  double ratio_;
  double* room_;
  Wide leak_[2][wides];
  Elimination<Wide, wides, joined> state_;
};

// As eliminate() has put them down: first what voxels hand on, to the next and (joined ends) to the last, as
// above; then what they keep; then of each line what the last voxel keeps and the two leaks.
template <std::size_t wides, bool joined>
struct SharesPutDown {
  const double* from;
  std::size_t length;

  Wide leak(int end, std::size_t k) const { return get((joined ? 3 : 2) * length + 1 + end, k); }
  template <class Use>
  [[gnu::always_inline]] void shares(std::size_t i, const Use& use) const {
#pragma GCC unroll 8
    for (std::size_t k = 0; k < wides; ++k)
      use(k, Shares<Wide>{get((joined ? 2 : 1) * length + i, k), next(i, k), joined ? last(i, k) : Wide{}});
  }
  Wide end(std::size_t k) const { return get((joined ? 3 : 2) * length, k); }
  Wide next(std::size_t i, std::size_t k) const { return get(i, k); }
  Wide last(std::size_t i, std::size_t k) const { return get(length + i, k); }
  Wide get(std::size_t i, std::size_t k) const { return load(from + (i * wides + k) * wide_lanes); }
};

}  // namespace exomet
