// The functions of sim/base/mathematics.hpp against those of long double, whose error is a thousandth of what
// is allowed, and eight doubles at a time against one.
#include "sim/base/mathematics.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <catch2/catch.hpp>
#include <cmath>
#include <limits>
#include <numbers>
#include <vector>

#include "sim/base/random.hpp"
#include "sim/base/wide_mathematics.hpp"

using namespace exomet;

namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr double none = std::numeric_limits<double>::quiet_NaN();
constexpr std::size_t many = 100'000;

using Numbers = std::vector<double>;

Random draws() { return Random(1, 1, 1, purpose("mathematics")); }

Numbers evenly(double low, double high) {
  Random random = draws();
  Numbers found(many);
  for (double& x : found) x = low + (high - low) * random.uniform();
  return found;
}

// With exponents between these, of both signs.
Numbers of_all_sizes(double low, double high) {
  Random random = draws();
  Numbers found(many);
  for (double& x : found) {
    const int exponent = static_cast<int>(std::floor(low + (high - low) * random.uniform()));
    x = std::ldexp(1 + random.uniform(), exponent) * (random.uniform() < 0.5 ? -1 : 1);
  }
  return found;
}

// The last places around multiples of a number: where a function is cut into pieces.
Numbers around(double multiple, int low, int high) {
  Numbers found;
  for (int n = low; n <= high; ++n) {
    double x = n * multiple;
    for (int step = 0; step < 8; ++step) x = std::nextafter(x, -infinity);
    for (int step = 0; step < 16; ++step) found.push_back(x), x = std::nextafter(x, infinity);
  }
  return found;
}

Numbers positive(Numbers numbers) {
  for (double& x : numbers) x = std::abs(x);
  return numbers;
}

Numbers together(std::initializer_list<Numbers> parts) {
  Numbers found;
  for (const Numbers& part : parts) found.insert(found.end(), part.begin(), part.end());
  return found;
}

// How far a result is from the exact value, in units of its last place.
double ulps(double result, long double exact) {
  if (std::isnan(result) || std::isnan(exact)) return std::isnan(result) && std::isnan(exact) ? 0 : infinity;
  if (std::abs(exact) >
      std::numeric_limits<double>::max())  // to the nearest it would be infinite or the most
    return std::isinf(result) || std::abs(result) == std::numeric_limits<double>::max() ? 0 : infinity;
  if (exact == 0 || std::isinf(result)) return result == exact ? 0 : infinity;
  const int exponent = std::max(std::ilogb(exact), -1022) - 52;
  return static_cast<double>(std::abs(result - exact) / std::ldexp(1.0L, exponent));
}

// The worst of all.
template <class One, class Exact>
double worst(const Numbers& of, const One& one, const Exact& exact) {
  double most = 0, at = none;
  for (const double x : of)
    if (const double error = ulps(one(x), exact(static_cast<long double>(x))); error > most)
      most = error, at = x;
  UNSCOPED_INFO("worst at " << std::hexfloat << at << ", " << std::defaultfloat << most);
  return most;
}

// As above, of pairs of numbers.
template <class Two, class Exact>
double worst(const Numbers& first, const Numbers& second, const Two& two, const Exact& exact) {
  double most = 0, at = none, by = none;
  for (std::size_t n = 0; n < std::min(first.size(), second.size()); ++n) {
    const double a = first[n], b = second[second.size() - 1 - n];
    const double error = ulps(two(a, b), exact(static_cast<long double>(a), static_cast<long double>(b)));
    if (error > most) most = error, at = a, by = b;
  }
  UNSCOPED_INFO("worst at " << std::hexfloat << at << " and " << by << ", " << std::defaultfloat << most);
  return most;
}

bool same_bits(double a, double b) {
  return std::bit_cast<std::uint64_t>(a) == std::bit_cast<std::uint64_t>(b) ||
         (std::isnan(a) && std::isnan(b));
}

const Numbers special{0.0,  -0.0,   1,          -1,       0.5,       -0.5,   2,        -2,
                      3,    -3,     1e-320,     -1e-320,  1e300,     -1e300, infinity, -infinity,
                      none, 0x1p52, 0x1p53 + 2, 0x1.8p51, -0x1.8p51, 1e-17,  709.8,    -745.2};

// Whether eight at a time are as one by one.
template <class One, class Eight>
bool lanes_agree(const Numbers& of, const One& one, const Eight& eight) {
  for (std::size_t n = 0; n + wide_lanes <= of.size(); n += wide_lanes) {
    const Double8 all = eight(load(&of[n]));
    for (std::size_t lane = 0; lane < wide_lanes; ++lane)
      if (!same_bits(all[lane], one(of[n + lane]))) return false;
  }
  return true;
}

#define LANES_AGREE(function, numbers)                      \
  CHECK(lanes_agree(                                        \
      numbers, [](double x) { return maths::function(x); }, \
      [](const Double8& x) { return maths::function(x); }))

