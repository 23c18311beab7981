// A table of units in place of UDUNITS-2's database, behind sim/base/units.hpp.
#pragma once

#include <filesystem>

namespace exomet {

// A table as sim/config/unit_table.hpp writes it. RunError if the file can't be read.
void read_units(const std::filesystem::path&);

}  // namespace exomet
