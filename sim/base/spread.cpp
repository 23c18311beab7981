#include "sim/base/spread.hpp"

#include <algorithm>
#include <cmath>

#include "sim/base/beta_distribution.hpp"
#include "sim/base/mathematics.hpp"
#include "sim/base/normal_distribution.hpp"

namespace exomet {

namespace {

// The quantile of a normal distribution that is cut off at two (standardised) ends.
double cut_normal(double u, double low, double high) {
  // From the nearer tail, where a share close to 1 would lose its digits.
  if (low > 0) return -cut_normal(1 - u, -high, -low);
  const double from = normal_below(low), to = normal_below(high);
  const double share = from + u * (to - from);
  if (share <= 0 || share >= 1) return share <= 0 ? low : high;
  return std::clamp(normal_quantile(share), low, high);
}

}  // namespace

double Spread::quantile(double u) const { return whole ? std::round(unrounded(u)) : unrounded(u); }

double Spread::unrounded(double u) const {
  switch (kind) {
    case Kind::constant:
      return a;
    case Kind::uniform:
      return u == 1 ? b : a + u * (b - a);
    case Kind::log_uniform:
      return u == 1 ? b : a * maths::pow(b / a, u);
    case Kind::normal:
      return std::clamp(a + b * cut_normal(u, (low - a) / b, (high - a) / b), low, high);
    case Kind::log_normal: {
      const double width = maths::log(b);
      const auto standard = [&](double value) {
        return value <= 0 ? -std::numeric_limits<double>::infinity() : maths::log(value / a) / width;
      };
      return std::clamp(a * maths::exp(width * cut_normal(u, standard(low), standard(high))), low, high);
    }
    case Kind::beta:
      return std::clamp(low + (high - low) * beta_quantile(u, a, b), low, high);
    case Kind::discrete:
    case Kind::mixture:
      break;
  }
  double below = 0;
  for (const Part& one : parts) {
    if (u < below + one.share || &one == &parts.back())
      return one.spread.quantile(std::clamp((u - below) / one.share, 0.0, 1.0));
    below += one.share;
  }
  return 0;
}

std::string Spread::part(double u) const {
  if (kind != Kind::mixture) return {};
  double below = 0;
  for (const Part& one : parts) {
    below += one.share;
    if (u < below || &one == &parts.back()) return one.name;
  }
  return {};
}

bool Spread::has_steps() const {
  if (whole || kind == Kind::constant || kind == Kind::discrete) return true;
  return std::any_of(parts.begin(), parts.end(), [](const Part& one) { return one.spread.has_steps(); });
}

bool Spread::is_bounded() const {
  if (kind == Kind::mixture)
    return std::all_of(parts.begin(), parts.end(), [](const Part& one) { return one.spread.is_bounded(); });
  if (kind == Kind::normal) return !std::isinf(low) && !std::isinf(high);
  return kind != Kind::log_normal || !std::isinf(high);
}

}  // namespace exomet
