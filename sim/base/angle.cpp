#include <numbers>

#include "sim/base/double_double.hpp"
#include "sim/base/mathematics.hpp"
#include "sim/base/wide_mathematics.hpp"

namespace exomet::maths {

namespace {

// Below this the last places of a product in double_double.hpp would be subnormal.
constexpr double tiny = 0x1p-900;

// Of |high + low| <= pi/4; this fit and the next are Chebyshev's, to 2^-58 and less.
template <class V>
[[gnu::always_inline]] inline V near_sine(const DoubleDouble<V>& angle) {
  constexpr double fit[]{0x1.1111111111111p-7,   -0x1.a01a01a019ed6p-13, 0x1.71de3a550cb4ap-19,
                         -0x1.ae6455341ea1ep-26, 0x1.61225b35e85d6p-33,  -0x1.ab93f7c009197p-41};
  const V &x = angle.high, z = x * x;
  return x + (x * z * (-1.0 / 6 + z * polynomial(z, fit)) + angle.low * (1 - 0.5 * z));
}

template <class V>
[[gnu::always_inline]] inline V near_cosine(const DoubleDouble<V>& angle) {
  constexpr double fit[]{0x1.5555555555555p-5,   -0x1.6c16c16c16967p-10, 0x1.a01a019f4eaccp-16,
                         -0x1.27e4fa17d5c9dp-22, 0x1.1eeb68e4cd852p-29,  -0x1.907da036ba5cfp-37};
  const V &x = angle.high, z = x * x, half_square = 0.5 * z, first = 1 - half_square;
  return first + (((1 - first) - half_square) + (z * z * polynomial(z, fit) - x * angle.low));
}

// The nearest quarter of a turn, from -2 to 2, and the angle that is left beside it.
template <class V>
struct Quartered {
  V quarters;
  DoubleDouble<V> angle;
};

template <class V>
[[gnu::always_inline]] inline Quartered<V> quartered(const V& turns) {
  const V size = magnitude(turns), whole = choose(size < 0x1p52, V(size + 0x1p52 - 0x1p52), size);
  const V rest = turns - with_sign_of(turns, whole), quarters = nearest_whole(V(4 * rest));
  const V beside = rest - 0.25 * quarters;  // exact, as all before
  const DoubleDouble<V> two_pi = all<V>(0x1.921fb54442d18p+2, 0x1.1a62633145c07p-52);
  const DoubleDouble<V> angle = product(two_pi, DoubleDouble<V>{beside, V{}});
  const auto exact = magnitude(beside) < tiny;
  return {quarters, {choose(exact, V(two_pi.high * beside), angle.high), choose(exact, V{}, angle.low)}};
}

template <class V>
struct Turned {
  V sine, cosine;
};

template <class V>
[[gnu::always_inline]] inline Turned<V> turned(const V& turns) {
  const Quartered<V> of = quartered(turns);
  const V near_0 = near_sine(of.angle), near_1 = near_cosine(of.angle), size = magnitude(of.quarters);
  const V sine = choose(size == 1, near_1, near_0), cosine = choose(size == 1, near_0, near_1);
  const V turned_sine = choose((of.quarters == -1) | (size == 2), V(-sine), sine);
  return {choose(turns == 0, turns, turned_sine),
          choose((of.quarters == 1) | (size == 2), V(-cosine), cosine)};
}

// atan(s) of |s| <= sqrt(2) - 1, as s and a small number.
template <class V>
[[gnu::always_inline]] inline V arc_beyond(const DoubleDouble<V>& s) {
  // (atan(s) - s) / s^3 of z = s^2, a Chebyshev fit to 2^-55.
  constexpr double fit[]{-0x1.5555555555555p-2, 0x1.9999999999953p-3,  -0x1.249249248d7e6p-3,
                         0x1.c71c71c3045bap-4,  -0x1.745d165de250bp-4, 0x1.3b1392d7e8f74p-4,
                         -0x1.110e87e6a8722p-4, 0x1.e19a10824a50bp-5,  -0x1.ac7a7bd8f05c0p-5,
                         0x1.74dd67f0d3109p-5,  -0x1.1b32a3266af2ep-5, 0x1.0ad10221730d6p-6};
  const V &x = s.high, z = x * x;
  return x * z * polynomial(z, fit) + s.low * (1 - z);
}

struct Atan2 {
  template <class V>
  [[gnu::always_inline]] V operator()(const V& y, const V& x) const {
    constexpr double infinity = std::numeric_limits<double>::infinity();
    const V size_x = magnitude(x), size_y = magnitude(y);
    const auto steep = size_y > size_x;
    const V less = choose(steep, size_x, size_y), more = choose(steep, size_y, size_x);
    // Both infinite: as if they were the same; both 0: the angle of (1, 0).
    const V a = choose(less == infinity, all<V>(1), less);
    const V b = choose(more == infinity, choose(less == infinity, all<V>(1), more),
                       choose(more == 0, all<V>(1), more));
    const V regular = with_sign_of(y, angle(a, b, steep, bits_of(x) < 0));
    return choose((x != x) | (y != y), V(x + y), regular);
  }

