// The whole record of how a run came about, run.json: resolved model, seed, version, digest, balance,
// timings.
#pragma once

#include <string>

#include "sim/run/record/run_contents.hpp"
#include "sim/run/run.hpp"

namespace exomet {

// Two equal runs differ in what is under "timings" only.
std::string run_json(const Run&, const std::string& version, int threads, const FileSizes&);

}  // namespace exomet
