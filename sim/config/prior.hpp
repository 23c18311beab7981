// What a model's number may be before data are looked at: its prior distribution, written beside its value,
// or a wide one where the number is assumed and nobody wrote one.
#pragma once

#include <optional>
#include <string>

#include "sim/base/measured.hpp"
#include "sim/base/quantity.hpp"
#include "sim/base/spread.hpp"

namespace exomet {

// What a number may be.
struct Range {
  double low = -1e300, high = 1e300;  // internal units
  bool above_low = false;             // low itself is excluded
};
inline constexpr Range any_number{};
inline constexpr Range positive{0, 1e300, true};
inline constexpr Range not_negative{0, 1e300, false};
inline constexpr Range share{0, 1, false};

// What a number is, and what it may be.
struct NumberKind {
  Dimension dimension = Dimension::number;
  Range range{};
  bool whole = false;
};

struct Prior {
  Spread spread;            // in `spread.unit`, which the number is written in
  bool by_default = false;  // nobody wrote it
};

// The ends of what can be drawn; infinite where there are none. Both belong to it, but for a log-normal's 0.
struct Support {
  double low = 0, high = 0;
};
Support support_of(const Spread&);
// Whether a value can be drawn; in the spread's unit.
bool can_draw(const Spread&, double value);

// A number of internal units in another unit of its dimension.
double in_unit(double internal, const std::string& unit, Dimension);

// The prior of an assumed number that has none: uniform from 0 to 1 for shares (whose range is 0 to 1, or
// which are written in %), else log-uniform over a factor of ten either way, both cut off where the number
// ends. None for 0 and for negative numbers, which say that something is absent or where it is, and none for
// temperatures.
std::optional<Prior> default_prior(const Measured& value, const NumberKind&);

// "log-uniform 0.001 to 1 /h", and " (by default)".
std::string text_of(const Prior&);

}  // namespace exomet