// Sine or cosine of a turn, which long double reduces exactly as double does.
template <class Function>
auto of_turn(const Function& function) {
  return [function](long double turns) {
    const long double quarters = std::nearbyint(4 * turns), rest = turns - quarters / 4;
    return function(static_cast<int>(std::fmod(quarters, 4.0L)) & 3,
                    2 * std::numbers::pi_v<long double> * rest);
  };
}
const auto exact_sine = of_turn([](int quarter, long double x) {
  const long double value = quarter & 1 ? std::cos(x) : std::sin(x);
  return quarter & 2 ? -value : value;
});
const auto exact_cosine = of_turn([](int quarter, long double x) {
  const long double value = quarter & 1 ? -std::sin(x) : std::cos(x);
  return quarter & 2 ? -value : value;
});

}  // namespace

TEST_CASE("exponentials are within a unit of the last place") {
  const Numbers hard = together({evenly(-750, 715), evenly(-1, 1), of_all_sizes(-70, 9),
                                 around(0.5 * std::numbers::ln2, -60, 60), around(1, -746, 710)});
  CHECK(worst(
            hard, [](double x) { return maths::exp(x); }, [](long double x) { return std::exp(x); }) < 0.8);
  CHECK(worst(
            hard, [](double x) { return maths::expm1(x); }, [](long double x) { return std::expm1(x); }) <
        0.7);
  const Numbers least = of_all_sizes(-1074, -900);
  CHECK(worst(
            least, [](double x) { return maths::expm1(x); }, [](long double x) { return std::expm1(x); }) <
        0.6);
  LANES_AGREE(exp, together({hard, special}));
  LANES_AGREE(expm1, together({hard, least, special}));
}

TEST_CASE("logarithms are within a unit of the last place") {
  const Numbers any = positive(of_all_sizes(-1074, 1023)),
                near = together({positive(evenly(0.5, 2)), around(1, 1, 100), around(0x1p-52, 1, 3)});
  const auto exact = [](long double x) { return std::log(x); };
  CHECK(worst(
            together({any, near}), [](double x) { return maths::log(x); }, exact) < 0.9);
  const auto exact10 = [](long double x) { return std::log10(x); };
  CHECK(worst(
            together({any, near}), [](double x) { return maths::log10(x); }, exact10) < 0.6);
  const Numbers beyond = together({evenly(-1, 3), of_all_sizes(-1074, 0), any, around(0.25, -3, 30)});
  const auto exact_1p = [](long double x) { return std::log1p(x); };
  CHECK(worst(
            beyond, [](double x) { return maths::log1p(x); }, exact_1p) < 0.9);
  LANES_AGREE(log, together({any, near, special}));
  LANES_AGREE(log10, together({any, near, special}));
  LANES_AGREE(log1p, together({beyond, special}));
}

TEST_CASE("powers of ten have whole logarithms") {
  for (int n = -300; n <= 300; ++n) CHECK(maths::log10(std::stod("1e" + std::to_string(n))) == n);
}

TEST_CASE("powers are within a unit of the last place") {
  const auto ours = [](double x, double y) { return maths::pow(x, y); };
  const auto exact = [](long double x, long double y) { return std::pow(x, y); };
  const Numbers any = positive(of_all_sizes(-1074, 1023)), exponents = of_all_sizes(-12, 3);
  CHECK(worst(any, exponents, ours, exact) < 0.8);
  CHECK(worst(evenly(0, 4), evenly(-600, 600), ours, exact) < 0.8);
  CHECK(worst(evenly(0.999, 1.001), evenly(-700'000, 700'000), ours, exact) < 0.8);
  for (const double y : {2.0, 3.0, 4.0, 8.0, 0.5, -1.0, -7.0, 51.0})
    CHECK(worst(together({any, evenly(-3, 3)}), Numbers(2 * many, y), ours, exact) < 0.8);
  CHECK(maths::pow(10, 22) == 1e22);
  for (std::size_t shift = 0; shift < special.size(); ++shift) {
    Numbers turned = special;
    std::rotate(turned.begin(), turned.begin() + static_cast<std::ptrdiff_t>(shift), turned.end());
    for (std::size_t n = 0; n < special.size(); ++n) {
      INFO(special[n] << " to the power of " << turned[n]);
      const double c = std::pow(special[n], turned[n]), result = maths::pow(special[n], turned[n]);
      CHECK((std::isnan(c) ? std::isnan(result)
                           : ulps(result, c) <= 1 && std::signbit(c) == std::signbit(result)));
    }
    for (std::size_t n = 0; n + wide_lanes <= special.size(); n += wide_lanes)
      for (std::size_t lane = 0; lane < wide_lanes; ++lane)
        CHECK(same_bits(maths::pow(load(&special[n]), load(&turned[n]))[lane],
                        maths::pow(special[n + lane], turned[n + lane])));
  }
}

