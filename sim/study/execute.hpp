// One run of a sweep: simulated from start to end, its measures kept.
#pragma once

#include <limits>
#include <stdexcept>

#include "sim/run/estimate/estimate.hpp"
#include "sim/study/record.hpp"
#include "sim/study/sweep.hpp"

namespace exomet {

struct Execution {
  bool series = false;
  Keep keep = Keep::nothing;
  std::filesystem::path outputs;  // folder of the full outputs
  std::string program;            // its build, for the record
  std::string version;
  int threads = 1;
  // Of wall time from the first step on; then the run ends where it is.
  double most_seconds = std::numeric_limits<double>::infinity();
};

// What the machine lacked: room on the disk, memory, a process. It says nothing about the run, which
// is to be done again when that is mended.
class MachineFault : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

// Calls it; whatever it throws is a fault of the machine.
template <class Act>
auto on_machine(const Act& act) {
  try {
    return act();
  } catch (const std::exception& error) {
    throw MachineFault(error.what());
  }
}

// Which full outputs a run has, "" for none: what of them is asked for is part of the text.
std::string outputs_text(Keep, const Plan&);

// Runs the plan with its seed. A run that fails is a record, too: `failed`, with its message and no values.
// MachineFault if that isn't the run's fault.
RunRecord execute(const Plan&, const std::string& address, const Execution&);

// What a run of a sweep writes besides its record.
Written written(Keep);

// The record of a run that came to nothing.
RunRecord failure(const std::string& address, std::uint64_t seed, const std::string& message,
                  const std::string& program);

}  // namespace exomet
