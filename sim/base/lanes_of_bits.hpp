// What mathematics.hpp is written with: operations on one double, or on each of a register of doubles, that
// look at its bits. V is double or the vector type that fits a register here.
#pragma once

#include <cstdint>
#include <limits>
#include <type_traits>

#include "sim/base/double8.hpp"

namespace exomet::maths {

#ifdef __AVX512F__
template <class Function, class... Wides>
[[gnu::always_inline]] inline Double8 by_register(const Function& function, const Wides&... of) {
  return function(of...);
}
#else
template <class Function, class... Wides>
[[gnu::always_inline]] inline Double8 by_register(const Function& function, const Wides&... of) {
  return by_parts([&](std::size_t n) { return function(of.part[n]...); });
}
#endif

// Whole numbers as wide as V's doubles, as many.
template <class V>
struct BitsOf {
  using type = decltype(V{} < V{});
};
template <>
struct BitsOf<double> {
  using type = std::int64_t;
};
template <class V>
using Bits = typename BitsOf<V>::type;

template <class V>
[[gnu::always_inline]] inline Bits<V> bits_of(const V& value) {
  return __builtin_bit_cast(Bits<V>, value);
}
template <class V>
[[gnu::always_inline]] inline V from_bits(const Bits<V>& bits) {
  return __builtin_bit_cast(V, bits);
}

template <class V>
[[gnu::always_inline]] inline V all(double value) {
  return V{} + value;
}

template <class Mask, class V>
[[gnu::always_inline]] inline V choose(const Mask& condition, const V& yes, const V& no) {
  return condition ? yes : no;
}

template <class V>
[[gnu::always_inline]] inline V magnitude(const V& value) {
  return from_bits<V>(bits_of(value) & std::numeric_limits<std::int64_t>::max());
}
template <class V>  // of one that isn't negative
[[gnu::always_inline]] inline V with_sign_of(const V& sign, const V& value) {
  return from_bits<V>(bits_of(value) | (bits_of(sign) & std::numeric_limits<std::int64_t>::min()));
}

// Of |value| < 2^51; ties to even.
template <class V>
[[gnu::always_inline]] inline V nearest_whole(const V& value) {
  return value + 0x1.8p52 - 0x1.8p52;
}

template <class V>
[[gnu::always_inline]] inline auto is_whole(const V& value) {
  const V size = magnitude(value);
  return (size >= 0x1p52) | (size + 0x1p52 - 0x1p52 == size);
}
template <class V>
[[gnu::always_inline]] inline auto has_fraction(const V& value) {
  const V size = magnitude(value);
  return (size < 0x1p52) & (size + 0x1p52 - 0x1p52 != size);
}

// 2^whole, of a whole number from -1022 to 1023.
template <class V>
[[gnu::always_inline]] inline V power_of_two(const V& whole) {
  return from_bits<V>(bits_of(V(whole + (0x1.8p52 + 1023))) << 52);
}

// value 2^whole, rounded once or, if it is subnormal, twice; of whole numbers from -2000 to 2000.
template <class V>
[[gnu::always_inline]] inline V scaled(const V& value, const V& whole) {
  const V half = nearest_whole(V(whole * 0.5));
  return value * power_of_two(half) * power_of_two(V(whole - half));
}

template <class V>
struct Binary {
  V mantissa;  // from sqrt(1/2) to sqrt(2)
  V exponent;
};

// Of a positive and finite number.
template <class V>
[[gnu::always_inline]] inline Binary<V> binary(const V& value) {
  constexpr std::int64_t least = 0x3fe6a09e667f3bcd, magic = 0x4338000000000000;  // sqrt(1/2), 0x1.8p52
  const auto subnormal = value < 0x1p-1022;
  const Bits<V> bits = bits_of(choose(subnormal, V(value * 0x1p54), value));
  const Bits<V> exponent = (bits - least) >> 52;
  const V whole = from_bits<V>(exponent + magic) - 0x1.8p52;
  return {from_bits<V>(bits - (exponent << 52)), choose(subnormal, V(whole - 54), whole)};
}

// constant + x (linear + x (...)): even and odd powers apart, so that the processor does both at once.
template <class V, std::size_t Count>
[[gnu::always_inline]] inline V polynomial(const V& x, const double (&coefficients)[Count]) {
  const V square = x * x;
  V even = V{}, odd = V{};
#pragma GCC unroll 16
  for (std::size_t n = (Count - 1) / 2 * 2; n < Count; n -= 2) even = even * square + coefficients[n];
#pragma GCC unroll 16
  for (std::size_t n = (Count - 2) / 2 * 2 + 1; n < Count; n -= 2) odd = odd * square + coefficients[n];
  return odd * x + even;
}

}  // namespace exomet::maths
