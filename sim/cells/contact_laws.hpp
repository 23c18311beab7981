// The contact laws of contact.hpp without branches, for one pair (double) or for several side by side
// (Double8). Each is force(d, r1, r2, reach, k, a) in nN, positive apart, with the meaning and the units of
// ContactPair; d >= 0 in um. over_distance(...) is the same divided by d > 0, in as few divisions as
// possible.
#pragma once

#include <algorithm>
#include <cmath>
#include <numbers>

#include "sim/base/double8.hpp"
#include "sim/cells/contact.hpp"

namespace exomet {

struct LinearSpringLaw {
  template <class Value>
  static Value force(const Value& d, const Value& r1, const Value& r2, double reach, const Value& k,
                     const Value& a) {
    const Value sum = r1 + r2;
    const Value share = either(below(d, sum), Value{} + 1.0, either(below(d, reach * sum), a, Value{}));
    return share * k * (sum - d);
  }
  template <class Value>
  static Value over_distance(const Value& d, const Value& r1, const Value& r2, double reach, const Value& k,
                             const Value& a) {
    return force(d, r1, r2, reach, k, a) / d;
  }
};

struct QuadraticLaw {
  template <class Value>
  static Value force(const Value& d, const Value& r1, const Value& r2, double reach, const Value& k,
                     const Value& a) {
    return at_share(d / (r1 + r2), reach, k, a);
  }
  template <class Value>
  static Value over_distance(const Value& d, const Value& r1, const Value& r2, double reach, const Value& k,
                             const Value& a) {
    const Value sum = r1 + r2, per_both = 1.0 / (d * sum);
    return at_share(d * d * per_both, reach, k, a) * (sum * per_both);
  }
  // share: of the sum of the radii
  template <class Value>
  static Value at_share(const Value& share, double reach, const Value& k, const Value& a) {
    const Value near = positive_part(1.0 - share), far = positive_part(1.0 - share * (1 / reach));
    return k * near * near - a * far * far;
  }
};

struct HertzLaw {
  template <class Value>
  static Value force(const Value& d, const Value& r1, const Value& r2, double, const Value& k,
                     const Value& a) {
    const Value sum = r1 + r2, overlap = positive_part(sum - d), radius = r1 * r2 / sum;
    return overlap * (4.0 / 3 * k * square_root(radius * overlap) - std::numbers::pi * a * radius);
  }
  template <class Value>
  static Value over_distance(const Value& d, const Value& r1, const Value& r2, double reach, const Value& k,
                             const Value& a) {
    return force(d, r1, r2, reach, k, a) / d;
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
