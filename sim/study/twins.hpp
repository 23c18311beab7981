// Points of a sweep that come to the same runs.
#pragma once

#include <string>
#include <vector>

#include "sim/run/language/load_plan.hpp"
#include "sim/study/sweep.hpp"

namespace exomet {

// "points 0 and 2", of those that have the same first run as an earlier one. Every point is planned, so that
// a sweep of more than a hundred isn't looked at: its results tell.
std::vector<std::string> twins_of(const Sweep&, const Library&);

}  // namespace exomet
