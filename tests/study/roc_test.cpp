// Curves of sensitivity against specificity, their areas and intervals.
#include "sim/study/statistics/roc.hpp"

#include <catch2/catch.hpp>
#include <cmath>

#include "sim/base/random.hpp"

using namespace exomet;

TEST_CASE("the area under the curve is how often a case has more than a control, ties by half") {
  CHECK(roc_area({1, 2, 3}, {2, 4, 5}).value == Approx(7.5 / 9));
  CHECK(roc_area({2, 4, 5}, {1, 2, 3}).value == Approx(1.5 / 9));
  CHECK(roc_area({1, 2}, {3, 4}).value == 1);
  CHECK(std::isnan(roc_area({1, 2}, {3, 4}).interval.low));
  CHECK(roc_area({5, 5, 5}, {5, 5}).value == 0.5);
  CHECK(std::isnan(roc_area({1}, {2}).interval.low));
}

TEST_CASE("the curve goes from nobody to all, and the trapezoids below it are the area") {
  const std::vector<double> controls{1, 2, 2, 3, 7}, cases{2, 3, 3, 9};
  const std::vector<RocPoint> curve = roc_curve(controls, cases);
  CHECK(curve.front().sensitivity == 0);
  CHECK(curve.front().specificity == 1);
  CHECK(curve.back().sensitivity == 1);
  CHECK(curve.back().specificity == 0);
  double area = 0;
  for (std::size_t i = 1; i < curve.size(); ++i)
    area += 0.5 * (curve[i].sensitivity + curve[i - 1].sensitivity) *
            (curve[i - 1].specificity - curve[i].specificity);
  CHECK(area == Approx(roc_area(controls, cases).value));
}

TEST_CASE("what is found is told at the lowest threshold that spares enough controls") {
  const std::vector<double> controls{1, 2, 3, 4, 5, 6, 7, 8, 9, 10}, cases{5, 9, 9.5, 12};
  const Detection nine_of_ten = detection_at(0.9, controls, cases);
  CHECK(nine_of_ten.threshold == 9.5);
  CHECK(nine_of_ten.specificity == Approx(0.9));
  CHECK(nine_of_ten.sensitivity == Approx(0.5));
  const Interval half = share_interval(2, 4);
  CHECK(nine_of_ten.interval.low == Approx(half.low));
  CHECK(nine_of_ten.interval.high == Approx(half.high));
  CHECK(detection_at(1, controls, cases).threshold == 12);
  CHECK(detection_at(0, controls, cases).sensitivity == 1);
}

TEST_CASE("the interval holds the true area as often as it says") {
  // Normal, a standard deviation apart: the area is that of the normal distribution below 1 / sqrt 2.
  constexpr double exact = 0.76024993890652;
  constexpr int trials = 2000;
  int holds = 0;
  for (int trial = 0; trial < trials; ++trial) {
    Random random(11, 1, static_cast<std::uint64_t>(trial), purpose("test"));
    std::vector<double> controls, cases;
    for (int n = 0; n < 40; ++n) controls.push_back(random.normal()), cases.push_back(1 + random.normal());
    const Interval interval = roc_area(controls, cases).interval;
    holds += interval.low <= exact && exact <= interval.high;
  }
  CHECK(std::abs(holds / double(trials) - 0.95) < 4 * std::sqrt(0.95 * 0.05 / trials));
}
