#include "sim/grid/diffusion/uniform_rows.hpp"

#include <algorithm>
#include <cassert>

#include "sim/base/double8.hpp"
#include "sim/grid/diffusion/transpose.hpp"

namespace exomet {

namespace {
constexpr std::size_t wides =
    uniform_rows_together / wide_lanes;    // two: each of one waits for the voxel before
constexpr std::size_t strip = wide_lanes;  // voxels, as many as rows of a register: they are transposed
// Columns that go down together: each waits for its row before.
constexpr std::size_t across_together = 8 * strip;

template <bool joined>
class RowSolver {
 public:
  RowSolver(const Lines& along, RowBlock& of)
      : shares_(along.uniform_shares()),
        n_(along.length()),
        inner_(of.lines == uniform_rows_together ? (n_ - 1) / strip * strip : 0),
        of_(of) {
    const auto& outside = along.ends().outside;
    for (std::size_t k = 0; k < wides; ++k)
      handed_[k] = wide(shares_.leak[0] * outside[0]), end_[k] = wide(shares_.leak[1] * outside[1]);
  }

  void down() {
    for (std::size_t i = 0; i < inner_; i += strip) down<true>(i);
    for (std::size_t i = inner_; i < n_; i += strip) down<false>(i);
    if (of_.keeps != 1) of_.before = sum_of_lanes(before_[0] + before_[1]);
  }

  void up(const SplitTridiagonal* across, std::size_t row) {
    std::copy_n(end_, wides, after_);
    for (std::size_t i = (n_ + strip - 1) / strip * strip; i > 0;) {
      i -= strip;
      i < inner_ ? up<true>(i) : up<false>(i);
      if (across && i % across_together == 0)
        across->eliminate(i, std::min(across_together, n_ - i), row, of_.lines);
    }
  }

  // After up(): when lines across go on, voxels no longer have these values.
  EndFlux flux(const Lines& along) const {
    double low[uniform_rows_together], high[uniform_rows_together];
    for (std::size_t k = 0; k < wides; ++k)
      store(low + k * wide_lanes, after_[k]), store(high + k * wide_lanes, end_[k]);
    EndFlux flux = along.flux_through(0, low, of_.lines);
    flux.add(along.flux_through(1, high, of_.lines));
    return flux;
  }

 private:
  double* room(std::size_t voxel, std::size_t k) const {
    return of_.room + voxel * uniform_rows_together + k * wide_lanes;
  }

  // whole: a strip of eight voxels without the last one, of all rows.
  template <bool whole>
  [[gnu::always_inline]] void down(std::size_t first) {
    const std::size_t count = whole ? strip : std::min(strip, n_ - first);
    for (std::size_t j = 0; j < of_.lines; ++j)  // of the next rows, the same
      __builtin_prefetch(of_.values + (of_.lines + j) * n_ + first, 0, 2);
    Double8 handed[wides], end[wides], before[wides];
    std::copy_n(handed_, wides, handed), std::copy_n(end_, wides, end), std::copy_n(before_, wides, before);
#pragma GCC unroll 2
    for (std::size_t k = 0; k < wides; ++k) {
      Double8 voxel[strip];
      read<whole>(first, count, k, voxel);
      transpose(voxel);
#pragma GCC unroll 8
      for (std::size_t i = 0; i < strip; ++i) {
        if (!whole && i >= count) break;
        const std::size_t v = first + i;
        before[k] += voxel[i];
        const Double8 value = of_.keeps * voxel[i] + handed[k];
        if (!whole && v + 1 == n_) {
          end[k] = shares_.kept[v] * (value + end[k]);
          break;
        }
        store(room(v, k), shares_.kept[v] * value);
        handed[k] = shares_.next[v] * value;
        if constexpr (joined) end[k] += shares_.last[v] * value;
      }
    }
    std::copy_n(handed, wides, handed_), std::copy_n(end, wides, end_), std::copy_n(before, wides, before_);
  }

  template <bool whole>
  [[gnu::always_inline]] void up(std::size_t first) {
    const std::size_t count = whole ? strip : std::min(strip, n_ - first);
#pragma GCC unroll 2
    for (std::size_t k = 0; k < wides; ++k) {
      Double8 voxel[strip], after = after_[k];
#pragma GCC unroll 8
      for (std::size_t back = 1; back <= strip; ++back) {
        const std::size_t i = strip - back, v = first + i;
        voxel[i] = Double8{};
        if (!whole && i >= count) continue;
        if (!whole && v + 1 == n_) {
          after = end_[k];
        } else {
          after = load(room(v, k)) + shares_.next[v] * after;
          if constexpr (joined) after += shares_.last[v] * end_[k];
        }
        voxel[i] = after;
      }
      after_[k] = after;
      transpose(voxel);
      write<whole>(first, count, k, voxel);
    }
  }

  template <bool whole>
  [[gnu::always_inline]] void read(std::size_t first, std::size_t count, std::size_t k,
                                   Double8 (&row)[8]) const {
#pragma GCC unroll 8
    for (std::size_t i = 0; i < wide_lanes; ++i) {
      const std::size_t j = k * wide_lanes + i;
      const double* const from = of_.values + j * n_ + first;
      row[i] = whole ? load(from) : j < of_.lines ? load_lanes(from, first_lanes(count)) : Double8{};
    }
  }
  template <bool whole>
  [[gnu::always_inline]] void write(std::size_t first, std::size_t count, std::size_t k,
                                    const Double8 (&row)[8]) const {
#pragma GCC unroll 8
    for (std::size_t i = 0; i < wide_lanes; ++i) {
      const std::size_t j = k * wide_lanes + i;
      double* const to = of_.values + j * n_ + first;
      if (whole)
        store(to, row[i]);
      else if (j < of_.lines)
        store_lanes(to, row[i], first_lanes(count));
    }
  }

  const UniformShares& shares_;
  const std::size_t n_,
      inner_;  // voxels; those of whole strips before that of the last voxel, if rows are all
  RowBlock& of_;
  Double8 handed_[wides], end_[wides], before_[wides]{};  // to the next voxel, to the last one; before decay
  Double8 after_[wides];                                  // what the voxel after has on the way up
};

template <bool joined>
EndFlux solve(const Lines& along, RowBlock& of, const SplitTridiagonal* across, std::size_t row) {
  RowSolver<joined> rows(along, of);
  rows.down();
  rows.up(across, row);
  return rows.flux(along);
}
}  // namespace

EndFlux solve_uniform_rows(const Lines& along, RowBlock& of, const SplitTridiagonal* across,
                           std::size_t row) {
  assert(of.width == uniform_rows_together && of.lines <= uniform_rows_together);
  return along.ends().joined ? solve<true>(along, of, across, row) : solve<false>(along, of, across, row);
}

}  // namespace exomet
