// How many runs at once, and with how many threads each.
#pragma once

#include <cstddef>

namespace exomet {

struct WorkerPlan {
  std::size_t workers = 1;
  std::size_t threads = 1;  // of each
};

// Many runs: one thread each on every core, which wastes nothing. Few large runs: more threads each, since
// otherwise cores would idle at the end. Never so many at once that they need more memory (bytes each) than
// is free.
WorkerPlan choose_worker_plan(std::size_t runs, double cells, double bytes, std::size_t cores,
                              double free_bytes);

// Of so many runs, each of which takes so long on one core.
double seconds_of_all(std::size_t runs, double seconds_each, const WorkerPlan&);

}  // namespace exomet
