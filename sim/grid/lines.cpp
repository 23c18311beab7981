#include "sim/grid/lines.hpp"

#include <algorithm>
#include <cassert>
#include <type_traits>

#include "sim/grid/elimination.hpp"

namespace exomet {

Lines::Lines(std::size_t length, const LineEnds& ends, double ratio)
    : length_(length), ends_(ends), ratio_(ratio) {
  assert(length > 0 && ratio >= 0);
  assert(!ends.joined || ends.sealed());
}

void Lines::set_diffusivity(double diffusivity) {
  for (int end = 0; end < 2; ++end) leak_[end] = ends_.leaky[end] ? 2 * ratio_ * diffusivity : 0;
  kept_.assign(length_, 0), next_.assign(length_, 0), last_.assign(length_, 0);
  Elimination<double, 1, true> state;
  state.begin(0, leak_[0], leak_[1], ends_.joined ? coupling(diffusivity, diffusivity, ratio_) : 0);
  const auto same = [&](std::size_t) { return diffusivity; };
  for (std::size_t i = 0; i + 1 < length_; ++i)
    state.hand_on(same, same, ratio_, i + 2 == length_, [&](std::size_t, const Shares<double>& shares) {
      kept_[i] = shares.kept, next_[i] = shares.next, last_[i] = shares.last;
    });
  kept_[length_ - 1] = state.end(0);
}

// Down the line each voxel hands on its counts and keeps its share.
template <std::size_t wides, bool joined>
void Lines::hand_down(LineBlock block, Wide (&end)[wides]) const {
  const double *const kept = kept_.data(), *const next = next_.data(), *const last = last_.data();
  Wide handed[wides];
  for (std::size_t k = 0; k < wides; ++k) {
    handed[k] = wide(leak_[0] * ends_.outside[0]);
    end[k] = wide(leak_[1] * ends_.outside[1]);
  }
  for (std::size_t i = 0; i + 1 < length_; ++i)
#pragma GCC unroll 8
    for (std::size_t k = 0; k < wides; ++k) {
      double* const at = block.at(i, k);
      block.fetch(i, k);
      const Wide here = load(at) + handed[k];
      store(at, kept[i] * here);
      handed[k] = next[i] * here;
      if constexpr (joined) end[k] += last[i] * here;
    }
#pragma GCC unroll 8
  for (std::size_t k = 0; k < wides; ++k) {
    double* const at = block.at(length_ - 1, k);
    end[k] = kept[length_ - 1] * (load(at) + handed[k] + end[k]);
    store(at, end[k]);
  }
}

// Up the line each learns from those after it what it ends with.
template <std::size_t wides, bool joined>
void Lines::learn_up(LineBlock block, const Wide (&end)[wides]) const {
  const double *const next = next_.data(), *const last = last_.data();
  Wide after[wides];
  for (std::size_t k = 0; k < wides; ++k) after[k] = end[k];
  for (std::size_t i = length_ - 1; i-- > 0;)
#pragma GCC unroll 8
    for (std::size_t k = 0; k < wides; ++k) {
      double* const at = block.at(i, k);
      after[k] = load(at) + next[i] * after[k];
      if constexpr (joined) after[k] += last[i] * end[k];
      store(at, after[k]);
    }
}

namespace {
// Starts the elimination of lines with a diffusivity in every voxel: use(k, leak at the low end, at the
// high).
template <class State, class Use>
void begin(State& state, std::size_t wides, const LineEnds& ends, std::size_t length, double ratio,
           const DiffusivityBlock& diffusivity, const Use& use) {
  for (std::size_t k = 0; k < wides; ++k) {
    const Wide low = load(diffusivity.at(0, k)), high = load(diffusivity.at(length - 1, k));
    const Wide low_leak = ends.leaky[0] ? 2 * ratio * low : Wide{};
    const Wide high_leak = ends.leaky[1] ? 2 * ratio * high : Wide{};
    state.begin(k, low_leak, high_leak, ends.joined ? coupling(low, high, ratio) : Wide{});
    use(k, low_leak, high_leak);
  }
}
}  // namespace

// The same two with a diffusivity in every voxel. The shares that are handed on are worked out on the way
// down and kept in `shares` for the way up, since reading them from memory would take longer.
template <std::size_t wides, bool joined>
void Lines::hand_down(LineBlock block, Wide (&end)[wides], DiffusivityBlock diffusivity,
                      double* shares_of) const {
  const std::size_t n = length_, size = n * wides * wide_lanes;
  Elimination<Wide, wides, joined> state;
  Wide handed[wides];
  begin(state, wides, ends_, n, ratio_, diffusivity,
        [&](std::size_t k, const Wide& low_leak, const Wide& high_leak) {
          handed[k] = low_leak * ends_.outside[0];
          end[k] = high_leak * ends_.outside[1];
        });
  for (std::size_t i = 0; i + 1 < n; ++i) {
    const auto here = [&](std::size_t k) { return load(diffusivity.at(i, k)); };
    const auto after = [&](std::size_t k) { return load(diffusivity.at(i + 1, k)); };
    state.hand_on(here, after, ratio_, i + 2 == n, [&](std::size_t k, const Shares<Wide>& shares) {
      double *const at = block.at(i, k), *const share = shares_of + (i * wides + k) * wide_lanes;
      block.fetch(i, k);
      const Wide value = load(at) + handed[k];
      store(at, shares.kept * value);
      store(share, shares.next);
      handed[k] = shares.next * value;
      if constexpr (joined) {
        store(share + size, shares.last);
        end[k] += shares.last * value;
      }
    });
  }
#pragma GCC unroll 8
  for (std::size_t k = 0; k < wides; ++k) {
    double* const at = block.at(n - 1, k);
    end[k] = state.end(k) * (load(at) + handed[k] + end[k]);
    store(at, end[k]);
  }
}

template <std::size_t wides, bool joined>
void Lines::learn_up(LineBlock block, const Wide (&end)[wides], const double* shares) const {
  const std::size_t size = length_ * wides * wide_lanes;
  Wide after[wides];
  for (std::size_t k = 0; k < wides; ++k) after[k] = end[k];
  for (std::size_t i = length_ - 1; i-- > 0;)
#pragma GCC unroll 8
    for (std::size_t k = 0; k < wides; ++k) {
      const double* const share = shares + (i * wides + k) * wide_lanes;
      double* const at = block.at(i, k);
      after[k] = load(at) + load(share) * after[k];
      if constexpr (joined) after[k] += load(share + size) * end[k];
      store(at, after[k]);
    }
}

// Shares for several fields: first what voxels hand on, to the next and (joined ends) to the last, as above;
// then what they keep; then of each line what the last voxel keeps and the two leaks.
template <std::size_t wides, bool joined>
void Lines::eliminate(DiffusivityBlock diffusivity, double* shares_of) const {
  const std::size_t n = length_, size = n * wides * wide_lanes;
  double *const kept = shares_of + (joined ? 2 : 1) * size, *const of_ends = kept + size;
  Elimination<Wide, wides, joined> state;
  begin(state, wides, ends_, n, ratio_, diffusivity,
        [&](std::size_t k, const Wide& low_leak, const Wide& high_leak) {
          store(of_ends + (wides + k) * wide_lanes, low_leak);
          store(of_ends + (2 * wides + k) * wide_lanes, high_leak);
        });
  for (std::size_t i = 0; i + 1 < n; ++i) {
    const auto here = [&](std::size_t k) { return load(diffusivity.at(i, k)); };
    const auto after = [&](std::size_t k) { return load(diffusivity.at(i + 1, k)); };
    state.hand_on(here, after, ratio_, i + 2 == n, [&](std::size_t k, const Shares<Wide>& shares) {
      const std::size_t at = (i * wides + k) * wide_lanes;
      store(kept + at, shares.kept);
      store(shares_of + at, shares.next);
      if constexpr (joined) store(shares_of + size + at, shares.last);
    });
  }
  for (std::size_t k = 0; k < wides; ++k) store(of_ends + k * wide_lanes, state.end(k));
}

template <std::size_t wides, bool joined>
void Lines::hand_down(LineBlock block, Wide (&end)[wides], const double* shares) const {
  const std::size_t n = length_, size = n * wides * wide_lanes;
  const double *const kept = shares + (joined ? 2 : 1) * size, *const of_ends = kept + size;
  Wide handed[wides];
  for (std::size_t k = 0; k < wides; ++k) {
    handed[k] = load(of_ends + (wides + k) * wide_lanes) * ends_.outside[0];
    end[k] = load(of_ends + (2 * wides + k) * wide_lanes) * ends_.outside[1];
  }
  for (std::size_t i = 0; i + 1 < n; ++i)
#pragma GCC unroll 8
    for (std::size_t k = 0; k < wides; ++k) {
      const std::size_t share = (i * wides + k) * wide_lanes;
      double* const at = block.at(i, k);
      block.fetch(i, k);
      const Wide value = load(at) + handed[k];
      store(at, load(kept + share) * value);
      handed[k] = load(shares + share) * value;
      if constexpr (joined) end[k] += load(shares + size + share) * value;
    }
#pragma GCC unroll 8
  for (std::size_t k = 0; k < wides; ++k) {
    double* const at = block.at(n - 1, k);
    end[k] = load(of_ends + k * wide_lanes) * (load(at) + handed[k] + end[k]);
    store(at, end[k]);
  }
}

// Calls sweep with the number of registers that the lines fill and with whether the ends are joined, both as
// constants.
template <class Sweep>
void Lines::with_width(std::size_t lines, const Sweep& sweep) const {
  const auto with_ends = [&](auto wides) {
    ends_.joined ? sweep(wides, std::true_type{}) : sweep(wides, std::false_type{});
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

void Lines::add_flux(EndFlux& flux, int end, double value, double leak) const {
  const double outwards = leak * (value - ends_.outside[end]);
  flux.left += std::max(outwards, 0.0);
  flux.supplied += std::max(-outwards, 0.0);
}

EndFlux Lines::solve(const LineBlock& block) const {
  with_width(block.lines, [&](auto wides, auto joined) {
    Wide end[wides];
    hand_down<wides, joined>(block, end);
    learn_up<wides, joined>(block, end);
  });
  EndFlux flux;
  for (int end = 0; end < 2; ++end)
    if (ends_.leaky[end])
      for (std::size_t j = 0; j < block.lines; ++j)
        add_flux(flux, end, block.at(end * (length_ - 1), 0)[j], leak_[end]);
  return flux;
}

EndFlux Lines::solve(const LineBlock& block, const DiffusivityBlock& diffusivity, double* shares) const {
  with_width(block.lines, [&](auto wides, auto joined) {
    Wide end[wides];
    hand_down<wides, joined>(block, end, diffusivity, shares);
    learn_up<wides, joined>(block, end, shares);
  });
  EndFlux flux;
  for (int end = 0; end < 2; ++end)
    if (ends_.leaky[end])
      for (std::size_t j = 0; j < block.lines; ++j) {
        const std::size_t at = end * (length_ - 1);
        add_flux(flux, end, block.at(at, 0)[j], 2 * ratio_ * diffusivity.at(at, 0)[j]);
      }
  return flux;
}

void Lines::eliminate(std::size_t lines, const DiffusivityBlock& diffusivity, double* shares) const {
  with_width(lines, [&](auto wides, auto joined) { eliminate<wides, joined>(diffusivity, shares); });
}

EndFlux Lines::solve(const LineBlock& block, const double* shares) const {
  const double* leaks = nullptr;
  std::size_t width = 0;
  with_width(block.lines, [&](auto wides, auto joined) {
    Wide end[wides];
    hand_down<wides, joined>(block, end, shares);
    learn_up<wides, joined>(block, end, shares);
    width = wides * wide_lanes;
    leaks = shares + ((joined ? 3 : 2) * length_ + 1) * width;
  });
  EndFlux flux;
  for (int end = 0; end < 2; ++end)
    if (ends_.leaky[end])
      for (std::size_t j = 0; j < block.lines; ++j)
        add_flux(flux, end, block.at(end * (length_ - 1), 0)[j], leaks[end * width + j]);
  return flux;
}

}  // namespace exomet
