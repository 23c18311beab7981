// A number with any unit, as the values of a sweep are: their dimension is known only to what they set.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace exomet {

struct Measured {
  double number = 0;
  std::string unit;  // as written, "h"; empty for a plain number
};

// "6 h" -> 6 and "h"; nothing if the text is no number with a known unit.
std::optional<Measured> read_measured(std::string_view text);

// The number in another unit. Throws QuantityError if the dimension is another.
double number_in(const Measured&, const std::string& unit);

// Twelve significant digits, without what binary fractions add at the end: "0.3", "1e-07".
std::string short_number(double);

// "6 h", "0.3"
std::string with_unit(double number, const std::string& unit);

}  // namespace exomet
