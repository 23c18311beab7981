// What a plan says of its model that can be run and is hardly meant: mechanisms that can't do what they are
// told (Mechanism::warnings), cells that are faster than a motion step lets them be.
#pragma once

#include <vector>

#include "sim/run/plan.hpp"

namespace exomet {

// Of the model at each time. `document`: the resolved model, for the places.
std::vector<Problem> model_warnings(const Plan&, const Node& document);

// Appends it if the same isn't there yet, wherever that was written.
void add_once(std::vector<Problem>&, const Problem&);

}  // namespace exomet
