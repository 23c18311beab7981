#include "sim/base/quantity.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstddef>
#include <map>
#include <optional>
#include <vector>

#include "sim/base/mathematics.hpp"
#include "sim/base/units.hpp"

namespace exomet {

namespace {

struct Description {
  std::string_view name, article, unit, example;
  std::array<std::string_view, 4> customary;  // for output, from the smallest; empty ones are no unit
};

// In the order of the enumeration.
constexpr std::array<Description, 19> descriptions{{
    {"number", "a", "", "0.5", {}},
    {"length", "a", "um", "25 um", {"nm", "um", "mm"}},
    {"area", "an", "um^2", "400 um^2", {"um^2", "mm^2"}},
    {"volume", "a", "um^3", "4000 um^3", {"um^3", "uL", "mL"}},
    {"time", "a", "min", "6 h", {"s", "min", "h", "d"}},
    {"rate", "a", "1/min", "0.7 /d", {"/d", "/h", "/min", "/s"}},
    {"speed", "a", "um/min", "0.5 um/min", {"um/h", "um/min", "um/s"}},
    {"diffusivity", "a", "um^2/min", "4 um^2/s", {"um^2/min", "um^2/s"}},
    {"clearance", "a", "um^3/min", "2e5 um^3/h", {"um^3/h", "um^3/min"}},
    {"number per area", "a", "1/um^2", "1000 /mm^2", {"/mm^2", "/um^2"}},
    {"number per volume", "a", "1/um^3", "1e9 /mL", {"/mL", "/um^3"}},
    {"force", "a", "nN", "2 nN", {"pN", "nN", "uN"}},
    {"stiffness", "a", "nN/um", "1 nN/um", {"pN/um", "nN/um"}},
    {"friction", "a", "nN min/um", "0.4 nN min/um", {"nN min/um"}},
    {"pressure", "a", "nN/um^2", "2 kPa", {"Pa", "kPa", "MPa"}},
    {"viscosity", "a", "mPa s", "0.7 mPa s", {"mPa s", "Pa s"}},
    {"mass density", "a", "kg/m^3", "1050 kg/m^3", {"kg/m^3"}},
    {"temperature", "a", "K", "37 degC", {"degC", "K"}},
    {"angle", "an", "rad", "30 degrees", {"degrees", "rad"}},
}};
static_assert(static_cast<std::size_t>(Dimension::angle) + 1 == descriptions.size());

const Description& description(Dimension dimension) {
  return descriptions[static_cast<std::size_t>(dimension)];
}

std::string with_article(const Description& d) { return std::string(d.article) + " " + std::string(d.name); }

std::string write_for_example(Dimension dimension) {
  return ": write for example '" + std::string(example(dimension)) + "'";
}

// For messages, however long the text is.
std::string shown(std::string_view text) {
  constexpr std::size_t longest = 60;
  if (text.size() <= longest) return "'" + std::string(text) + "'";
  std::size_t end = longest;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) --end;  // whole UTF-8 characters
  return "'" + std::string(text.substr(0, end)) + "...'";
}

std::string_view trim(std::string_view text) {
  const std::size_t begin = text.find_first_not_of(" \t\n\r");
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(" \t\n\r") - begin + 1);
}

struct Written {
  double number = 0;
  std::string_view unit;
};

// "+1.5e3 um" -> 1500 and "um".
Written split(std::string_view text, Dimension dimension) {
  const auto fail = [&](const std::string& why) { throw QuantityError(shown(text) + why); };
  std::string_view rest = trim(text);
  if (rest.empty()) throw QuantityError("a value is missing" + write_for_example(dimension));
  if (rest.size() > 1 && rest[0] == '+' && rest[1] != '-') rest.remove_prefix(1);
  const std::size_t digit = rest[0] == '-' ? 1 : 0;
  const auto is_digit = [&](std::size_t i) { return i < rest.size() && rest[i] >= '0' && rest[i] <= '9'; };
  if (!is_digit(digit) && !(digit < rest.size() && rest[digit] == '.' && is_digit(digit + 1)))
    fail(" is not a number" + write_for_example(dimension));  // from_chars would take "nan" and "inf"
  Written written;
  const auto [end, error] = std::from_chars(rest.data(), rest.data() + rest.size(), written.number);
  if (error != std::errc{})
    fail(" is larger or smaller than any number that can be held" + write_for_example(dimension));
  written.unit = rest.substr(static_cast<std::size_t>(end - rest.data()));
  if (!written.unit.empty() && std::string_view(".,'_").find(written.unit[0]) != std::string_view::npos)
    fail(" is not a number: use a decimal point, and nothing between thousands" +
         write_for_example(dimension));
  written.unit = trim(written.unit);
  return written;
}

