#include "sim/grid/diffusion/lines.hpp"

#include <algorithm>
#include <cassert>
#include <type_traits>

#include "sim/grid/diffusion/elimination.hpp"
#include "sim/grid/diffusion/line_shares.hpp"
#include "sim/grid/diffusion/line_strips.hpp"

namespace exomet {

Lines::Lines(std::size_t length, const LineEnds& ends, double ratio)
    : length_(length), ends_(ends), ratio_(ratio) {
  assert(length > 0 && ratio >= 0);
  assert(!ends.joined || ends.sealed());
}

void Lines::set_diffusivity(double diffusivity) {
  auto& [kept, next, last, leak] = uniform_shares_;
  for (int end = 0; end < 2; ++end) leak[end] = ends_.leaky[end] ? 2 * ratio_ * diffusivity : 0;
  kept.assign(length_, 0), next.assign(length_, 0), last.assign(length_, 0);
  Elimination<double, 1, true> state;
  state.begin(0, leak[0], leak[1], ends_.joined ? coupling(diffusivity, diffusivity, ratio_) : 0);
  const auto same = [&](std::size_t) { return diffusivity; };
  for (std::size_t i = 0; i + 1 < length_; ++i)
    state.hand_on(same, same, ratio_, i + 2 == length_, [&](std::size_t, const Shares<double>& shares) {
      uniform_shares_.kept[i] = shares.kept, uniform_shares_.next[i] = shares.next;
      uniform_shares_.last[i] = shares.last;
    });
  kept[length_ - 1] = state.end(0);
}

template <class Source>
EndFlux Lines::flux_through_ends(const LineBlock& block, const Source& source) const {
  EndFlux flux;
  for (int end = 0; end < 2; ++end)
    if (ends_.leaky[end])
      for (std::size_t j = 0; j < block.lines; ++j) {
        const Double8& leak = source.leak(end, j / wide_lanes);
        flux.add(leak[j % wide_lanes] * (block.at(end * (length_ - 1), 0)[j] - ends_.outside[end]));
      }
  return flux;
}

EndFlux Lines::flux_through(int end, const double* values, std::size_t lines) const {
  EndFlux flux;
  if (ends_.leaky[end])
    for (std::size_t j = 0; j < lines; ++j)
      flux.add(uniform_shares_.leak[end] * (values[j] - ends_.outside[end]));
  return flux;
}

// Down the line each voxel hands on its counts and keeps its share; up the line each learns from those after
// it what it ends with.
template <std::size_t wides, bool joined, class Block, class Source>
EndFlux Lines::solve_by(Block& of, Source source) const {
  auto strips = strips_of(of);
  const LineBlock& block = strips.lines();
  Double8 handed[wides], end[wides];
  for (std::size_t k = 0; k < wides; ++k) {
    handed[k] = source.leak(0, k) * ends_.outside[0];
    end[k] = source.leak(1, k) * ends_.outside[1];
  }
  strips.down(length_, [&](std::size_t first, std::size_t last) {
    Double8 handed_here[wides], end_here[wides];
    std::copy_n(handed, wides, handed_here), std::copy_n(end, wides, end_here);
    for (std::size_t i = first; i < std::min(last, length_ - 1); ++i)
      source.shares(i, [&](std::size_t k, const Shares<Double8>& shares) {
        double* const at = block.at(i, k);
        strips.fetch(i, k);
        const Double8 value = load(at) + handed_here[k];
        store(at, shares.kept * value);
        handed_here[k] = shares.next * value;
        if constexpr (joined) end_here[k] += shares.last * value;
      });
    std::copy_n(handed_here, wides, handed), std::copy_n(end_here, wides, end);
  });
#pragma GCC unroll 8
  for (std::size_t k = 0; k < wides; ++k) {
    double* const at = block.at(length_ - 1, k);
    end[k] = source.end(k) * (load(at) + handed[k] + end[k]);
    store(at, end[k]);
  }
  Double8 after[wides];
  std::copy_n(end, wides, after);
  strips.up(length_, [&](std::size_t first, std::size_t last) {
    Double8 after_here[wides];
    std::copy_n(after, wides, after_here);
    for (std::size_t i = std::min(last, length_ - 1); i-- > first;)
#pragma GCC unroll 8
      for (std::size_t k = 0; k < wides; ++k) {
        double* const at = block.at(i, k);
        after_here[k] = load(at) + source.next(i, k) * after_here[k];
        if constexpr (joined) after_here[k] += source.last(i, k) * end[k];
        store(at, after_here[k]);
      }
    std::copy_n(after_here, wides, after);
  });
  return flux_through_ends(block, source);
}

template <std::size_t wides, bool joined>
void Lines::eliminate(DiffusivityBlock diffusivity, double* shares_of) const {
  const std::size_t n = length_, size = n * wides * wide_lanes;
  double *const kept = shares_of + (joined ? 2 : 1) * size, *const of_ends = kept + size;
  ComputedFactors<wides, joined> source(diffusivity, n, ends_, ratio_, shares_of);
  for (std::size_t i = 0; i + 1 < n; ++i)
    source.shares(i, [&](std::size_t k, const Shares<Double8>& shares) {
      store(kept + (i * wides + k) * wide_lanes, shares.kept);
    });
  for (std::size_t k = 0; k < wides; ++k) {
    store(of_ends + k * wide_lanes, source.end(k));
    for (int end = 0; end < 2; ++end)
      store(of_ends + ((1 + end) * wides + k) * wide_lanes, source.leak(end, k));
  }
}

// Calls sweep with the number of registers that the lines fill and with whether the ends are joined, both as
// constants.
template <class Sweep>
auto Lines::with_width(std::size_t lines, const Sweep& sweep) const {
  const auto with_ends = [&](auto wides) {
    return ends_.joined ? sweep(wides, std::true_type{}) : sweep(wides, std::false_type{});
  };
  using std::integral_constant;
  switch (registers(lines)) {
    case 1:
      return with_ends(integral_constant<std::size_t, 1>{});
    case 2:
      return with_ends(integral_constant<std::size_t, 2>{});
    case 4:
      return with_ends(integral_constant<std::size_t, 4>{});
    case 6:
      return with_ends(integral_constant<std::size_t, 6>{});
    default:
      return with_ends(integral_constant<std::size_t, 8>{});
  }
}

template <class Block>
EndFlux Lines::solve(Block& block, const DiffusivityBlock& diffusivity, double* shares) const {
  return with_width(block.lines, [&](auto wides, auto joined) {
    return solve_by<wides, joined>(
        block, ComputedFactors<wides, joined>(diffusivity, length_, ends_, ratio_, shares));
  });
}

void Lines::eliminate(std::size_t lines, const DiffusivityBlock& diffusivity, double* shares) const {
  with_width(lines, [&](auto wides, auto joined) { eliminate<wides, joined>(diffusivity, shares); });
}

template <class Block>
EndFlux Lines::solve(Block& block, const double* shares) const {
  return with_width(block.lines, [&](auto wides, auto joined) {
    return solve_by<wides, joined>(block, StoredFactors<wides, joined>{shares, length_});
  });
}

template EndFlux Lines::solve(const LineBlock&, const DiffusivityBlock&, double*) const;
template EndFlux Lines::solve(const LineBlock&, const double*) const;
template EndFlux Lines::solve(RowBlock&, const DiffusivityBlock&, double*) const;
template EndFlux Lines::solve(RowBlock&, const double*) const;

}  // namespace exomet
