#include "sim/study/statistics/sensitivity.hpp"

#include <algorithm>
#include <boost/math/statistics/univariate_statistics.hpp>
#include <cmath>
#include <limits>
#include <numeric>

#include "sim/base/mathematics.hpp"
#include "sim/base/random.hpp"

namespace exomet {

namespace {

constexpr int resamples = 1000;
constexpr double unknown = std::numeric_limits<double>::quiet_NaN();
using Rows = std::vector<std::size_t>;

// The percentiles of estimate(rows) over samples of the rows with replacement. The same samples whenever
// called.
template <class Estimate>
Index with_bootstrap(std::size_t rows, const Estimate& estimate) {
  Rows all(rows), some(rows);
  std::iota(all.begin(), all.end(), std::size_t{0});
  Index index{estimate(all), {unknown, unknown}};
  std::vector<double> found;
  for (int sample = 0; sample < resamples; ++sample) {
    Random random(1, static_cast<std::uint64_t>(sample), 0, purpose("bootstrap"));
    for (std::size_t& row : some)
      row = static_cast<std::size_t>(random.uniform() * static_cast<double>(rows));
    const double value = estimate(some);
    if (!std::isnan(value)) found.push_back(value);
  }
  std::sort(found.begin(), found.end());
  index.interval = {quantile(found, 0.025), quantile(found, 0.975)};
  return index;
}

double mean(const std::vector<double>& values) {
  return values.empty() ? unknown : boost::math::statistics::mean(values);
}

// Values at A, B and the mixed points of a Saltelli design, less their mean, which makes the estimates less
// noisy.
class Saltelli {
 public:
  Saltelli(const std::vector<double>& values, std::size_t axes) : values_(values), block_(axes + 2) {
    double sum = 0;
    for (std::size_t row = 0; row < rows(); ++row) sum += values[row * block_] + values[row * block_ + 1];
    const double centre = sum / static_cast<double>(2 * rows());
    for (double& value : values_) value -= centre;
  }
  std::size_t rows() const { return values_.size() / block_; }
  double a(std::size_t row) const { return values_[row * block_]; }
  double b(std::size_t row) const { return values_[row * block_ + 1]; }
  double mixed(std::size_t row, std::size_t axis) const { return values_[row * block_ + 2 + axis]; }

  double variance(const Rows& of) const {
    double sum = 0, squares = 0;
    for (std::size_t row : of) {
      sum += a(row) + b(row);
      squares += a(row) * a(row) + b(row) * b(row);
    }
    const auto n = static_cast<double>(2 * of.size());
    return squares / n - (sum / n) * (sum / n);
  }

 private:
  std::vector<double> values_;
  std::size_t block_;
};

}  // namespace

std::vector<MorrisEffect> morris_effects(const std::vector<std::vector<double>>& points,
                                         const std::vector<double>& values, std::size_t axes) {
  std::vector<std::vector<double>> effects(axes);
  for (std::size_t p = 0; p + 1 < points.size(); ++p) {
    if (p % (axes + 1) == axes) continue;  // from one trajectory to the next
    for (std::size_t axis = 0; axis < axes; ++axis)
      if (const double step = points[p + 1][axis] - points[p][axis]; step != 0)
        effects[axis].push_back((values[p + 1] - values[p]) / step);
  }
  std::vector<MorrisEffect> all;
  for (const std::vector<double>& of : effects) {
    MorrisEffect effect;
    effect.mu = mean(of);
    effect.sigma = of.size() < 2 ? unknown : std::sqrt(boost::math::statistics::sample_variance(of));
    effect.mu_star = with_bootstrap(of.size(), [&](const Rows& rows) {
      double sum = 0;
      for (std::size_t row : rows) sum += std::abs(of[row]);
      return sum / static_cast<double>(rows.size());
    });
    all.push_back(effect);
  }
  return all;
}

std::vector<SobolIndices> sobol_indices(const std::vector<double>& values, std::size_t axes) {
  const Saltelli at(values, axes);
  std::vector<SobolIndices> all(axes);
  const auto share = [&](const Rows& rows, const auto& term) {
    const double variance = at.variance(rows);
    double sum = 0;
    for (std::size_t row : rows) sum += term(row);
    return variance > 0 ? sum / static_cast<double>(rows.size()) / variance : unknown;
  };
  for (std::size_t i = 0; i < axes; ++i) {
    all[i].first = with_bootstrap(at.rows(), [&](const Rows& rows) {
      return share(rows, [&](std::size_t row) { return at.b(row) * (at.mixed(row, i) - at.a(row)); });
    });
    all[i].total = with_bootstrap(at.rows(), [&](const Rows& rows) {
      return share(rows, [&](std::size_t row) { return maths::pow(at.a(row) - at.mixed(row, i), 2) / 2; });
    });
  }
  return all;
}

}  // namespace exomet
