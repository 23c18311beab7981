#include "sim/base/beta_distribution.hpp"

#include <boost/math/distributions/beta.hpp>
#include <catch2/catch.hpp>
#include <cmath>

using namespace exomet;

TEST_CASE("the beta distribution has the values of its closed forms") {
  for (const double x : {1e-9, 0.01, 0.3, 0.5, 0.77, 0.999}) {
    CHECK(beta_below(x, 1, 1) == Approx(x).epsilon(1e-13));
    CHECK(beta_below(x, 3, 1) == Approx(x * x * x).epsilon(1e-12));
    CHECK(beta_below(x, 1, 4) == Approx(-std::expm1(4 * std::log1p(-x))).epsilon(1e-12));
    CHECK(beta_below(x, 2, 2) == Approx(x * x * (3 - 2 * x)).epsilon(1e-12));
    CHECK(beta_below(x, 0.5, 0.5) == Approx(2 / M_PI * std::asin(std::sqrt(x))).epsilon(1e-12));
  }
  CHECK(beta_below(0, 2, 3) == 0);
  CHECK(beta_below(1, 2, 3) == 1);
}

TEST_CASE("quantiles of the beta distribution agree with Boost.Math") {
  for (const double a : {0.5, 1.0, 2.0, 7.5, 300.0})
    for (const double b : {0.5, 1.0, 3.0, 40.0, 1000.0})
      for (const double share : {0.001, 0.025, 0.5, 0.9, 0.975, 0.9999}) {
        INFO("a " << a << ", b " << b << ", share " << share);
        const double expected = boost::math::quantile(boost::math::beta_distribution<>(a, b), share);
        CHECK(beta_quantile(share, a, b) == Approx(expected).epsilon(1e-11));
      }
  CHECK(beta_quantile(0, 2, 3) == 0);
  CHECK(beta_quantile(1, 2, 3) == 1);
}
