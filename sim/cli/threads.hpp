// All that is called within uses so many threads.
#pragma once

#include <oneapi/tbb/global_control.h>
#include <oneapi/tbb/task_arena.h>

namespace exomet {

// The arena starts as many threads even where there are fewer cores.
template <class Body>
auto on_threads(int count, const Body& body) {
  const oneapi::tbb::global_control limit(oneapi::tbb::global_control::max_allowed_parallelism, count);
  return oneapi::tbb::task_arena(count).execute(body);
}

}  // namespace exomet
