// What a reader of a run's results should know, in sentences.
#pragma once

#include <string>
#include <vector>

#include "sim/run/simulation.hpp"

namespace exomet {

// What the plan warns of, with places.
std::vector<std::string> notes_of_plan(const Plan&);

// What came up in the run so far: cells that were held back, cells without room.
std::vector<std::string> notes_of_run(const Simulation&);

// Both.
std::vector<std::string> all_notes(const Simulation&);

}  // namespace exomet
