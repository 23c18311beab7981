#include "sim/base/units.hpp"

#include <udunits2.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <map>
#include <memory>
#include <mutex>
#include <utility>
#include <vector>

#include "sim/base/edit_distance.hpp"
#include "sim/base/error.hpp"
#include "sim/base/unit_text.hpp"

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
    if (ut_unit* molar = ut_parse(system, "mol/L", UT_ASCII)) {
      ut_map_symbol_to_unit("M", UT_ASCII, molar);
      ut_free(molar);
    }
  }
};

Library& library() {
  static Library loaded;
  return loaded;
}

UnitPointer parse(const std::string& text) {
  return UnitPointer(ut_parse(library().system, text.c_str(), UT_ASCII));
}

// A prefix goes before a unit that takes one, and once: not before minutes ("mmin"), nor before what is
// counted
// ("kcells"), nor before another prefix ("kilokm").
bool takes_prefix(const std::string& word) {
  ut_system* const system = library().system;
  for (ut_unit* (*get)(const ut_system*, const char*) : {ut_get_unit_by_name, ut_get_unit_by_symbol}) {
    const UnitPointer unit(get(system, word.c_str()));
    if (!unit) continue;
    const UnitPointer second(parse("s")), one(parse("1"));
    const bool is_time = ut_are_convertible(unit.get(), second.get()),
               is_count = ut_are_convertible(unit.get(), one.get());
    return is_time ? ut_compare(unit.get(), second.get()) == 0 : !is_count;
  }
  return false;
}

bool is_unit_by_itself(const std::string& word) {
  ut_system* const system = library().system;
  return UnitPointer(ut_get_unit_by_name(system, word.c_str())) ||
         UnitPointer(ut_get_unit_by_symbol(system, word.c_str()));
}

UnitPointer read_word(const std::string& word) {
  const std::vector<std::string> rests = without_prefix(word);
  if (is_unit_by_itself(word) || std::any_of(rests.begin(), rests.end(), takes_prefix)) return parse(word);
  return nullptr;
}

// Two words of one dimension beside each other are a slip of the pen: "um um", "h min", "EVs copies".
void check_pairs(const std::vector<UnitWord>& words, const std::vector<UnitPointer>& units) {
  for (std::size_t i = 0; i < words.size(); ++i)
    for (std::size_t j = 0; j < i; ++j)
      if (ut_compare(units[i].get(), units[j].get()) == 0
              ? words[i].word == words[j].word || words[i].side == words[j].side
              : words[i].side == words[j].side && ut_are_convertible(units[i].get(), units[j].get()))
        throw UnknownUnit{{},
                          words[i].word == words[j].word
                              ? "'" + words[i].word + "' stands there twice"
                              : "'" + words[j].word + "' and '" + words[i].word + "' are of one dimension"};
}

// UDUNITS-2 itself would also take numbers, dates and logarithms, and doesn't tell what it stumbled over.
void check_words(const std::string& unit) {
  const std::vector<UnitWord> words = unit_words(unit);
  if (words.empty()) throw UnknownUnit{};
  std::vector<UnitPointer> units;
  for (const UnitWord& one : words) {
    units.push_back(read_word(one.word));
    if (!units.back()) throw UnknownUnit{one.word, {}};
  }
  check_pairs(words, units);
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

// The power of the mole in a unit; 0 of what isn't a product of basic units.
int moles(const UnitPointer& unit) {
  UnitPowers powers;
  ut_visitor visitor{visit_basic, visit_product, visit_galilean, refuse_timestamp, refuse_logarithmic};
  if (ut_accept_visitor(unit.get(), &visitor, &powers) != UT_SUCCESS) return 0;
  const auto found = powers.find("mole");
  return found == powers.end() ? 0 : found->second;
}

// The same amount in counts: molecules are what is counted here.
UnitPointer without_moles(UnitPointer unit) {
  constexpr double avogadro = 6.02214076e23;  // 1/mol, exact (SI 2019)
  for (int power = moles(unit); power != 0; power = moles(unit)) {
    const UnitPointer mole(parse("mol"));
    const UnitPointer rest(power > 0 ? ut_divide(unit.get(), mole.get())
                                     : ut_multiply(unit.get(), mole.get()));
    unit.reset(ut_scale(power > 0 ? avogadro : 1 / avogadro, rest.get()));
  }
  return unit;
}

UnitPointer read_new_unit(std::string_view text) {
  if (text.size() > longest_unit) throw UnknownUnit{};
  std::string unit = plain_unit(text);
  if (unit.empty()) return parse("1");
  check_words(unit);
  if (unit.rfind("1/", 0) == 0) unit.erase(0, 1);
  if (unit[0] == '/' || unit.rfind("per ", 0) == 0) unit.insert(0, "1 ");
  UnitPointer result = parse(unit);
  if (!result) throw UnknownUnit{};
  return without_moles(std::move(result));
}

// The caller holds the lock.
const ut_unit* read_unit(std::string_view text) {
  auto& known = library().known;
  auto found = known.find(text);
  if (found == known.end()) found = known.emplace(text, read_new_unit(text)).first;
  return found->second.get();
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
      "hours", "hour",    "h",     "hr",    "minutes",   "minute",   "min",    "seconds", "second",
      "s",     "days",    "day",   "d",     "weeks",     "week",     "months", "month",   "years",
      "year",  "um",      "nm",    "mm",    "cm",        "m",        "micron", "microns", "uL",
      "mL",    "L",       "EVs",   "EV",    "copies",    "copy",     "cells",  "cell",    "percent",
      "nN",    "pN",      "uN",    "N",     "Pa",        "kPa",      "mPa",    "MPa",     "kg",
      "g",     "mg",      "degC",  "K",     "kelvin",    "rad",      "degree", "degrees", "radian",
      "Hz",    "celsius", "liter", "meter", "molecules", "molecule", "mol",    "M"};
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
