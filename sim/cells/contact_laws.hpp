// The contact laws of contact.hpp without branches, so that a loop over many pairs vectorises. Each is
// force(d, r1, r2, reach, k, a) in nN, positive apart, with the meaning and the units of ContactPair; d >= 0
// in um.
#pragma once

#include <algorithm>
#include <cmath>
#include <numbers>

#include "sim/cells/contact.hpp"

namespace exomet {

struct LinearSpringLaw {
  static double force(double d, double r1, double r2, double reach, double k, double a) {
    const double sum = r1 + r2;
    const double share = d < sum ? 1.0 : d < reach * sum ? a : 0.0;
    return share * k * (sum - d);
  }
};

struct QuadraticLaw {
  static double force(double d, double r1, double r2, double reach, double k, double a) {
    const double sum = r1 + r2;
    const double share = d / sum, near = 1 - share, far = 1 - share * (1 / reach);
    return k * (near > 0 ? near * near : 0.0) - a * (far > 0 ? far * far : 0.0);
  }
};

struct HertzLaw {
  static double force(double d, double r1, double r2, double, double k, double a) {
    const double gap = r1 + r2 - d, overlap = gap > 0 ? gap : 0.0;
    const double radius = r1 * r2 / (r1 + r2);
    return overlap * (4.0 / 3 * k * std::sqrt(radius * overlap) - std::numbers::pi * a * radius);
  }
};

// The multiple of the sum of the radii beyond which there is no force.
inline double cutoff(const Contact& contact) {
  return contact.law == ContactLaw::hertz ? 1.0 : std::max(1.0, contact.reach);
}

// Calls use(Law{}) with the law of the contact.
template <class Use>
auto with_law(const Contact& contact, const Use& use) {
  if (contact.law == ContactLaw::linear_spring) return use(LinearSpringLaw{});
  if (contact.law == ContactLaw::quadratic) return use(QuadraticLaw{});
  return use(HertzLaw{});
}

}  // namespace exomet
