// Takes the place of oneTBB's parallel_for in the build with the thread sanitizer. Debian's oneTBB isn't
// compiled with the sanitizer, which can't see its locks: every loop would be reported, or, with a
// suppression, none would. With plain threads each report is a race of ours.
#pragma once

#include <oneapi/tbb/global_control.h>

#include <algorithm>
#include <cstddef>
#include <exception>
#include <mutex>
#include <thread>
#include <vector>

namespace tbb {  // oneapi::tbb is another name of it

// Calls body(i) for each i in [first, last) on as many threads as oneTBB is allowed, and rethrows the first
// exception. The indices are dealt out in turn, so that no thread is done with all of them before the others
// have started.
template <class Index, class Body>
void parallel_for(Index first, Index last, const Body& body) {
  if (last <= first) return;
  const auto count = static_cast<std::size_t>(last - first);
  const auto threads = std::min(global_control::active_value(global_control::max_allowed_parallelism), count);
  std::mutex failing;
  std::exception_ptr failure;
  const auto work = [&](std::size_t thread) {
    try {
      for (std::size_t i = thread; i < count; i += threads)
        body(static_cast<Index>(first + static_cast<Index>(i)));
    } catch (...) {
      const std::lock_guard lock(failing);
      if (!failure) failure = std::current_exception();
    }
  };
  std::vector<std::thread> others;
  for (std::size_t t = 1; t < threads; ++t) others.emplace_back(work, t);
  work(0);
  for (std::thread& other : others) other.join();
  if (failure) std::rethrow_exception(failure);
}

}  // namespace tbb
