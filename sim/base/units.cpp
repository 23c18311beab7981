#include "sim/base/units.hpp"

#include <udunits2.h>

#include <array>
#include <cmath>
#include <cstddef>
#include <map>
#include <memory>
#include <mutex>
#include <utility>
#include <vector>

#include "sim/base/edit_distance.hpp"
#include "sim/base/error.hpp"

namespace exomet {

namespace {

struct Freed {
  void operator()(ut_unit* unit) const { ut_free(unit); }
  void operator()(cv_converter* converter) const { cv_free(converter); }
};
using UnitPointer = std::unique_ptr<ut_unit, Freed>;
using ConverterPointer = std::unique_ptr<cv_converter, Freed>;

constexpr std::size_t longest_unit = 100;  // bounds the recursion of UDUNITS-2's parser

// UDUNITS-2 keeps its status and its scanner in globals: one lock for all of it.
struct Library {
  std::mutex lock;
  ut_system* system;                                      // lives as long as the program
  std::map<std::string, UnitPointer, std::less<>> known;  // what was read once: a model names few units often

  Library() {
    ut_set_error_message_handler(ut_ignore);
    system = ut_read_xml(nullptr);
    if (!system)
      throw RunError(
          "the database of units can't be read (UDUNITS-2 finds no udunits2.xml); install libudunits2-0, or "
          "point "
          "UDUNITS2_XML_PATH to the file");
    // Symbols, because names would ignore letter case and take "eV". A molecule is 1/N_A mol to UDUNITS-2.
    for (const char* word : {"molecule", "molecules"}) ut_unmap_name_to_unit(system, word, UT_ASCII);
    ut_unit* one = ut_get_dimensionless_unit_one(system);
    for (const char* word : {"EV", "EVs", "copy", "copies", "cell", "cells", "molecule", "molecules"})
      ut_map_symbol_to_unit(word, UT_ASCII, one);
    if (ut_unit* degree = ut_get_unit_by_name(system, "degree")) {
      ut_map_symbol_to_unit("deg", UT_ASCII, degree);
      ut_free(degree);
    }
  }
};

Library& library() {
  static Library loaded;
  return loaded;
}

// UTF-8 that people type or paste, and its ASCII for the parser.
std::string ascii(std::string_view text) {
  static constexpr std::array<std::pair<std::string_view, std::string_view>, 14> spelled{{
      {"\u00B5", "u"},      // micro sign
      {"\u03BC", "u"},      // Greek mu
      {"\u00B0C", "degC"},  // degree sign
      {"\u00B0", "degree"},
      {"\u00B2", "2"},  // superscripts
      {"\u00B3", "3"},
      {"\u00B9", "1"},
      {"\u207B", "-"},
      {"\u00B7", " "},  // middle dot
      {"\u22C5", " "},  // dot operator
      {"\u00A0", " "},  // no-break space
      {"\u2009", " "},  // thin space
      {"\u202F", " "},  // narrow no-break space
      {"\u00C5", "angstrom"},
  }};
  std::string result;
  for (std::size_t i = 0; i < text.size();) {
    std::size_t used = 1;
    std::string_view put = text.substr(i, 1);
    for (const auto& [from, to] : spelled)
      if (text.substr(i, from.size()) == from) {
        used = from.size();
        put = to;
        break;
      }
    result += put;
    i += used;
  }
  return result;
}

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == '%'; }
bool is_digit(char c) { return c >= '0' && c <= '9'; }

UnitPointer parse(const std::string& text) {
  return UnitPointer(ut_parse(library().system, text.c_str(), UT_ASCII));
}

// UDUNITS-2 takes no spaces around operators.
std::string without_spaces_around_operators(const std::string& unit) {
  std::string result;
  const auto is_operator = [](char c) { return std::string_view("*/.^").find(c) != std::string_view::npos; };
  for (char c : unit) {
    if (c == ' ' && (result.empty() || result.back() == ' ' || is_operator(result.back()))) continue;
    if (is_operator(c) && !result.empty() && result.back() == ' ') result.pop_back();
    result += c;
  }
  return result;
}

// Checks word by word before UDUNITS-2 sees the whole, which would also take numbers, dates and logarithms,
// and doesn't tell what it stumbled over. A digit may only be an exponent: "um2", "um^2", "h-1", "h**-1".
void check_words(const std::string& unit) {
  for (std::size_t i = 0; i < unit.size();) {
    if (is_letter(unit[i])) {
      const std::size_t begin = i;
      while (i < unit.size() && is_letter(unit[i])) ++i;
      const std::string word = unit.substr(begin, i - begin);
      if (word != "per" && !parse(word)) throw UnknownUnit{word};
    } else if (unit[i] == '^' || unit.compare(i, 2, "**") == 0) {
      i += unit[i] == '^' ? 1 : 2;
      if (i == unit.size() || (!is_digit(unit[i]) && unit[i] != '-')) throw UnknownUnit{};
    } else if (std::string_view(" */().").find(unit[i]) != std::string_view::npos) {
      ++i;
      continue;
    } else {
      throw UnknownUnit{};
    }
    if (i < unit.size() && unit[i] == '-') ++i;
    if (unit[i - 1] == '-' && (i == unit.size() || !is_digit(unit[i]))) throw UnknownUnit{};
    if (i < unit.size() && is_digit(unit[i])) ++i;
  }
}

UnitPointer read_new_unit(std::string_view text) {
  if (text.size() > longest_unit) throw UnknownUnit{};
  std::string unit = without_spaces_around_operators(ascii(text));
  if (unit.empty()) return parse("1");
  if (unit.rfind("1/", 0) == 0) unit.erase(0, 1);
  check_words(unit);
  if (unit[0] == '/' || unit.rfind("per ", 0) == 0) unit.insert(0, "1 ");
  UnitPointer result = parse(unit);
  if (!result) throw UnknownUnit{};
  return result;
}

// The caller holds the lock.
const ut_unit* read_unit(std::string_view text) {
  auto& known = library().known;
  auto found = known.find(text);
  if (found == known.end()) found = known.emplace(text, read_new_unit(text)).first;
  return found->second.get();
}

ut_status refuse_timestamp(const ut_unit*, const ut_unit*, double, void*) { return UT_MEANINGLESS; }
ut_status refuse_logarithmic(const ut_unit*, double, const ut_unit*, void*) { return UT_MEANINGLESS; }

ut_status visit_product(const ut_unit*, int count, const ut_unit* const* units, const int* powers,
                        void* into) {
  for (int i = 0; i < count; ++i) {
    const char* name = ut_get_name(units[i], UT_ASCII);
    if (!name) return UT_MEANINGLESS;
    if (powers[i] != 0) (*static_cast<UnitPowers*>(into))[name] += powers[i];
  }
  return UT_SUCCESS;
}

ut_status visit_basic(const ut_unit* unit, void* into) {
  const int one = 1;
  return visit_product(nullptr, 1, &unit, &one, into);
}

ut_status visit_galilean(const ut_unit*, double, const ut_unit* underlying, double, void* into) {
  ut_visitor visitor{visit_basic, visit_product, visit_galilean, refuse_timestamp, refuse_logarithmic};
  return ut_accept_visitor(underlying, &visitor, into);
}

// Factors come out of UDUNITS-2 with an error of a few units in the last place: whole ones are meant to be
// whole.
void set_factor(UnitScale& scale, double factor) {
  constexpr double tolerance = 1e-14;
  const double whole = std::round(factor), whole_inverse = std::round(1 / factor);
  if (whole >= 1 && std::abs(factor - whole) <= tolerance * whole)
    scale.multiply = whole;
  else if (whole_inverse >= 1 && std::abs(1 / factor - whole_inverse) <= tolerance * whole_inverse)
    scale.divide = whole_inverse;
  else
    scale.multiply = factor;
}

}  // namespace

