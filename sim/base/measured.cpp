#include "sim/base/measured.hpp"

#include <charconv>
#include <cmath>

#include "sim/base/quantity.hpp"
#include "sim/base/units.hpp"

namespace exomet {

namespace {
std::string_view trim(std::string_view text) {
  const std::size_t begin = text.find_first_not_of(" \t");
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(" \t") - begin + 1);
}
}  // namespace

std::optional<Measured> read_measured(std::string_view text) {
  text = trim(text);
  if (text.size() > 1 && text[0] == '+' && text[1] != '-') text.remove_prefix(1);
  Measured read;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), read.number);
  if (error != std::errc{} || !std::isfinite(read.number)) return std::nullopt;
  const std::string_view rest(end, static_cast<std::size_t>(text.data() + text.size() - end));
  if (!rest.empty() && std::string_view(".,'_").find(rest[0]) != std::string_view::npos) return std::nullopt;
  read.unit = trim(rest);
  try {
    unit_powers(read.unit);
  } catch (const UnknownUnit&) {
    return std::nullopt;
  }
  return read;
}

double number_in(const Measured& value, const std::string& unit) {
  if (value.unit == unit) return value.number;
  if (unit_powers(value.unit) != unit_powers(unit))
    throw QuantityError("'" + with_unit(value.number, value.unit) +
                        "' is of another dimension than the values beside it" +
                        (unit.empty() ? ", which have no unit" : ", which are in " + unit));
  return unit_scale(value.unit, unit).to_other(value.number);
}

std::string short_number(double number) {
  constexpr int digits = 12;
  char text[32];
  const auto [end, error] =
      std::to_chars(text, text + sizeof text, number, std::chars_format::general, digits);
  return error == std::errc{} ? std::string(text, end) : std::string();
}

std::string with_unit(double number, const std::string& unit) {
  return short_number(number) + (unit.empty() ? "" : " " + unit);
}

}  // namespace exomet