 private:
  // The angle of (b, a), 0 <= a <= b, put into its octant.
  template <class V, class Mask, class Sign>
  [[gnu::always_inline]] static V angle(const V& below, const V& above, const Mask& steep,
                                        const Sign& behind) {
    const V scale =
        choose(above > 0x1p900, all<V>(0x1p-100), choose(below < tiny, all<V>(0x1p300), all<V>(1)));
    const V a = below * scale, b = above * scale;
    // atan(a/b) = pi/4 - atan((b - a) / (b + a)) where that is the smaller.
    const auto near_diagonal = a > 0.41421356 * b;
    const DoubleDouble<V> top = quick_two_sum(b, V(-a)), bottom = quick_two_sum(b, a);
    const DoubleDouble<V> of = {choose(near_diagonal, top.high, a), choose(near_diagonal, top.low, V{})};
    const DoubleDouble<V> by = {choose(near_diagonal, bottom.high, b),
                                choose(near_diagonal, bottom.low, V{})};
    const DoubleDouble<V> exact = quotient(of, by);
    const auto cut = exact.high < tiny;  // or infinite
    const DoubleDouble<V> ratio = {exact.high, choose(cut, V{}, exact.low)};
    // quarter pi * eighths +- atan(ratio), by reflections at the diagonal and at the y axis.
    V eighths = choose(near_diagonal, all<V>(1), V{}), sign = choose(near_diagonal, all<V>(-1), all<V>(1));
    eighths = choose(steep, V(2 - eighths), eighths), sign = choose(steep, V(-sign), sign);
    eighths = choose(behind, V(4 - eighths), eighths), sign = choose(behind, V(-sign), sign);
    const DoubleDouble<V> quarter_pi = all<V>(0x1.921fb54442d18p-1, 0x1.1a62633145c07p-55);
    const DoubleDouble<V> turned = product(quarter_pi, DoubleDouble<V>{eighths, V{}});
    const DoubleDouble<V> whole = two_sum(turned.high, V(sign * ratio.high));
    return whole.high + (whole.low + (turned.low + sign * arc_beyond(ratio)));
  }
};

}  // namespace

SinCos sin_cos_turn(double turns) {
  const auto [sine, cosine] = turned(turns);
  return {sine, cosine};
}
double sin_turn(double turns) { return turned(turns).sine; }
Double8 sin_turn(const Double8& turns) {
  return by_register([](const auto& each) { return turned(each).sine; }, turns);
}
double cos_turn(double turns) { return turned(turns).cosine; }
Double8 cos_turn(const Double8& turns) {
  return by_register([](const auto& each) { return turned(each).cosine; }, turns);
}
double atan2(double y, double x) { return Atan2{}(y, x); }
Double8 atan2(const Double8& y, const Double8& x) { return by_register(Atan2{}, y, x); }

}  // namespace exomet::maths
