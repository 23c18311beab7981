// Turns decisions into changes of a World, in the order of ids.
#pragma once

#include "sim/run/happenings.hpp"
#include "sim/run/mechanism.hpp"

namespace exomet {

// A slot for each cell, with nothing decided.
Decisions undecided(const World&);

// Applies growth, attachment, erosion, deposition, engulfing, and then each cell's fate (becoming, giving
// off, dividing, fusing, dying, leaving), all in the order of ids; removes who is gone. Returns whether a
// tissue has changed. `view` is of the same world, for mechanisms that set up a cell of a new type.
bool commit(const View& view, const Decisions&, World&, Happenings&);

}  // namespace exomet