std::string nearest_unit(std::string_view word) {
  static const std::vector<std::string> words{
      "hours", "hour",    "h",     "hr",    "minutes",   "minute",  "min",    "seconds", "second",
      "s",     "days",    "day",   "d",     "weeks",     "week",    "months", "month",   "years",
      "year",  "um",      "nm",    "mm",    "cm",        "m",       "micron", "microns", "uL",
      "mL",    "L",       "EVs",   "EV",    "copies",    "copy",    "cells",  "cell",    "percent",
      "nN",    "pN",      "uN",    "N",     "Pa",        "kPa",     "mPa",    "MPa",     "kg",
      "g",     "mg",      "degC",  "K",     "kelvin",    "rad",     "degree", "degrees", "radian",
      "Hz",    "celsius", "liter", "meter", "molecules", "molecule"};
  const std::string* found = nearest(word, words);
  return found ? *found : std::string();
}

UnitPowers unit_powers(std::string_view unit) {
  const std::scoped_lock guard(library().lock);
  UnitPowers powers;
  ut_visitor visitor{visit_basic, visit_product, visit_galilean, refuse_timestamp, refuse_logarithmic};
  if (ut_accept_visitor(read_unit(unit), &visitor, &powers) != UT_SUCCESS) throw UnknownUnit{};
  return powers;
}

UnitScale unit_scale(std::string_view from, std::string_view to) {
  const std::scoped_lock guard(library().lock);
  const ut_unit *source = read_unit(from), *target = read_unit(to);
  const ConverterPointer converter(
      ut_get_converter(const_cast<ut_unit*>(source), const_cast<ut_unit*>(target)));  // takes no const
  if (!converter) throw UnknownUnit{};
  UnitScale scale;
  scale.offset = cv_convert_double(converter.get(), 0);
  // A large step, so that the factor isn't lost in the offset's rounding.
  const double step = scale.offset == 0 ? 1 : 1e6;
  set_factor(scale, (cv_convert_double(converter.get(), step) - scale.offset) / step);
  return scale;
}

}  // namespace exomet
