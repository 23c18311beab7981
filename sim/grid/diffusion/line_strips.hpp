// The voxels of lines in the order in which they are solved: down the line and up again.
#pragma once

#include <algorithm>
#include <cassert>
#include <cstddef>

#include "sim/grid/diffusion/lines.hpp"
#include "sim/grid/diffusion/transpose.hpp"

namespace exomet {

// Both call solve(first, last) for all voxels of lines() in strips, on the way down from the low end and on
// the way up from the high one.

// All at once, where they are.
class LinesInPlace {
 public:
  explicit LinesInPlace(const LineBlock& block) : block_(block) {}
  const LineBlock& lines() const { return block_; }
  void fetch(std::size_t i, std::size_t k) const { block_.fetch(i, k); }
  template <class Solve>
  [[gnu::always_inline]] void down(std::size_t length, const Solve& solve) const {
    solve(0, length);
  }
  template <class Solve>
  [[gnu::always_inline]] void up(std::size_t length, const Solve& solve) const {
    solve(0, length);
  }

 private:
  const LineBlock& block_;
};

// Strips of few voxels: brought side by side and decayed on the way down, brought back on the way up.
class TransposedRows {
 public:
  explicit TransposedRows(RowBlock& block)
      : block_(block), lines_{block.room, block.width, block.lines, nullptr} {
    assert(block.width % (2 * wide_lanes) == 0 && block.lines <= block.width);
  }
  const LineBlock& lines() const { return lines_; }
  void fetch(std::size_t, std::size_t) const {}
  template <class Solve>
  [[gnu::always_inline]] void down(std::size_t length, const Solve& solve) {
    for (std::size_t first = 0; first < length; first += strip) {
      const std::size_t count = std::min(strip, length - first);
      double* const here = lines_.at(first, 0);
      for (std::size_t j = 0; j < block_.lines; ++j)  // of the next rows, the same
        __builtin_prefetch(block_.values + (block_.lines + j) * length + first, 0, 2);
      transpose(block_.values + first, length, block_.lines, count, here, block_.width);
      decay(here, count * block_.width);
      solve(first, first + count);
    }
    block_.before = sum_of_lanes(before_[0] + before_[1]);
  }
  template <class Solve>
  [[gnu::always_inline]] void up(std::size_t length, const Solve& solve) const {
    for (std::size_t last = length; last > 0;) {
      const std::size_t first = (last - 1) / strip * strip;
      solve(first, last);
      transpose(lines_.at(first, 0), block_.width, last - first, block_.lines, block_.values + first, length);
      last = first;
    }
  }

 private:
  static constexpr std::size_t strip = wide_lanes;

  void decay(double* values, std::size_t count) {
    if (block_.keeps == 1) return;
    for (std::size_t i = 0; i < count; i += 2 * wide_lanes)
#pragma GCC unroll 2
      for (std::size_t k = 0; k < 2; ++k) {
        double* const at = values + i + k * wide_lanes;
        const Double8 here = load(at);
        before_[k] += here;
        store(at, block_.keeps * here);
      }
  }

  RowBlock& block_;
  LineBlock lines_;
  Double8 before_[2]{};  // two, since one would wait for itself
};

inline LinesInPlace strips_of(const LineBlock& block) { return LinesInPlace(block); }
inline TransposedRows strips_of(RowBlock& block) { return TransposedRows(block); }

}  // namespace exomet
