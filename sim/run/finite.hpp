// A number that overflowed or is none would spread to all others in silence.
#pragma once

#include <string>

#include "sim/run/world.hpp"

namespace exomet {

struct Model;

// The first cell, in the order of ids, that is nowhere, in words; "" if all are somewhere.
std::string not_finite_position(const Model&, const Population&);
// The same for all that cells have: position, diameter, cargo and state.
std::string not_finite_cell(const Model&, const Population&);
// The first voxel of EVs or of a substance that holds no finite number, in words; "" if there is none.
std::string not_finite_field(const Model&, const World&);

}  // namespace exomet
