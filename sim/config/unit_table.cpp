#include "sim/config/unit_table.hpp"

#include <cstdio>
#include <cstdlib>

#include "sim/base/quantity.hpp"
#include "sim/base/units.hpp"

namespace exomet {

namespace {

bool is_unit(const std::string& text) {
  try {
    return unit_powers(text), true;
  } catch (const UnknownUnit&) {
    return false;
  }
}

std::string exact(double value) {
  char text[40];
  std::snprintf(text, sizeof text, "%a", value);
  return text;
}

}  // namespace

void add_units(const Node& node, std::set<std::string>& units) {
  char* end = nullptr;
  std::strtod(node.scalar.c_str(), &end);
  const std::string rest = end;
  if (const std::size_t begin = rest.find_first_not_of(' '); begin != std::string::npos)
    units.insert(rest.substr(begin));
  for (const Node& item : node.items) add_units(item, units);
  for (const Entry& entry : node.entries) add_units(entry.value, units);
}

std::set<std::string> common_units() {
  std::set<std::string> units{"",     "s",    "min",   "h",      "hour",   "hours",   "d",
                              "day",  "days", "week",  "nm",     "um",     "µm",      "mm",
                              "/s",   "/min", "/h",    "/d",     "/hour",  "/mL",     "/L",
                              "%",    "EVs",  "EVs/h", "EVs/mL", "copies", "cells",   "um/h",
                              "um/d", "um^2", "um^3",  "um^3/h", "um^3/d", "copies/h"};
  for (int d = 0; d <= static_cast<int>(Dimension::angle); ++d) {
    const auto dimension = static_cast<Dimension>(d);
    units.insert(std::string(internal_unit(dimension)));
    for (const std::string_view unit : customary_units(dimension)) units.insert(std::string(unit));
  }
  return units;
}

std::string unit_table(const std::set<std::string>& texts) {
  std::set<std::string> units;
  for (const std::string& text : texts)
    if (is_unit(text)) units.insert(text);
  std::string table;
  for (const std::string& unit : units) {
    table += "powers\t" + unit;
    for (const auto& [base, power] : unit_powers(unit)) table += "\t" + base + "\t" + std::to_string(power);
    table += "\n";
    for (const std::string& other : units) {
      if (unit_powers(other) != unit_powers(unit)) continue;
      const UnitScale scale = unit_scale(unit, other);
      table += "scale\t" + unit + "\t" + other + "\t" + exact(scale.multiply) + "\t" + exact(scale.divide) +
               "\t" + exact(scale.offset) + "\n";
    }
  }
  return table;
}

}  // namespace exomet
