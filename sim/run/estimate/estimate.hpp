// What a run takes, worked out before anything is allocated: memory, disk and time, within a factor of three.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "sim/run/plan.hpp"

namespace exomet {

// What a run writes besides its record in a sweep.
struct Written {
  bool tables = true, snapshots = true, checkpoints = true;
};

struct Estimate {
  double cells = 0;       // at the start
  double last_cells = 0;  // at the end, by the rates that no signal changes
  double voxels = 0;
  double steps = 0;    // ticks
  double memory = 0;   // bytes, at most at any time
  double disk = 0;     // bytes of the folder at the end
  double seconds = 0;  // on one core
};
Estimate estimate(const Plan&, const Written& = {});

// InputError if there is less free than a run needs, with what would help: memory, and disk where it will be
// written to. Nothing has been allocated or made then.
void require_memory(const Estimate&);
void require_disk(const Estimate&, const std::filesystem::path& folder);

// What may not suffice, in words for the user: memory and disk that are near their limits.
std::vector<std::string> warnings(const Estimate&, const std::filesystem::path& folder);

}  // namespace exomet
