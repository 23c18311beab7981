// What the parts of the verb `sweep` share.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "sim/sweep/crew.hpp"
#include "sim/sweep/sweep.hpp"
#include "sim/sweep/worker.hpp"

namespace exomet {

struct SweepOptions {
  std::vector<std::string> words;
  std::string out;
  int jobs = 0, threads = 0, parent = 0;
  bool quiet = false, fresh = false, look = false, again_failed = false;
};

struct SweepTask {
  Sweep sweep;
  std::filesystem::path folder;
  WorkRules rules;
};

// Has all runs done or looked at by processes of their own, and hears of each. False if a signal ended it.
bool visit_runs(const SweepTask&, const Crew&, bool quiet, const std::function<void(const Answer&)>&);

// What a process of a sweep does.
int work(const SweepTask&, const SweepOptions&);

}  // namespace exomet
