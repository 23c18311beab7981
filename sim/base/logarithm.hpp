// The logarithm by that of (1 + s) / (1 - s), of which log, log1p, log10 and pow are made.
#pragma once

#include "sim/base/double_double.hpp"

namespace exomet::maths {

inline constexpr double ln2_first = 0x1.62e42fefa3p-1, ln2_rest = 0x1.3de6af278ece6p-42;

// (log((1 + s) / (1 - s)) - 2 s - 2 s^3/3 - 2 s^5/5) / s^7 of z = s^2, for numbers from sqrt(1/2) to sqrt(2);
// a Chebyshev fit to 2^-51.
template <class V>
[[gnu::always_inline]] inline V later_terms(const V& z) {
  constexpr double fit[]{0x1.2492492492497p-2, 0x1.c71c71c715455p-3, 0x1.745d175506af4p-3,
                         0x1.3b13a5284fdbbp-3, 0x1.11159f036fbf5p-3, 0x1.e0201d0e0f32fp-4,
                         0x1.d9c200b917ca6p-4};
  return polynomial(z, fit);
}

// log(x + rest) of a positive and finite x, and rest, which is less than x's last place.
template <class V>
[[gnu::always_inline]] inline V logarithm(const V& x, const V& rest) {
  const Binary<V> parts = binary(x);
  const V f = parts.mantissa - 1, s = f / (2 + f), z = s * s;
  const V half_square = 0.5 * f * f;
  const V more = z * (2.0 / 3 + z * (2.0 / 5 + z * later_terms(z)));
  const V low = s * (half_square + more) + (parts.exponent * ln2_rest + rest);
  return parts.exponent * ln2_first - ((half_square - low) - f);
}

// log(x) of a positive and finite x to 2^-67 of it.
template <class V>
[[gnu::always_inline]] inline DoubleDouble<V> long_logarithm(const V& x) {
  const Binary<V> parts = binary(x);
  const V f = parts.mantissa - 1;
  const DoubleDouble<V> s = quotient(DoubleDouble<V>{f, V{}}, quick_two_sum(all<V>(2), f));
  const DoubleDouble<V> z = product(s, s);
  const DoubleDouble<V> two_fifths = all<V>(0x1.999999999999ap-2, -0x1.999999999999ap-56),
                        two_thirds = all<V>(0x1.5555555555555p-1, 0x1.5555555555555p-55);
  const DoubleDouble<V> later{z.high * later_terms(z.high), V{}};
  const DoubleDouble<V> after = product(z, sum(two_thirds, product(z, sum(two_fifths, later))));
  const DoubleDouble<V> of_mantissa = product(s, sum(all<V>(2, 0), after));
  const DoubleDouble<V> of_exponent = two_sum(V(parts.exponent * ln2_first), of_mantissa.high);
  return quick_two_sum(of_exponent.high, V(of_exponent.low + (of_mantissa.low + parts.exponent * ln2_rest)));
}

// What a logarithm of x is where it isn't `regular`.
template <class V>
[[gnu::always_inline]] inline V logarithm_or_special(const V& x, const V& regular) {
  constexpr double infinity = std::numeric_limits<double>::infinity();
  constexpr double none = std::numeric_limits<double>::quiet_NaN();
  const V special = choose(x == 0, all<V>(-infinity), choose(x < 0, all<V>(none), x));
  return choose((x > 0) & (x < infinity), regular, special);
}

}  // namespace exomet::maths
