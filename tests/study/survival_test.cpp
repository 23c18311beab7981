// Survival against published analyses.
#include "sim/study/statistics/survival.hpp"

#include <catch2/catch.hpp>
#include <cmath>

using namespace exomet;

namespace {

// Remission of acute leukaemia in weeks (Freireich et al., Blood 1963), the example of most textbooks; a
// minus is a patient who was still in remission.
std::vector<FollowUp> patients(const std::vector<int>& weeks) {
  std::vector<FollowUp> list;
  for (int week : weeks) list.push_back({static_cast<double>(std::abs(week)), week > 0});
  return list;
}
const auto treated =
    patients({6, 6, 6, -6, 7, -9, 10, -10, -11, 13, 16, -17, -19, -20, 22, 23, -25, -32, -32, -34, -35});
const auto placebo = patients({1, 1, 2, 2, 3, 4, 4, 5, 5, 8, 8, 8, 8, 11, 11, 12, 12, 15, 17, 22, 23});

const SurvivalStep& at(const std::vector<SurvivalStep>& steps, double time) {
  for (const SurvivalStep& step : steps)
    if (step.time == time) return step;
  throw std::runtime_error("no step");
}

}  // namespace

TEST_CASE("the Kaplan-Meier estimate of the 6-MP group is as published") {
  const auto steps = kaplan_meier(treated);
  CHECK(steps.front().time == 0);
  CHECK(steps.front().at_risk == 21);
  CHECK(at(steps, 6).at_risk == 21);
  CHECK(at(steps, 6).events == 3);
  CHECK(at(steps, 6).censored == 1);
  CHECK(at(steps, 6).survival == Approx(0.8571).margin(5e-5));
  CHECK(at(steps, 6).error == Approx(0.0764).margin(5e-5));
  CHECK(at(steps, 7).survival == Approx(0.8067).margin(5e-5));
  CHECK(at(steps, 7).at_risk == 17);
  CHECK(at(steps, 23).survival == Approx(0.4482).margin(5e-5));
  CHECK(at(steps, 23).error == Approx(0.1346).margin(5e-5));
  CHECK(at(steps, 23).interval.low == Approx(0.1881).margin(5e-5));  // Stata's sts list
  CHECK(at(steps, 23).interval.high == Approx(0.6801).margin(5e-5));
  CHECK(steps.back().survival == at(steps, 23).survival);
  CHECK(kaplan_meier(placebo).back().survival == 0);
}

TEST_CASE("the log-rank test of 6-MP against placebo is as published") {
  const LogRank test = log_rank({treated, placebo});
  CHECK(test.chi_squared == Approx(16.79).margin(0.005));
  CHECK(test.degrees == 1);
  CHECK(test.p == Approx(4.17e-5).epsilon(0.01));
  CHECK(log_rank({placebo, treated}).chi_squared == Approx(test.chi_squared));
}

TEST_CASE("groups that are alike don't differ whatever their number") {
  const LogRank same = log_rank({treated, treated, treated});
  CHECK(same.chi_squared == Approx(0).margin(1e-12));
  CHECK(same.degrees == 2);
  CHECK(same.p == Approx(1));
  const LogRank three = log_rank({treated, placebo, treated});
  CHECK(three.degrees == 2);
  CHECK(three.p < 1e-4);
}

TEST_CASE("without events nobody is lost and there is no test") {
  const auto quiet = patients({-10, -10, -10});
  const auto steps = kaplan_meier(quiet);
  REQUIRE(steps.size() == 2);
  CHECK(steps[1].survival == 1);
  CHECK(steps[1].censored == 3);
  CHECK(std::isnan(log_rank({quiet, quiet}).p));
  CHECK(log_rank({quiet, patients({1, 2, 3})}).p < 0.05);
}

TEST_CASE("without censoring survival is the share that is left") {
  const auto steps = kaplan_meier(patients({1, 2, 3, 4}));
  REQUIRE(steps.size() == 5);
  for (int i = 0; i <= 4; ++i) CHECK(steps[i].survival == Approx(1 - i / 4.0));
  CHECK(steps[2].error == Approx(0.25));  // sqrt(0.5 * 0.5 / 4)
}
