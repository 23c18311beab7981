// Cells of a type that neither divides nor fuses come to its diameter.
#pragma once

#include "sim/run/mechanism.hpp"

namespace exomet {

// The diameter (um) of a cell, `now` um wide, after `interval` min: its volume approaches the target (in the
// cube of a diameter, um^3) with a time constant (min; Macklin et al. 2012).
double grown(double now, double target_volume, double interval, double time_constant);

// Lets those living cells of a type grow or shrink for which no mechanism has decided a diameter.
void grow_to_type(const Model&, const World&, CellTypeId, Cells, Decisions&);

}  // namespace exomet
