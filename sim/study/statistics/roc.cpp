#include "sim/study/statistics/roc.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>

#include "sim/base/mathematics.hpp"
#include "sim/base/normal_distribution.hpp"

namespace exomet {

namespace {

constexpr double unknown = std::numeric_limits<double>::quiet_NaN();

std::size_t positives(const std::vector<double>& values, double threshold) {
  return static_cast<std::size_t>(
      std::count_if(values.begin(), values.end(), [&](double value) { return value >= threshold; }));
}

double share_of(std::size_t part, const std::vector<double>& all) {
  return static_cast<double>(part) / static_cast<double>(all.size());
}

// Of each value the share of the sorted others that are less, ties by half.
std::vector<double> placements(const std::vector<double>& values, const std::vector<double>& sorted) {
  std::vector<double> found;
  for (const double value : values) {
    const auto [low, high] = std::equal_range(sorted.begin(), sorted.end(), value);
    const double less = static_cast<double>(low - sorted.begin()), equal = static_cast<double>(high - low);
    found.push_back((less + 0.5 * equal) / static_cast<double>(sorted.size()));
  }
  return found;
}

}  // namespace

std::vector<RocPoint> roc_curve(const std::vector<double>& controls, const std::vector<double>& cases) {
  std::vector<double> thresholds = controls;
  thresholds.insert(thresholds.end(), cases.begin(), cases.end());
  thresholds.push_back(std::numeric_limits<double>::infinity());
  std::sort(thresholds.begin(), thresholds.end(), std::greater<>());
  thresholds.erase(std::unique(thresholds.begin(), thresholds.end()), thresholds.end());
  std::vector<RocPoint> curve;
  for (const double threshold : thresholds)
    curve.push_back({threshold, share_of(positives(cases, threshold), cases),
                     1 - share_of(positives(controls, threshold), controls)});
  return curve;
}

RocArea roc_area(std::vector<double> controls, std::vector<double> cases) {
  std::sort(controls.begin(), controls.end());
  std::sort(cases.begin(), cases.end());
  const Description above = describe(placements(cases, controls)),
                    below = describe(placements(controls, cases));
  const double area = above.mean;
  RocArea found{area, {unknown, unknown}};
  const double variance = above.sd * above.sd / static_cast<double>(cases.size()) +
                          below.sd * below.sd / static_cast<double>(controls.size());
  if (!(area > 0 && area < 1) || std::isnan(variance)) return found;
  const double logit = maths::log(area / (1 - area)),
               width = normal_quantile(0.975) * std::sqrt(variance) / (area * (1 - area));
  const auto back = [](double at) { return 1 / (1 + maths::exp(-at)); };
  found.interval = {back(logit - width), back(logit + width)};
  return found;
}

Detection detection_at(double specificity, const std::vector<double>& controls,
                       const std::vector<double>& cases) {
  Detection found;
  for (const RocPoint& point : roc_curve(controls, cases)) {
    if (point.specificity < specificity - 1e-12) break;
    found = {point.threshold, point.specificity, point.sensitivity, {}};
  }
  found.interval = share_interval(positives(cases, found.threshold), cases.size());
  return found;
}

}  // namespace exomet
