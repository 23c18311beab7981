// From axes and a design to the points of a sweep.
#pragma once

#include "sim/sweep/sweep.hpp"

namespace exomet {

// Draws the points, after checks that what is varied goes together and with the design.
void lay_out(Sweep&, Problems&);

}  // namespace exomet
