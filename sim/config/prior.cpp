#include "sim/config/prior.hpp"

#include <algorithm>
#include <cmath>

#include "sim/base/units.hpp"

namespace exomet {

namespace {

constexpr double no_limit = 1e300;  // of a Range

// A share is a number of its own kind: its scale has two ends.
bool is_share(const Measured& value, const NumberKind& kind) {
  return kind.dimension == Dimension::number &&
         (value.unit == "%" || (kind.range.low == 0 && kind.range.high == 1));
}

std::string ends(const Spread& spread) {
  return short_number(spread.a) + " to " + with_unit(spread.b, spread.unit);
}

std::string cut(const Spread& spread) {
  std::string text;
  if (!std::isinf(spread.low)) text += " from " + with_unit(spread.low, spread.unit);
  if (!std::isinf(spread.high)) text += " to " + with_unit(spread.high, spread.unit);
  return text;
}

std::string values_of(const Spread& spread) {
  std::string text;
  for (const Spread::Part& part : spread.parts)
    text += (text.empty() ? "" : ", ") + with_unit(part.spread.a, spread.unit) + " (" +
            short_number(100 * part.share) + " %)";
  return text;
}

std::string text_of(const Spread& spread) {
  switch (spread.kind) {
    case Spread::Kind::uniform:
      return "uniform " + ends(spread);
    case Spread::Kind::log_uniform:
      return "log-uniform " + ends(spread);
    case Spread::Kind::normal:
      return "normal " + with_unit(spread.a, spread.unit) + ", sd " + with_unit(spread.b, spread.unit) +
             cut(spread);
    case Spread::Kind::log_normal:
      return "log-normal " + with_unit(spread.a, spread.unit) + ", spread " + short_number(spread.b) +
             cut(spread);
    case Spread::Kind::beta:
      return "beta " + short_number(spread.a) + ", " + short_number(spread.b) + cut(spread);
    case Spread::Kind::discrete:
      return "discrete " + values_of(spread);
    case Spread::Kind::constant:
    case Spread::Kind::mixture:
      break;
  }
  return {};
}

}  // namespace

double in_unit(double internal, const std::string& unit, Dimension dimension) {
  return unit_scale(internal_unit(dimension), unit).to_other(internal);
}

Support support_of(const Spread& spread) {
  switch (spread.kind) {
    case Spread::Kind::uniform:
    case Spread::Kind::log_uniform:
      return {spread.a, spread.b};
    case Spread::Kind::discrete:
      return {spread.parts.front().spread.a, spread.parts.back().spread.a};
    case Spread::Kind::log_normal:
      return {std::max(0.0, spread.low), spread.high};
    default:
      return {spread.low, spread.high};
  }
}

bool can_draw(const Spread& spread, double value) {
  const double slack = 1e-12 * std::abs(value);  // of converted units
  if (spread.kind == Spread::Kind::discrete)
    return std::any_of(spread.parts.begin(), spread.parts.end(),
                       [&](const Spread::Part& part) { return std::abs(part.spread.a - value) <= slack; });
  if (spread.kind == Spread::Kind::log_normal && value <= 0) return false;
  const Support support = support_of(spread);
  return value >= support.low - slack && value <= support.high + slack;
}

std::optional<Prior> default_prior(const Measured& value, const NumberKind& kind) {
  constexpr double either_way = 10;
  if (kind.dimension == Dimension::temperature) return std::nullopt;
  Prior prior;
  prior.by_default = true;
  Spread& spread = prior.spread;
  spread.unit = value.unit;
  spread.whole = kind.whole;
  if (is_share(value, kind)) {
    spread.kind = Spread::Kind::uniform;
    spread.a = 0, spread.b = in_unit(1, value.unit, kind.dimension);
  } else if (value.number > 0) {
    spread.kind = Spread::Kind::log_uniform;
    spread.a = value.number / either_way, spread.b = value.number * either_way;
  } else {
    return std::nullopt;
  }
  if (kind.range.low > -no_limit)
    spread.a = std::max(spread.a, in_unit(kind.range.low, value.unit, kind.dimension));
  if (kind.range.high < no_limit)
    spread.b = std::min(spread.b, in_unit(kind.range.high, value.unit, kind.dimension));
  if (!(spread.a < spread.b)) return std::nullopt;
  return prior;
}

std::string text_of(const Prior& prior) {
  return text_of(prior.spread) + (prior.by_default ? " (by default)" : "");
}

}  // namespace exomet
