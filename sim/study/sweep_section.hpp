// The schema of configs/sweeps/*.yaml, and from a file to a Sweep.
#pragma once

#include "sim/config/schema.hpp"
#include "sim/run/language/load_plan.hpp"
#include "sim/study/sweep.hpp"

namespace exomet {

// Whether a file is a sweep: a map with the key 'vary', 'points' or 'experiment'. False if it can't be read.
bool is_sweep(const std::filesystem::path&);

// Throws InputError with all problems of the file; the experiment that it names is opened only if it draws
// from the priors of its model.
Sweep read_sweep(const std::filesystem::path&, const Library&);

// What the runs of a sweep have in common, and the most that one of them needs.
struct MeasureColumn {
  std::string name, unit;
};
struct SweepNeeds {
  std::vector<MeasureColumn> measures;     // of the results
  double cells = 0, memory = 0, days = 0;  // the most; memory in bytes
  double mean_seconds = 0;                 // on one core
  double disk = 0;                         // bytes of all runs
  std::vector<std::string> notes;          // what plans of the values tried warn of, each once
};

// InputError if one run needs more memory than is free, or all of them more than there is on the disk of a
// folder.
void require_room_for(const SweepNeeds&, const std::filesystem::path& folder);

// Loads the plans that show whether every value of every axis is right, and that the measures are there.
// Throws InputError with all that is wrong. Values are tried one axis at a time: a combination that is wrong
// although its values are right becomes a failed run.
SweepNeeds check_sweep(const Sweep&, const Library&);

std::shared_ptr<const SectionDoc> sweep_doc();

}  // namespace exomet
