// x^y as e^(y log x) with the logarithm in twice the precision, and the cube root.
#include "sim/base/exponential.hpp"
#include "sim/base/logarithm.hpp"
#include "sim/base/mathematics.hpp"
#include "sim/base/wide_mathematics.hpp"

namespace exomet::maths {

namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

// Of a positive and finite x.
template <class V>
[[gnu::always_inline]] inline V regular_power(const V& x, const V& y) {
  constexpr double most = 0x1p64;  // with more any x but 1 gives 0 or infinity
  const V size = magnitude(y), bounded = with_sign_of(y, choose(size > most, all<V>(most), size));
  const DoubleDouble<V> to = product(long_logarithm(x), {bounded, V{}});
  const auto too_much = magnitude(to.high) > 1000;
  const Reduced<V> of = reduced(choose(too_much, with_sign_of(to.high, all<V>(1000)), to.high));
  const DoubleDouble<V> rest = two_sum(of.high, V(of.low + choose(too_much, V{}, to.low)));
  return exponential(Reduced<V>{of.whole, rest.high, rest.low});
}

// What |x|^y is where x is 0 or infinite, or y is.
template <class V>
[[gnu::always_inline]] inline V limit_of_power(const V& x, const V& y, const V& regular) {
  const auto grows = ((x > 1) & (y > 0)) | ((x < 1) & (y < 0));
  const auto at_limit = (x == 0) | (x == infinity) | ((magnitude(y) == infinity) & (x != 1));
  return choose(at_limit, choose(grows, all<V>(infinity), V{}), regular);
}

// The exponents of most models, for which products are several times as fast.
constexpr double most_factors = 15;

bool by_products(double x, double y) {
  const double size = magnitude(x);
  return y >= 1 && y <= most_factors && is_whole(y) && size > 0x1p-60 && size < 0x1p60;
}

// x^y by repeated squaring, where by_products(x, y).
double product_of_factors(double x, double y) {
  DoubleDouble<double> square{x, 0}, power{1, 0};
  for (int left = static_cast<int>(y);; square = product(square, square)) {
    if (left & 1) power = power.high == 1 ? square : product(power, square);
    if ((left >>= 1) == 0) return power.high + power.low;
  }
}

struct Pow {
  template <class V>
  [[gnu::always_inline]] V operator()(const V& x, const V& y) const {
    const V size = magnitude(x);
    const V of_size = limit_of_power(size, y, regular_power(size, y));
    const auto odd = is_whole(y) & has_fraction(V(0.5 * y));
    const auto imaginary = (x < 0) & (size < infinity) & has_fraction(y);
    const V power = choose(imaginary, all<V>(std::numeric_limits<double>::quiet_NaN()),
                           choose(odd, with_sign_of(x, of_size), of_size));
    const V known = choose((x != x) | (y != y), V(x + y), power);
    return choose((x == 1) | (y == 0), all<V>(1), known);
  }
};

struct Cbrt {
  template <class V>
  [[gnu::always_inline]] V operator()(const V& x) const {
    const V size = magnitude(x);
    const Binary<V> parts = binary(size);
    const V thirds = nearest_whole(V(parts.exponent * (1.0 / 3))), left = parts.exponent - 3 * thirds;
    const V of = parts.mantissa * power_of_two(left);  // from 2^-3/2 to 2^3/2
    const V root = first_bits(better(rough(parts.mantissa, left), of));
    const V ratio = of / (root * root);  // the square is exact
    const V exact = root + root * ((ratio - root) / (root + root + ratio));
    const V regular = with_sign_of(x, V(exact * power_of_two(thirds)));
    return choose((size > 0) & (size < infinity), regular, x);
  }

 private:
  template <class V>  // to 2^-13
  [[gnu::always_inline]] static V rough(const V& mantissa, const V& exponent) {
    constexpr double fit[]{0x1.d093b879adecep-2, 0x1.cb216702c91b8p-1, -0x1.0c2b25ead282dp-1,
                           0x1.acbd9f5c005f9p-3, -0x1.26e9dff4b8569p-5};
    constexpr double root_2 = 0x1.428a2f98d728bp+0, root_half = 0x1.965fea53d6e3dp-1;
    const V factor = choose(exponent > 0, all<V>(root_2), choose(exponent < 0, all<V>(root_half), all<V>(1)));
    return polynomial(mantissa, fit) * factor;
  }
  template <class V>  // Halley's step: an error of 2^-13 becomes one below 2^-38
  [[gnu::always_inline]] static V better(const V& root, const V& of) {
    const V cube = root * root * root;
    return root * ((cube + 2 * of) / (2 * cube + of));
  }
};

}  // namespace

double pow(double x, double y) { return by_products(x, y) ? product_of_factors(x, y) : Pow{}(x, y); }
Double8 pow(const Double8& x, const Double8& y) {
  Double8 power = by_register(Pow{}, x, y);
  for (std::size_t lane = 0; lane < wide_lanes; ++lane)
    if (by_products(x[lane], y[lane])) power[lane] = product_of_factors(x[lane], y[lane]);
  return power;
}
double cbrt(double x) { return Cbrt{}(x); }
Double8 cbrt(const Double8& x) { return by_register(Cbrt{}, x); }

}  // namespace exomet::maths
