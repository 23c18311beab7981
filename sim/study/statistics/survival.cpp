#include "sim/study/statistics/survival.hpp"

#include <algorithm>
#include <boost/math/distributions/chi_squared.hpp>
#include <boost/math/distributions/normal.hpp>
#include <cmath>
#include <limits>
#include <set>

#include "sim/base/mathematics.hpp"

namespace exomet {

namespace {

constexpr double unknown = std::numeric_limits<double>::quiet_NaN();

Interval log_log_interval(double survival, double greenwood) {
  if (survival <= 0 || survival >= 1) return {survival, survival};
  static const double z = boost::math::quantile(boost::math::normal(), 0.975);
  const double width = z * std::sqrt(greenwood) / std::abs(maths::log(survival));
  return {maths::pow(survival, maths::exp(width)), maths::pow(survival, maths::exp(-width))};
}

// Of each group at one time: how many were at risk, and how many had the event.
struct Table {
  std::vector<double> at_risk, events;
  double all_at_risk = 0, all_events = 0;
};

Table table_at(double time, const std::vector<std::vector<FollowUp>>& groups) {
  Table table;
  for (const auto& group : groups) {
    double at_risk = 0, events = 0;
    for (const FollowUp& one : group) {
      at_risk += one.time >= time;
      events += one.event && one.time == time;
    }
    table.at_risk.push_back(at_risk);
    table.events.push_back(events);
    table.all_at_risk += at_risk;
    table.all_events += events;
  }
  return table;
}

using Matrix = std::vector<std::vector<double>>;

// x' A^-1 x of a symmetric positive definite A, by Cholesky's factors; NaN if it isn't one. (Boost 1.74's
// uBLAS doesn't compile as C++20.)
double quadratic_form(Matrix a, std::vector<double> x) {
  double sum = 0;
  for (std::size_t i = 0; i < x.size(); ++i) {
    for (std::size_t j = 0; j <= i; ++j) {
      for (std::size_t k = 0; k < j; ++k) a[i][j] -= a[i][k] * a[j][k];
      if (j < i) a[i][j] /= a[j][j];
    }
    if (!(a[i][i] > 1e-12)) return unknown;
    a[i][i] = std::sqrt(a[i][i]);
    for (std::size_t k = 0; k < i; ++k) x[i] -= a[i][k] * x[k];
    x[i] /= a[i][i];
    sum += x[i] * x[i];
  }
  return sum;
}

}  // namespace

std::vector<SurvivalStep> kaplan_meier(std::vector<FollowUp> patients) {
  std::sort(patients.begin(), patients.end(),
            [](const FollowUp& a, const FollowUp& b) { return a.time < b.time; });
  std::vector<SurvivalStep> steps{{0, patients.size(), 0, 0, 1, 0, {1, 1}}};
  double greenwood = 0;  // sum of d / (n (n - d))
  for (std::size_t i = 0; i < patients.size();) {
    SurvivalStep step = steps.back();
    step.time = patients[i].time;
    step.at_risk = patients.size() - i;
    step.events = step.censored = 0;
    for (; i < patients.size() && patients[i].time == step.time; ++i)
      ++(patients[i].event ? step.events : step.censored);
    const auto n = static_cast<double>(step.at_risk), d = static_cast<double>(step.events);
    step.survival *= 1 - d / n;
    if (step.events > 0 && step.events < step.at_risk) greenwood += d / (n * (n - d));
    step.error = step.survival * std::sqrt(greenwood);
    step.interval = log_log_interval(step.survival, greenwood);
    if (step.time == 0) steps.clear();
    steps.push_back(step);
  }
  return steps;
}

LogRank log_rank(const std::vector<std::vector<FollowUp>>& groups) {
  std::set<double> times;
  for (const auto& group : groups)
    for (const FollowUp& one : group)
      if (one.event) times.insert(one.time);
  LogRank test{unknown, groups.size() - 1, unknown};
  if (times.empty()) return test;
  const std::size_t k = test.degrees;  // the last group follows from the others
  std::vector<double> excess(k);
  Matrix covariance(k, std::vector<double>(k));
  for (double time : times) {
    const Table at = table_at(time, groups);
    const double n = at.all_at_risk, d = at.all_events;
    for (std::size_t i = 0; i < k; ++i) {
      const double share = at.at_risk[i] / n;
      excess[i] += at.events[i] - d * share;
      if (n < 2) continue;
      for (std::size_t j = 0; j < k; ++j)
        covariance[i][j] += d * (n - d) / (n - 1) * share * ((i == j) - at.at_risk[j] / n);
    }
  }
  test.chi_squared = quadratic_form(covariance, excess);
  if (std::isnan(test.chi_squared)) return test;  // a group that was never at risk together with another
  test.p = cdf(complement(boost::math::chi_squared(static_cast<double>(k)), test.chi_squared));
  return test;
}

}  // namespace exomet
