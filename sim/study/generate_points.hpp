// From axes and a design to the points of a sweep.
#pragma once

#include "sim/study/sweep.hpp"

namespace exomet {

// Draws the points, after checks that what is varied goes together and with the design.
void generate_points(Sweep&, Problems&);

}  // namespace exomet
