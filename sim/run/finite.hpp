// A number that overflowed or is none would spread to all others in silence.
#pragma once

#include <string>

#include "sim/run/world.hpp"

namespace exomet {

struct Model;

// The first place of a World that holds no finite number, in words; "" if all do. Cells: position, diameter,
// cargo and state; cells first, in the order of ids.
std::string not_finite_cell(const Model&, const Population&);
// The same for EVs and substances.
std::string not_finite_field(const Model&, const World&);

}  // namespace exomet
