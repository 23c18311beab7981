// The exponential of a number near 0 (Tang 1989), of which exp, expm1 and pow are made.
#pragma once

#include "sim/base/double_double.hpp"

namespace exomet::maths {

// x = whole ln 2 + high + low, |high| <= ln 2 / 2.
template <class V>
struct Reduced {
  V whole, high, low;
};

// Of |x| < 2000.
template <class V>
[[gnu::always_inline]] inline Reduced<V> reduced(const V& x) {
  constexpr double ln2_first = 0x1.62e42fefa3p-1, ln2_rest = 0x1.3de6af278ece6p-42;
  const V whole = nearest_whole(V(x * 0x1.71547652b82fep+0));
  const V first = x - whole * ln2_first, rest = whole * ln2_rest;  // the first is exact
  const V high = first - rest;
  return {whole, high, (first - high) - rest};
}

// e^(high + low) = 1 + high + square + others; the square, half of that of the first bits of high, is exact.
template <class V>
struct Terms {
  V square, others;
};

template <class V>
[[gnu::always_inline]] inline Terms<V> terms(const Reduced<V>& of) {
  // (e^x - 1 - x - x^2/2) / x^3, a Chebyshev fit to 2^-55.
  constexpr double fit[]{0x1.5555555555556p-3,  0x1.5555555555555p-5,  0x1.11111111109b4p-7,
                         0x1.6c16c16c167e2p-10, 0x1.a01a01a7c327ap-13, 0x1.a01a01a47a78fp-16,
                         0x1.71de0db21e27fp-19, 0x1.27e4e1f6a6779p-22, 0x1.af38a0d2d9620p-26,
                         0x1.1f66da6ee7eeap-29};
  const V& x = of.high;
  const V first = first_bits(x), rest = x - first;
  return {0.5 * first * first,
          0.5 * rest * (x + first) + x * x * x * polynomial(x, fit) + (of.low + of.low * x)};
}

// e^(whole ln 2 + high + low)
template <class V>
[[gnu::always_inline]] inline V exponential(const Reduced<V>& of) {
  const Terms<V> after = terms(of);
  const DoubleDouble<V> first = quick_two_sum(all<V>(1), of.high);
  return scaled(V(first.high + (first.low + (after.square + after.others))), of.whole);
}

}  // namespace exomet::maths
