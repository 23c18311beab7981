// Each formula written out by hand, and what holds of any: one signal alone, none, and the order of signals.
#include "sim/run/combination.hpp"

#include <catch2/catch.hpp>
#include <cmath>

using namespace exomet;

namespace {
// A Hill response to `ratio` times the half.
Effect effect(double to, double ratio, double hill = 1) { return {std::pow(ratio, hill), to, ratio, hill}; }

const std::vector<Effect> pair{effect(11, 1.5, 2), effect(5, 0.5, 3)};
const double r1 = 2.25 / 3.25, r2 = 0.125 / 1.125;
const std::vector<Effect> brakes{effect(0.5, 1.5, 2), effect(2, 0.5, 3)};
constexpr double base = 1, most = 16, x = 12;
}  // namespace

TEST_CASE("signals that raise combine by the formula of the word") {
  const double odds = 2.25 + 0.125;
  CHECK(raised(Combination::hill, pair, base) == Approx((base + 2.25 * 11 + 0.125 * 5) / (1 + odds)));
  const double share = 1 - (1 - r1) * (1 - r2), w1 = -std::log(1 - r1), w2 = -std::log(1 - r2);
  CHECK(raised(Combination::bliss, pair, base) ==
        Approx((1 - share) * base + share * (w1 * 11 + w2 * 5) / (w1 + w2)));
  CHECK(raised(Combination::highest, pair, base) == Approx(base + r1 * 10));
  CHECK(raised(Combination::sum, pair, base) == Approx(base + r1 * 10 + r2 * 4));
  CHECK(raised(Combination::independent, pair, base) == Approx(base + r1 * 10 + r2 * 4));
  CHECK(raised(Combination::product, pair, 2) == Approx(2 * (1 + r1 * 4.5) * (1 + r2 * 1.5)));
}

TEST_CASE("signals that lower combine by the formula of the word") {
  const double odds = 2.25 + 0.125;
  CHECK(lowered(Combination::hill, brakes, x, most) == Approx((x + 2.25 * 0.5 + 0.125 * 2) / (1 + odds)));
  CHECK(lowered(Combination::highest, brakes, x, most) == Approx(x - r1 * 11.5));
  CHECK(lowered(Combination::sum, brakes, x, most) == Approx(x - r1 * 11.5 - r2 * 10));
  CHECK(lowered(Combination::sum, std::vector<Effect>{effect(0, 1e6), effect(0, 1e6)}, x, most) == 0);
  const double passes = (1 - r1 * (1 - 0.5 / 16)) * (1 - r2 * (1 - 2 / 16.0));
  CHECK(lowered(Combination::product, brakes, x, most) == Approx(x * passes));
  CHECK(lowered(Combination::independent, brakes, x, most) == Approx(x * passes));
}

TEST_CASE("by Loewe two signals that are dilutions of each other act as one") {
  for (double ratio : {0.1, 1.0, 7.0}) {
    const std::vector<Effect> two{effect(9, 0.25 * ratio, 2), effect(9, 0.75 * ratio, 2)},
        one{effect(9, ratio, 2)};
    CHECK(raised(Combination::loewe, two, base) ==
          Approx(raised(Combination::hill, one, base)).epsilon(1e-9));
    const std::vector<Effect> down{effect(0, 0.25 * ratio, 2), effect(0, 0.75 * ratio, 2)};
    CHECK(lowered(Combination::loewe, down, x, most) == Approx(x / (1 + ratio * ratio)).epsilon(1e-9));
  }
}

TEST_CASE("by Loewe the parts of two signals' own amounts for the end add up to one") {
  const std::vector<Effect> two{effect(11, 0.8, 2), effect(5, 0.6, 1)};
  const double end = raised(Combination::loewe, two, base);
  const auto own = [&](double to, double hill) {  // the amount, in halves, that alone leads to the end
    const double share = (end - base) / (to - base);
    return std::pow(share / (1 - share), 1 / hill);
  };
  CHECK(0.8 / own(11, 2) + 0.6 / own(5, 1) == Approx(1).epsilon(1e-9));
  // Beyond what the weaker can reach it adds nothing.
  const std::vector<Effect> strong{effect(11, 3, 2), effect(2, 5, 1)};
  CHECK(raised(Combination::loewe, strong, base) == Approx(base + 10 * 9 / 10.0).epsilon(1e-9));
}

TEST_CASE("without signals a number stays and one signal alone does what it does alone") {
  for (const auto& [word, combination] : combinations()) {
    CAPTURE(word);
    CHECK(raised(combination, {}, base) == Approx(base));
    CHECK(lowered(combination, {}, x, most) == Approx(x));
    const std::vector<Effect> silent{effect(9, 0), effect(5, 0)};
    CHECK(raised(combination, silent, base) == Approx(base));
    CHECK(lowered(combination, silent, x, most) == Approx(x));
    const std::vector<Effect> alone{effect(9, 1.5)}, brake{effect(0, 1.5)};
    CHECK(raised(combination, alone, base) == Approx(base + 8 * 0.6));
    CHECK(lowered(combination, brake, x, most) == Approx(x * 0.4));
  }
}

TEST_CASE("the order of signals changes nothing") {
  const std::vector<Effect> other{pair[1], pair[0]}, others{brakes[1], brakes[0]};
  for (const auto& [word, combination] : combinations()) {
    CAPTURE(word);
    CHECK(raised(combination, pair, base) == Approx(raised(combination, other, base)).epsilon(1e-12));
    CHECK(lowered(combination, brakes, x, most) ==
          Approx(lowered(combination, others, x, most)).epsilon(1e-12));
  }
}

TEST_CASE("a second signal never takes away from what the first does but by hill and bliss") {
  // Their `to` is a mean, so that a weaker signal draws a stronger one down.
  for (const auto& [word, combination] : combinations()) {
    CAPTURE(word);
    const double alone = raised(combination, std::vector<Effect>{effect(11, 4)}, base);
    const double both = raised(combination, std::vector<Effect>{effect(11, 4), effect(3, 4)}, base);
    const bool means = combination == Combination::hill || combination == Combination::bliss;
    CHECK((both < alone * (1 - 1e-9)) == means);
  }
}
