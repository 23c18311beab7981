// Time to an event that not everybody has: Kaplan-Meier curves and the log-rank test.
#pragma once

#include <vector>

#include "sim/study/statistics/sample.hpp"

namespace exomet {

// One patient: followed for `time`; `event` says whether it happened then, or whether that was the end of
// what is known.
struct FollowUp {
  double time = 0;
  bool event = false;
};

// From `time` on, up to the next step.
struct SurvivalStep {
  double time = 0;
  std::size_t at_risk = 0;  // just before
  std::size_t events = 0, censored = 0;
  double survival = 1;
  double error = 0;   // standard error by Greenwood's formula (1926)
  Interval interval;  // 95 %, Greenwood's variance on the log(-log) scale (Kalbfleisch & Prentice 1980)
};

// The product-limit estimate (Kaplan & Meier 1958): a step at time 0 and at each time at which something
// happens or somebody is censored. Who is censored at the time of an event was at risk of it.
std::vector<SurvivalStep> kaplan_meier(std::vector<FollowUp>);

// The log-rank test of equal survival (Mantel 1966), with the hypergeometric covariance for ties and chi
// squared.
struct LogRank {
  double chi_squared = 0;
  std::size_t degrees = 0;  // of freedom: groups less one
  double p = 1;
};

// At least two groups, each with at least one patient. Without any event all is NaN.
LogRank log_rank(const std::vector<std::vector<FollowUp>>& groups);

}  // namespace exomet