const UnitPowers& internal_powers(Dimension dimension) {
  static const std::vector<UnitPowers> all = [] {
    std::vector<UnitPowers> powers;
    for (const Description& d : descriptions) powers.push_back(unit_powers(d.unit));
    return powers;
  }();
  return all[static_cast<std::size_t>(dimension)];
}

std::optional<Dimension> dimension_of(const UnitPowers& powers) {
  for (std::size_t i = 0; i < descriptions.size(); ++i)
    if (internal_powers(static_cast<Dimension>(i)) == powers) return static_cast<Dimension>(i);
  return std::nullopt;
}

[[noreturn]] void throw_unknown_unit(std::string_view text, std::string_view unit, const UnknownUnit& unknown,
                                     Dimension dimension) {
  if (unknown.word.empty())
    throw QuantityError(shown(text) + ": the unit " + shown(unit) + " can't be read" +
                        (unknown.why.empty() ? "" : " (" + unknown.why + ")") + write_for_example(dimension));
  const std::string near = nearest_unit(unknown.word);
  throw QuantityError(shown(text) + ": unknown unit " + shown(unknown.word) +
                      (near.empty() ? write_for_example(dimension) : ", did you mean '" + near + "'?"));
}

[[noreturn]] void throw_wrong_dimension(std::string_view text, const UnitPowers& found, Dimension wanted) {
  const std::string not_wanted = "not " + with_article(description(wanted)) + write_for_example(wanted);
  if (const auto other = dimension_of(found))
    throw QuantityError(shown(text) + " is " + with_article(description(*other)) + ", " + not_wanted);
  throw QuantityError(shown(text) + " has a unit of another dimension; it is " + not_wanted);
}

// Six significant digits, "2e5" for "2e+05"; a locale can't change it.
std::string six_digits(double value) {
  std::array<char, 32> buffer;
  const auto [end, error] =
      std::to_chars(buffer.data(), buffer.data() + buffer.size(), value, std::chars_format::general, 6);
  std::string text(buffer.data(), end);
  const std::size_t e = text.find('e');
  if (e == std::string::npos) return text;
  std::size_t digits = e + 1;
  const bool negative = text[digits] == '-';
  digits = std::min(text.find_first_not_of("+-0", digits), text.size() - 1);
  return text.substr(0, e + 1) + (negative ? "-" : "") + text.substr(digits);
}

// How hard a number is to read: its length, plus something for the powers of ten outside 1 to 10^4.
double effort(double value, const std::string& text) {
  const double size = std::abs(value);
  double outside = 0;
  if (size > 0 && size < 1) outside = -maths::log10(size);
  if (size > 1e4) outside = 0.75 * (maths::log10(size) - 4);
  return static_cast<double>(text.size()) + outside;
}

}  // namespace

std::string_view name(Dimension dimension) { return description(dimension).name; }
std::string_view internal_unit(Dimension dimension) { return description(dimension).unit; }
std::vector<std::string_view> customary_units(Dimension dimension) {
  std::vector<std::string_view> units;
  for (const std::string_view unit : description(dimension).customary)
    if (!unit.empty()) units.push_back(unit);
  return units;
}

std::string_view example(Dimension dimension) { return description(dimension).example; }

double parse_quantity(std::string_view text, Dimension dimension) {
  const Written written = split(text, dimension);
  if (written.unit.empty()) {
    if (dimension == Dimension::number) return written.number;
    throw QuantityError(shown(text) + " needs a unit" + write_for_example(dimension));
  }
  UnitPowers powers;
  try {
    powers = unit_powers(written.unit);
  } catch (const UnknownUnit& unknown) {
    throw_unknown_unit(text, written.unit, unknown, dimension);
  }
  if (powers != internal_powers(dimension)) throw_wrong_dimension(text, powers, dimension);
  const double value = unit_scale(written.unit, internal_unit(dimension)).to_other(written.number);
  if (!std::isfinite(value))
    throw QuantityError(shown(text) + " is larger than any number that can be held" +
                        write_for_example(dimension));
  return value;
}

std::string format_quantity(double internal, Dimension dimension) {
  std::string best = six_digits(internal);
  if (!internal_unit(dimension).empty()) best += " " + std::string(internal_unit(dimension));
  if (internal == 0 || !std::isfinite(internal)) return best;
  double least = INFINITY;
  for (std::string_view unit : description(dimension).customary) {
    if (unit.empty()) continue;
    const UnitScale scale = unit_scale(unit, internal_unit(dimension));
    const double value = scale.from_other(internal);
    if (scale.offset != 0 && std::abs(value) > std::abs(internal)) continue;  // six digits would be too few
    const std::string digits = six_digits(value);
    if (!std::isfinite(value) || effort(value, digits) > least)
      continue;  // of equals the last, the larger unit
    least = effort(value, digits);
    best = digits + " " + std::string(unit);
  }
  return best;
}

}  // namespace exomet
