#include "sim/base/beta_distribution.hpp"

#include <cmath>
#include <limits>

#include "sim/base/mathematics.hpp"

namespace exomet {

namespace {

// The logarithm of the gamma function of x > 0: Stirling's series (DLMF 5.11.1) from 15 on, where eight
// terms reach round-off, and the recurrence below.
double log_gamma(double x) {
  constexpr double least = 15, half_log_two_pi = 0.91893853320467274178;
  constexpr double terms[]{1.0 / 12,   -1.0 / 360,      1.0 / 1260, -1.0 / 1680,
                           1.0 / 1188, -691.0 / 360360, 1.0 / 156,  -3617.0 / 122400};
  double product = 1;
  for (; x < least; ++x) product *= x;
  const double inverse = 1 / x, square = inverse * inverse;
  double series = 0, power = inverse;
  for (const double term : terms) {
    series += term * power;
    power *= square;
  }
  return (x - 0.5) * maths::log(x) - x + half_log_two_pi + series - maths::log(product);
}

double not_zero(double value) {
  constexpr double tiny = 1e-300;
  return std::abs(value) < tiny ? tiny : value;
}

// Of I_x(a, b), by Lentz's method; converges in some sqrt(max(a, b)) steps for x < (a + 1) / (a + b + 2).
double continued_fraction(double x, double a, double b) {
  constexpr int most_steps = 10'000;
  double c = 1, d = 1 / not_zero(1 - (a + b) * x / (a + 1)), fraction = d;
  for (int m = 1; m <= most_steps; ++m) {
    const double even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m));
    d = 1 / not_zero(1 + even * d);
    c = not_zero(1 + even / c);
    fraction *= d * c;
    const double odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1));
    d = 1 / not_zero(1 + odd * d);
    c = not_zero(1 + odd / c);
    fraction *= d * c;
    if (std::abs(d * c - 1) <= std::numeric_limits<double>::epsilon()) break;
  }
  return fraction;
}

}  // namespace

double beta_below(double x, double a, double b) {
  if (x <= 0 || x >= 1) return x <= 0 ? 0 : 1;
  const double front =
      maths::exp(log_gamma(a + b) - log_gamma(a) - log_gamma(b) + a * maths::log(x) + b * maths::log1p(-x));
  if (x < (a + 1) / (a + b + 2)) return front * continued_fraction(x, a, b) / a;
  return 1 - front * continued_fraction(1 - x, b, a) / b;
}

double beta_quantile(double share, double a, double b) {
  if (share <= 0 || share >= 1) return share <= 0 ? 0 : 1;
  double low = 0, high = 1;
  for (;;) {
    const double middle = low + (high - low) / 2;
    if (middle <= low || middle >= high) return middle;
    (beta_below(middle, a, b) < share ? low : high) = middle;
  }
}

}  // namespace exomet