TEST_CASE("cube roots are within a unit of the last place") {
  const Numbers any = together({of_all_sizes(-1074, 1023), evenly(-9, 9), around(1, 1, 1000)});
  CHECK(worst(
            any, [](double x) { return maths::cbrt(x); }, [](long double x) { return std::cbrt(x); }) < 0.7);
  for (double root = 1; root < 1000; ++root) CHECK(maths::cbrt(-root * root * root) == -root);
  LANES_AGREE(cbrt, together({any, special}));
}

TEST_CASE("sines and cosines of turns are within a unit of the last place") {
  const Numbers any =
      together({evenly(-1, 1), evenly(-1e6, 1e6), of_all_sizes(-1074, 52), around(0.125, -40, 40)});
  CHECK(worst(
            any, [](double x) { return maths::sin_turn(x); }, exact_sine) < 0.9);
  CHECK(worst(
            any, [](double x) { return maths::cos_turn(x); }, exact_cosine) < 0.8);
  for (int quarter = -9; quarter <= 9; ++quarter) {
    const std::array<double, 4> sines{0, 1, 0, -1};
    CHECK(maths::sin_turn(0.25 * quarter) == sines[quarter & 3]);
    CHECK(maths::cos_turn(0.25 * quarter) == sines[(quarter + 1) & 3]);
  }
  CHECK(maths::cos_turn(0x1p60) == 1);
  for (const double x : any) {
    const maths::SinCos both = maths::sin_cos_turn(x);
    REQUIRE((same_bits(both.sine, maths::sin_turn(x)) && same_bits(both.cosine, maths::cos_turn(x))));
  }
  LANES_AGREE(sin_turn, together({any, special}));
  LANES_AGREE(cos_turn, together({any, special}));
}

TEST_CASE("the angle of a point is within a unit of the last place") {
  const auto ours = [](double y, double x) { return maths::atan2(y, x); };
  const auto exact = [](long double y, long double x) { return std::atan2(y, x); };
  CHECK(worst(evenly(-1, 1), evenly(-1, 1), ours, exact) < 0.8);
  CHECK(worst(of_all_sizes(-1074, 1023), of_all_sizes(-1074, 1023), ours, exact) < 0.8);
  CHECK(worst(of_all_sizes(-1074, -1000), of_all_sizes(-1074, -1000), ours, exact) < 0.8);
  CHECK(worst(of_all_sizes(-1074, -1000), of_all_sizes(-900, -890), ours, exact) < 0.8);
  CHECK(worst(of_all_sizes(1000, 1023), of_all_sizes(1000, 1023), ours, exact) < 0.8);
  const Numbers slopes = around(0.41421356, -1, 2);
  CHECK(worst(slopes, Numbers(slopes.size(), 1.0), ours, exact) < 0.8);
  const Numbers few = evenly(-2, 2);
  for (const double x : special) {
    for (const double y : special) {
      INFO(y << ", " << x);
      CHECK(ulps(ours(y, x), exact(y, x)) < 0.8);
      CHECK((std::isnan(ours(y, x)) || std::signbit(ours(y, x)) == std::signbit(y)));
    }
    for (std::size_t n = 0; n + wide_lanes <= special.size(); n += wide_lanes)
      for (std::size_t lane = 0; lane < wide_lanes; ++lane)
        CHECK(same_bits(maths::atan2(load(&special[n]), load(Numbers(wide_lanes, x).data()))[lane],
                        ours(special[n + lane], x)));
  }
  for (std::size_t n = 0; n + 2 * wide_lanes <= few.size(); n += wide_lanes)
    for (std::size_t lane = 0; lane < wide_lanes; ++lane)
      REQUIRE(same_bits(maths::atan2(load(&few[n]), load(&few[n + wide_lanes]))[lane],
                        ours(few[n + lane], few[n + lane + wide_lanes])));
}

TEST_CASE("special values are those of the C standard") {
  const auto is = [](double result, double c) {
    return std::isnan(c) ? std::isnan(result) : result == c && std::signbit(result) == std::signbit(c);
  };
  for (const double x : {0.0, -0.0, infinity, -infinity, none}) {
    INFO(x);
    CHECK(is(maths::exp(x), std::exp(x)));
    CHECK(is(maths::expm1(x), std::expm1(x)));
    CHECK(is(maths::log(x), std::log(x)));
    CHECK(is(maths::log1p(x), std::log1p(x)));
    CHECK(is(maths::log10(x), std::log10(x)));
    CHECK(is(maths::cbrt(x), std::cbrt(x)));
    CHECK(is(maths::sin_turn(x), std::sin(x)));
    CHECK(is(maths::cos_turn(x), std::cos(x)));
  }
  CHECK(is(maths::log1p(-1), -infinity));
  CHECK(is(maths::log1p(-2), none));
  CHECK(is(maths::log(-1e-320), none));
  CHECK(is(maths::log(1), 0));
  CHECK(is(maths::exp(709.79), infinity));
  CHECK(is(maths::exp(-745.2), 0));
  CHECK(is(maths::expm1(-50), -1));
  CHECK(is(maths::expm1(709.79), infinity));
}
