// The units that documents use, as a table for programs that have no UDUNITS-2 (sim/portable/units.hpp).
#pragma once

#include <set>
#include <string>

#include "sim/config/document.hpp"

namespace exomet {

// What stands behind the number of every scalar, whether it is a unit or not.
void add_units(const Node&, std::set<std::string>& units);

// Internal and customary units of all dimensions, and such as people type.
std::set<std::string> common_units();

// Lines "powers<tab>unit<tab>base<tab>power..." and
// "scale<tab>from<tab>to<tab>multiply<tab>divide<tab>offset" with numbers in hexadecimal, of those of the
// texts that are units.
std::string unit_table(const std::set<std::string>& texts);

}  // namespace exomet
