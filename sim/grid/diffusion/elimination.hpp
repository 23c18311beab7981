// The elimination of the voxels of a line, one after the other, as states of a Markov chain are (Grassmann,
// Taksar and Heyman, Operations Research 33, 1985): each hands its counts to the voxels that remain, in
// shares that are sums and products of positive numbers. Nothing is subtracted, so that counts are conserved
// to round-off.
//
// With S the sum of the diffusivities of a voxel and the next, P twice their product times step / spacing^2,
// their coupling (by the harmonic mean) is P/S, and the shares follow from 1 / (S * all weights): one
// division a voxel, and four of them are done at the price of one.
#pragma once

#include <cstddef>

#include "sim/base/double8.hpp"

namespace exomet {

// Floor of S, so that neighbours that don't let it diffuse are no 0/0; four of them multiply to more than 0.
inline constexpr double least_scale = 1e-70;

template <class Value>
[[gnu::always_inline]] inline Value coupling(const Value& a, const Value& b, double ratio) {
  return 2 * ratio * a * b / larger(a + b, Value{} + least_scale);
}

// Replaces values by their reciprocals, to two units in the last place.
template <class Value, std::size_t count>
[[gnu::always_inline]] inline void invert(Value (&x)[count]) {
  constexpr std::size_t fours = count / 4 * 4;
#pragma GCC unroll 2
  for (std::size_t k = 0; k < fours; k += 4) {
    const Value a = x[k], b = x[k + 1], c = x[k + 2], d = x[k + 3], ab = a * b, cd = c * d;
    const Value all = 1.0 / (ab * cd), per_ab = all * cd, per_cd = all * ab;
    x[k] = per_ab * b, x[k + 1] = per_ab * a, x[k + 2] = per_cd * d, x[k + 3] = per_cd * c;
  }
#pragma GCC unroll 3
  for (std::size_t k = fours; k < count; ++k) x[k] = 1.0 / x[k];
}

// The shares of its counts that a voxel keeps, hands to the next, and hands to the last across joined ends.
template <class Value>
struct Shares {
  Value kept, next, last;
};

// What is known of `count` lines (double) or registers of lines (Double8) when elimination comes to a voxel.
template <class Value, std::size_t count, bool joined>
struct Elimination {
  Value stays[count];       // weight of staying or leaking: the voxel's own and what it inherited
  Value to_last[count];     // coupling to the last voxel across joined ends
  Value last_stays[count];  // what the last voxel inherited across joined ends, and its leak

  // leak: 2 D step / spacing^2 at leaky ends. to_last: coupling of the ends, if they are joined.
  [[gnu::always_inline]] void begin(std::size_t k, const Value& low_leak, const Value& high_leak,
                                    const Value& ends) {
    stays[k] = 1.0 + low_leak, last_stays[k] = high_leak, to_last[k] = ends;
  }

  // Eliminates a voxel (not the last): here and after are its and the next one's diffusivity, use(k, shares)
  // gets what follows.
  template <class Here, class After, class Use>
  [[gnu::always_inline]] void hand_on(const Here& here, const After& after, double ratio, bool next_is_last,
                                      const Use& use) {
    Value scale[count], next[count], per_whole[count];
#pragma GCC unroll 8
    for (std::size_t k = 0; k < count; ++k) {
      const Value a = here(k), b = after(k);
      scale[k] = larger(a + b, Value{} + least_scale);
      next[k] = 2 * ratio * a * b;
      per_whole[k] = stays[k] * scale[k] + next[k];
      if constexpr (joined) per_whole[k] += to_last[k] * scale[k];
    }
    invert(per_whole);
#pragma GCC unroll 8
    for (std::size_t k = 0; k < count; ++k) {
      Shares<Value> shares{scale[k] * per_whole[k], next[k] * per_whole[k], Value{}};
      if constexpr (joined) {
        shares.last = to_last[k] * shares.kept;
        if (next_is_last) shares.next += shares.last, shares.last = Value{};
        last_stays[k] += shares.last * stays[k];
        to_last[k] = next_is_last ? Value{} : shares.next * to_last[k];
      }
      stays[k] = 1.0 + shares.next * stays[k];
      use(k, shares);
    }
  }

  // The share that the last voxel keeps.
  [[gnu::always_inline]] Value end(std::size_t k) const { return 1.0 / (stays[k] + last_stays[k]); }
};

}  // namespace exomet
