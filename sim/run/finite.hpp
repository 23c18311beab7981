// What can't be in a World: a number that overflowed or is none would spread to all others in silence, and a
// cell outside the domain would be dealt with as if it were somewhere else.
#pragma once

#include <cstdint>
#include <span>
#include <string>

#include "sim/run/world.hpp"

namespace exomet {

struct Model;

// The first cell, in the order of ids, that is nowhere, in words; "" if all are somewhere.
std::string not_finite_position(const Model&, const Population&);
// The same for all that cells have: position, diameter, cargo and state.
std::string not_finite_cell(const Model&, const Population&);
// The first cell beyond an end of the domain that isn't open, in words; "" if all are within. Nothing may
// move a cell there: it would be a mistake of the program or of a mechanism.
std::string outside_cell(const Model&, const Population&);
// The first voxel of EVs, of a substance or of a tissue that holds no finite number, in words; "" if there is
// none.
std::string not_finite_field(const Model&, const World&, std::span<const std::uint8_t> empty);
// The same of what compartments hold.
std::string not_finite_compartment(const Model&, const World&);

}  // namespace exomet
