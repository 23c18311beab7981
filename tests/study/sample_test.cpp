// Statistics of a sample against published values.
#include "sim/study/statistics/sample.hpp"

#include <catch2/catch.hpp>
#include <cmath>

using namespace exomet;

TEST_CASE("a sample's mean and interval are Student's") {
  // Student 1908: additional hours of sleep; mean 0.75, sd 1.789, 95 % interval -0.53 to 2.03 (R:
  // t.test(extra[1:10])).
  const Description about = describe({0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0});
  CHECK(about.values == 10);
  CHECK(about.mean == Approx(0.75));
  CHECK(about.sd == Approx(1.789010).epsilon(1e-6));
  CHECK(about.mean_interval.low == Approx(-0.5297804).epsilon(1e-6));
  CHECK(about.mean_interval.high == Approx(2.0297804).epsilon(1e-6));
  CHECK(about.median == Approx(0.35));
  CHECK(about.lower_quartile == Approx(-0.175));
  CHECK(about.upper_quartile == Approx(1.7));
  CHECK(about.least == -1.6);
  CHECK(about.greatest == 3.7);
}

TEST_CASE("of one value there is no interval and of none nothing") {
  const Description one = describe({3}), none = describe({});
  CHECK(one.mean == 3);
  CHECK(std::isnan(one.sd));
  CHECK(std::isnan(one.mean_interval.low));
  CHECK(none.values == 0);
  CHECK(std::isnan(none.mean));
  CHECK(std::isnan(none.median));
}

TEST_CASE("the interval of a share is Clopper and Pearson's") {
  // Clopper and Pearson 1934: 3 of 10 is 0.067 to 0.652.
  CHECK(share_interval(3, 10).low == Approx(0.0667).margin(1e-4));
  CHECK(share_interval(3, 10).high == Approx(0.6525).margin(1e-4));
  CHECK(share_interval(0, 20).low == 0);
  CHECK(share_interval(0, 20).high == Approx(0.1684).margin(1e-4));
  CHECK(share_interval(20, 20).high == 1);
}
