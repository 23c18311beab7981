#include "sim/base/exponential.hpp"

#include "sim/base/mathematics.hpp"
#include "sim/base/wide_mathematics.hpp"

namespace exomet::maths {

namespace {

// Beyond these the result is 0 or infinite.
template <class V>
[[gnu::always_inline]] inline V within(double low, double high, const V& x) {
  const V not_high = choose(x > high, all<V>(high), x);
  return choose(not_high < low, all<V>(low), not_high);
}

struct Exp {
  template <class V>
  [[gnu::always_inline]] V operator()(const V& x) const {
    return exponential(reduced(within(-750, 720, x)));
  }
};

struct Expm1 {
  template <class V>
  [[gnu::always_inline]] V operator()(const V& x) const {
    const Reduced<V> of = reduced(within(-45, 709.9, x));
    const Terms<V> after = terms(of);
    // Half of it, which never overflows: 2^(whole - 1) (1 + high + square + others) - 1/2.
    const V power = power_of_two(V(of.whole - 1));
    const DoubleDouble<V> less = two_sum(power, all<V>(-0.5));
    const DoubleDouble<V> with_high = two_sum(less.high, V(power * of.high));
    const DoubleDouble<V> with_square = two_sum(with_high.high, V(power * after.square));
    const V low = with_square.low + (with_high.low + less.low) + power * after.others;
    return choose(magnitude(x) < 0x1p-54, x, V(2 * (with_square.high + low)));
  }
};

}  // namespace

double exp(double x) { return Exp{}(x); }
Double8 exp(const Double8& x) { return by_register(Exp{}, x); }
double expm1(double x) { return Expm1{}(x); }
Double8 expm1(const Double8& x) { return by_register(Expm1{}, x); }

}  // namespace exomet::maths
