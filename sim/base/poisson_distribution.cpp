#include "sim/base/poisson_distribution.hpp"

#include <cmath>

#include "sim/base/mathematics.hpp"

namespace exomet {

namespace {

double by_product(double mean, Random& random) {
  const double least = maths::exp(-mean);
  double count = 0;
  for (double product = random.uniform(); product > least; product *= random.uniform()) ++count;
  return count;
}

double by_rejection(double mean, Random& random) {
  const double b = 0.931 + 2.53 * std::sqrt(mean), a = -0.059 + 0.02483 * b;
  const double inverse_alpha = 1.1239 + 1.1328 / (b - 3.4), certain = 0.9277 - 3.6224 / (b - 2);
  const double log_mean = maths::log(mean);
  for (;;) {
    const double u = random.uniform() - 0.5, v = random.uniform();
    const double us = 0.5 - std::abs(u), k = std::floor((2 * a / us + b) * u + mean + 0.43);
    if (us >= 0.07 && v <= certain) return k;
    if (k < 0 || (us < 0.013 && v > us)) continue;
    if (maths::log(v * inverse_alpha / (a / (us * us) + b)) <= k * log_mean - mean - log_gamma(k + 1))
      return k;
  }
}

}  // namespace

double log_gamma(double x) {
  double below = 0;  // log of x (x + 1) ...
  for (; x < 10; ++x) below += maths::log(x);
  constexpr double half_log_two_pi = 0.91893853320467274178;
  const double i = 1 / x, s = i * i;
  return (x - 0.5) * maths::log(x) - x + half_log_two_pi - below +
         i * (1.0 / 12 -
              s * (1.0 / 360 - s * (1.0 / 1260 - s * (1.0 / 1680 - s * (1.0 / 1188 - s * 691.0 / 360360)))));
}

double draw_poisson(double mean, Random& random) {
  constexpr double few = 10;
  if (!(mean > 0)) return 0;
  return mean < few ? by_product(mean, random) : by_rejection(mean, random);
}

}  // namespace exomet
