// A table of units in place of UDUNITS-2's database, behind sim/base/units.hpp.
#pragma once

#include <filesystem>

namespace exomet {

// Lines "powers<tab>unit<tab>base<tab>power..." and
// "scale<tab>from<tab>to<tab>multiply<tab>divide<tab>offset", numbers in hexadecimal. RunError if the file
// can't be read.
void read_units(const std::filesystem::path&);

}  // namespace exomet
