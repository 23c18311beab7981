// How long the runs of a sweep take: some of them are begun, and what a moment of each costs is scaled up.
#pragma once

#include <vector>

#include "sim/run/language/load_plan.hpp"
#include "sim/study/batches.hpp"
#include "sim/study/sweep.hpp"

namespace exomet {

// Mean seconds of wall time of a run on this machine, from up to three that are spread over the list, each
// for a moment: exact for short runs, and too little for long ones whose cells grow in number.
// Nothing is kept of them. `otherwise` if none of them runs.
double seconds_of_a_run(const Sweep&, const std::vector<DueRun>&, const Library&, int threads,
                        double otherwise);

}  // namespace exomet
