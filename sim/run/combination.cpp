#include "sim/run/combination.hpp"

#include <algorithm>
#include <cmath>

#include "sim/base/mathematics.hpp"

namespace exomet {

const std::vector<std::pair<std::string, Combination>>& combinations() {
  static const std::vector<std::pair<std::string, Combination>> words{
      {"hill", Combination::hill},       {"independent", Combination::independent},
      {"bliss", Combination::bliss},     {"loewe", Combination::loewe},
      {"highest", Combination::highest}, {"sum", Combination::sum},
      {"product", Combination::product}};
  return words;
}

std::string formula_of(Combination combination) {
  switch (combination) {
    case Combination::hill:
      return "(1 - U) base + U to, U = O / (1 + O), O the sum of odds r / (1 - r)";
    case Combination::independent:
      return "raised: base + sum r (to - base), as hazards add; lowered: times prod (1 - r (1 - to / most))";
    case Combination::bliss:
      return "(1 - U) base + U to, U = 1 - prod (1 - r)";
    case Combination::loewe:
      return "the end at which sum s / s(end) = 1, s(end) what of a signal alone leads there";
    case Combination::highest:
      return "what the strongest of them does alone";
    case Combination::sum:
      return "base + sum r (to - base); lowered: rate - sum r (rate - to), 0 at least";
    case Combination::product:
      return "base prod (1 + r (to / base - 1)); lowered: times prod (1 - r (1 - to / most))";
  }
  return {};
}

namespace {

// The share of the way, and the mean end weighted by `weight`.
template <class Weight>
double towards_mean(std::span<const Effect> effects, double from, double share, const Weight& weight) {
  double sum = 0, weighted = 0;
  for (const Effect& effect : effects) {
    const double w = weight(effect);
    sum += w;
    weighted += w * effect.to;
  }
  return sum > 0 ? (1 - share) * from + share * (weighted / sum) : from;
}

double by_hill(std::span<const Effect> effects, double from) {
  double odds = 0;
  for (const Effect& effect : effects) odds += effect.odds;
  return towards_mean(effects, from, odds / (1 + odds), [](const Effect& effect) { return effect.odds; });
}

double by_bliss(std::span<const Effect> effects, double from) {
  double left = 1;
  for (const Effect& effect : effects) left /= 1 + effect.odds;
  return towards_mean(effects, from, 1 - left,
                      [](const Effect& effect) { return maths::log(1 + effect.odds); });
}

// The part of a signal's equipotent amount that is there, for an effect that leads to `end`; none of one that
// never leads there.
double equipotent_part(const Effect& effect, double from, double end) {
  if (effect.ratio <= 0) return 0;
  const double share = (end - from) / (effect.to - from);
  if (!(share > 0)) return std::numeric_limits<double>::infinity();
  if (!(share < 1)) return 0;
  return effect.ratio / maths::pow(share / (1 - share), 1 / effect.hill);
}

double by_loewe(std::span<const Effect> effects, double from) {
  double near = from, far = from;  // the end lies between them
  for (const Effect& effect : effects)
    if (std::abs(effect.to - from) > std::abs(far - from)) far = effect.to;
  constexpr int halvings = 52;
  for (int n = 0; n < halvings; ++n) {
    const double middle = 0.5 * (near + far);
    double parts = 0;
    for (const Effect& effect : effects)
      if ((effect.to - from) * (far - from) > 0) parts += equipotent_part(effect, from, middle);
    (parts > 1 ? near : far) = middle;
  }
  return 0.5 * (near + far);
}

double strongest(std::span<const Effect> effects, double from, bool raises) {
  double found = from;
  for (const Effect& effect : effects)
    found = raises ? std::max(found, effect.alone(from)) : std::min(found, effect.alone(from));
  return found;
}

double multiplied(std::span<const Effect> effects, double x, double whole) {
  for (const Effect& effect : effects)
    if (whole > 0) x *= 1 + effect.response() * (effect.to / whole - 1);
  return x;
}

double added(std::span<const Effect> effects, double from) {
  double sum = from;
  for (const Effect& effect : effects) sum += effect.alone(from) - from;
  return sum;
}

}  // namespace

double raised(Combination combination, std::span<const Effect> effects, double from) {
  switch (combination) {
    case Combination::hill:
      return by_hill(effects, from);
    case Combination::bliss:
      return by_bliss(effects, from);
    case Combination::loewe:
      return by_loewe(effects, from);
    case Combination::highest:
      return strongest(effects, from, true);
    case Combination::sum:
    case Combination::independent:
      return added(effects, from);
    case Combination::product:
      return multiplied(effects, from, from);
  }
  return from;
}

double lowered(Combination combination, std::span<const Effect> effects, double x, double most) {
  switch (combination) {
    case Combination::hill:
      return by_hill(effects, x);
    case Combination::bliss:
      return by_bliss(effects, x);
    case Combination::loewe:
      return most > 0 ? x * by_loewe(effects, most) / most : x;
    case Combination::highest:
      return strongest(effects, x, false);
    case Combination::sum: {
      double left = x;
      for (const Effect& effect : effects) left -= std::max(0.0, x - effect.alone(x));
      return std::max(0.0, left);
    }
    case Combination::independent:
    case Combination::product:
      return multiplied(effects, x, most);
  }
  return x;
}

}  // namespace exomet
