// The one place that sees UDUNITS-2. Thread-safe: the unit system is loaded once and used under a lock.
#pragma once

#include <map>
#include <string>
#include <string_view>

namespace exomet {

// What a unit is made of, {"meter": 2, "second": -1}: equal for equal dimensions. Angles count as a
// dimension, so that degrees aren't mistaken for numbers; EVs, copies, cells and molecules don't, and a mole
// is so many molecules: "2 umol/L", "2 uM", "5 nmol".
using UnitPowers = std::map<std::string, int>;

// A unit against another of the same dimension: other = value * multiply / divide + offset. One of the two
// factors is 1 where the other is a whole number, so that 30 /h is 0.5 /min to the last bit.
struct UnitScale {
  double multiply = 1, divide = 1, offset = 0;

  double to_other(double value) const { return value * multiply / divide + offset; }
  double from_other(double value) const { return (value - offset) * divide / multiply; }
};

// The known unit whose name comes nearest, or an empty string.
std::string nearest_unit(std::string_view word);

// Why a text is no unit: `word` is the part that isn't known; otherwise `why` says what can't be meant, or is
// empty if the text isn't built like a unit.
struct UnknownUnit {
  std::string word, why;
};

// "um^3/h", "nN min/um", "/h", "µm²", "h^-1", "EVs/mL", "%"; "" is the number one. Throws UnknownUnit;
// RunError if the database of units isn't installed. Refused, though UDUNITS-2 knows them: numbers within a
// unit, decibels, dates, a unit twice, two of one dimension beside each other, prefixes of minutes and days,
// of counts and of prefixes.
UnitPowers unit_powers(std::string_view unit);

// The scale from one unit to another of the same powers.
UnitScale unit_scale(std::string_view from, std::string_view to);

}  // namespace exomet
