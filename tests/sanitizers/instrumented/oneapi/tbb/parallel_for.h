// Takes the place of oneTBB's parallel_for in the build with the thread sanitizer. Debian's oneTBB isn't
// compiled with the sanitizer, which can't see its locks: every loop would be reported, or, with a
// suppression, none would. With plain threads each report is a race of ours.
#pragma once

#include <oneapi/tbb/global_control.h>

#include <algorithm>
#include <atomic>
#include <exception>
#include <mutex>
#include <thread>
#include <vector>

namespace tbb {  // oneapi::tbb is another name of it

// Calls body(i) for each i in [first, last) on as many threads as oneTBB is allowed, and rethrows
// the first exception.
template <class Index, class Body>
void parallel_for(Index first, Index last, const Body& body) {
  std::atomic<Index> next{first};
  std::mutex failing;
  std::exception_ptr failure;
  const auto work = [&] {
    try {
      for (Index i = next++; i < last; i = next++) body(i);
    } catch (...) {
      const std::lock_guard lock(failing);
      if (!failure) failure = std::current_exception();
    }
  };
  const auto allowed = global_control::active_value(global_control::max_allowed_parallelism);
  const auto wanted = last > first ? static_cast<std::size_t>(last - first) : 0;
  std::vector<std::thread> others;
  for (std::size_t t = 1; t < std::min(allowed, wanted); ++t) others.emplace_back(work);
  work();
  for (std::thread& other : others) other.join();
  if (failure) std::rethrow_exception(failure);
}

}  // namespace tbb
