#include "sim/study/statistics/sample.hpp"

#include <algorithm>
#include <boost/math/distributions/binomial.hpp>
#include <boost/math/distributions/students_t.hpp>
#include <boost/math/statistics/univariate_statistics.hpp>
#include <cmath>
#include <limits>

namespace exomet {

namespace {
constexpr double unknown = std::numeric_limits<double>::quiet_NaN();
constexpr double tail = 0.025;  // of a 95 % interval
}  // namespace

double quantile(const std::vector<double>& sorted, double share) {
  if (sorted.empty()) return unknown;
  const double at = share * static_cast<double>(sorted.size() - 1);
  const auto below = static_cast<std::size_t>(at);
  if (below + 1 >= sorted.size()) return sorted.back();
  return sorted[below] + (at - static_cast<double>(below)) * (sorted[below + 1] - sorted[below]);
}

Description describe(std::vector<double> sample) {
  std::sort(sample.begin(), sample.end());
  Description about;
  about.values = sample.size();
  about.mean = about.sd = about.mean_interval.low = about.mean_interval.high = unknown;
  about.least = sample.empty() ? unknown : sample.front();
  about.greatest = sample.empty() ? unknown : sample.back();
  about.lower_quartile = quantile(sample, 0.25);
  about.median = quantile(sample, 0.5);
  about.upper_quartile = quantile(sample, 0.75);
  if (sample.empty()) return about;
  about.mean = boost::math::statistics::mean(sample);
  if (sample.size() < 2) return about;
  const auto n = static_cast<double>(sample.size());
  about.sd = std::sqrt(boost::math::statistics::sample_variance(sample));
  const double t = boost::math::quantile(complement(boost::math::students_t(n - 1), tail));
  about.mean_interval = {about.mean - t * about.sd / std::sqrt(n), about.mean + t * about.sd / std::sqrt(n)};
  return about;
}

Interval share_interval(std::size_t hits, std::size_t trials) {
  if (trials == 0) return {unknown, unknown};
  using Binomial = boost::math::binomial_distribution<>;
  const auto n = static_cast<double>(trials), k = static_cast<double>(hits);
  return {hits == 0 ? 0 : Binomial::find_lower_bound_on_p(n, k, tail),
          hits == trials ? 1 : Binomial::find_upper_bound_on_p(n, k, tail)};
}

}  // namespace exomet
