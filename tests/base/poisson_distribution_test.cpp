#include "sim/base/poisson_distribution.hpp"

#include <boost/math/distributions/poisson.hpp>
#include <catch2/catch.hpp>
#include <cmath>
#include <map>

using namespace exomet;

TEST_CASE("the logarithm of the gamma function has fourteen digits") {
  for (double x = 0.01; x < 1e15; x *= 1.37) {
    INFO(x);
    CHECK(std::abs(log_gamma(x) - std::lgamma(x)) <= 1e-14 * std::max(10.0, std::abs(std::lgamma(x))));
  }
}

TEST_CASE("draws follow the Poisson distribution, few and many") {
  constexpr int draws = 40000;
  for (const double mean : {0.03, 0.7, 4.0, 9.9, 10.1, 33.0, 1234.5}) {
    std::map<double, int> found;
    double sum = 0, squares = 0;
    Random random(7, 1, static_cast<std::uint64_t>(mean * 100), purpose("test"));
    for (int n = 0; n < draws; ++n) {
      const double count = draw_poisson(mean, random);
      REQUIRE(count >= 0);
      REQUIRE(count == std::floor(count));
      ++found[count], sum += count, squares += (count - mean) * (count - mean);
    }
    INFO(mean);
    CHECK(std::abs(sum / draws - mean) < 4 * std::sqrt(mean / draws));
    CHECK(std::abs(squares / draws / mean - 1) < 4 * std::sqrt((2 + 1 / mean) / draws));
    // Chi-square over the counts that are expected at least 20 times; the rest is one more class.
    const boost::math::poisson_distribution<> law(mean);
    double chi_square = 0, rest = draws, rest_found = draws;
    int classes = 1;
    for (double count = 0; count < mean + 10 * std::sqrt(mean) + 10; ++count) {
      const double expected = draws * pdf(law, count);
      if (expected < 20) continue;
      const double off = found[count] - expected;
      chi_square += off * off / expected, rest -= expected, rest_found -= found[count], ++classes;
    }
    if (rest > 1) chi_square += (rest_found - rest) * (rest_found - rest) / rest;
    CHECK(chi_square < classes + 4 * std::sqrt(2.0 * classes) + 5);
  }
}

TEST_CASE("of very many the spread is still the root of their number") {
  for (const double mean : {1e6, 1e11, 1e15}) {
    Random random(3, 2, 1, purpose("test"));
    double sum = 0, squares = 0;
    constexpr int draws = 4000;
    for (int n = 0; n < draws; ++n) {
      const double off = (draw_poisson(mean, random) - mean) / std::sqrt(mean);
      sum += off, squares += off * off;
    }
    INFO(mean);
    CHECK(std::abs(sum / draws) < 4 / std::sqrt(draws));
    CHECK(std::abs(squares / draws - 1) < 4 * std::sqrt(2.0 / draws));
  }
  Random random(1, 1, 1, purpose("test"));
  CHECK(draw_poisson(0, random) == 0);
  CHECK(draw_poisson(-1, random) == 0);
}
