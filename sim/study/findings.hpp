// What a whole sweep says: sensitivity.csv and survival.csv with survival_test.csv.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "sim/study/results.hpp"

namespace exomet {

// Writes what the design and the questions of the sweep ask for, and returns the lines to tell. Sensitivity
// needs all runs, and of each measure a value at every point; what can't be worked out is told with the
// reason.
std::vector<std::string> write_findings(const Sweep&, const SweepNeeds&, const Results&,
                                        const std::filesystem::path& folder);

}  // namespace exomet
