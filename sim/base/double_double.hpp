// Numbers of twice the precision as the sum of two doubles (Dekker 1971), without fused multiply-adds, which
// not every processor has.
#pragma once

#include "sim/base/lanes_of_bits.hpp"

namespace exomet::maths {

template <class V>
struct DoubleDouble {
  V high, low;
};

// a + b without error (Knuth).
template <class V>
[[gnu::always_inline]] inline DoubleDouble<V> two_sum(const V& a, const V& b) {
  const V sum = a + b, of_b = sum - a;
  return {sum, (a - (sum - of_b)) + (b - of_b)};
}

// The same where |a| >= |b| or a is 0.
template <class V>
[[gnu::always_inline]] inline DoubleDouble<V> quick_two_sum(const V& a, const V& b) {
  const V sum = a + b;
  return {sum, b - (sum - a)};
}

// The first 26 significant bits: the product of two such is exact.
template <class V>
[[gnu::always_inline]] inline V first_bits(const V& value) {
  return from_bits<V>(bits_of(value) & ~std::int64_t{0x7ffffff});
}

// a b to 105 bits.
template <class V>
[[gnu::always_inline]] inline DoubleDouble<V> two_product(const V& a, const V& b) {
  const V product = a * b, a1 = first_bits(a), a2 = a - a1, b1 = first_bits(b), b2 = b - b1;
  return {product, ((a1 * b1 - product) + a1 * b2 + a2 * b1) + a2 * b2};
}

template <class V>
[[gnu::always_inline]] inline DoubleDouble<V> product(const DoubleDouble<V>& a, const DoubleDouble<V>& b) {
  const DoubleDouble<V> main = two_product(a.high, b.high);
  return quick_two_sum(main.high, V(main.low + (a.high * b.low + a.low * b.high)));
}

// Where |a| >= |b|.
template <class V>
[[gnu::always_inline]] inline DoubleDouble<V> sum(const DoubleDouble<V>& a, const DoubleDouble<V>& b) {
  const DoubleDouble<V> main = quick_two_sum(a.high, b.high);
  return quick_two_sum(main.high, V(main.low + (a.low + b.low)));
}

template <class V>
[[gnu::always_inline]] inline DoubleDouble<V> quotient(const DoubleDouble<V>& a, const DoubleDouble<V>& b) {
  const V first = a.high / b.high;
  const DoubleDouble<V> back = two_product(first, b.high);
  return {first, (((a.high - back.high) - back.low) + a.low - first * b.low) / b.high};
}

template <class V>
[[gnu::always_inline]] inline DoubleDouble<V> all(double high, double low) {
  return {all<V>(high), all<V>(low)};
}

}  // namespace exomet::maths
