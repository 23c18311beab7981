// Cells of a type that neither divides nor fuses come to its diameter.
#pragma once

#include "sim/run/mechanism.hpp"

namespace exomet {

// The diameter (um) of a cell, `now` um wide, after `interval` min: its volume approaches the target (in the
// cube of a diameter, um^3) with a time constant (min; Macklin et al. 2012).
double grown(double now, double target_volume, double interval, double time_constant);

// Whether living cells of a type come to its diameter, since no mechanism sets their size.
bool grows_to_type(const CellType&);

// Lets a cell of such a type grow or shrink for its minutes.
void grow_to_type(const View&, OwnCell);

}  // namespace exomet
