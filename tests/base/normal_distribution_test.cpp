#include "sim/base/normal_distribution.hpp"

#include <boost/math/distributions/normal.hpp>
#include <catch2/catch.hpp>
#include <cmath>
#include <limits>

using namespace exomet;

namespace {
// In double the share of a far tail would lose the digits that z / sqrt(2) is rounded by.
const boost::math::normal_distribution<long double> standard;

bool near(double value, long double exact) { return std::abs(value - exact) <= 4e-15L * std::abs(exact); }
}  // namespace

TEST_CASE("shares below a value of the normal distribution have fifteen digits") {
  for (double z = -37.5; z < 9; z += 0.0137) {
    INFO(z);
    CHECK(near(normal_below(z), cdf(standard, static_cast<long double>(z))));
  }
  CHECK(normal_below(0) == 0.5);
  CHECK(normal_below(-std::numeric_limits<double>::infinity()) == 0);
  CHECK(normal_below(std::numeric_limits<double>::infinity()) == 1);
}

TEST_CASE("quantiles of the normal distribution have fifteen digits") {
  for (double share = 1e-300; share < 0.07; share *= 1.7) {
    INFO(share);
    CHECK(near(normal_quantile(share), quantile(standard, static_cast<long double>(share))));
  }
  for (double share = 0.01; share < 1; share += 0.00731) {
    INFO(share);
    CHECK(near(normal_quantile(share), quantile(standard, static_cast<long double>(share))));
  }
  CHECK(normal_quantile(0.5) == 0);
}
