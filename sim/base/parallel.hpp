// Parallel loops over oneTBB whose results don't depend on the number of threads: chunks have a fixed size,
// and a sum adds the chunks in order.
#pragma once

#include <algorithm>
#include <cstddef>
#include <vector>

namespace exomet {

// Work on fewer cells than this isn't worth waking another thread, which takes some 20 us.
constexpr std::size_t few_cells = 2048;

// Calls body(c) for each c in [0, count), on all threads that there are. Apart from the loops below, so that
// what they include stays small.
void parallel_calls(std::size_t count, void (*call)(const void* body, std::size_t c), const void* body);

// Calls body(begin, end) for consecutive chunks of [0, size). A single chunk runs on the caller.
template <class Body>
void parallel_chunks(std::size_t size, std::size_t chunk, const Body& body) {
  if (size == 0) return;
  const std::size_t chunks = (size + chunk - 1) / chunk;
  const auto run = [&](std::size_t c) { body(c * chunk, std::min(size, (c + 1) * chunk)); };
  if (chunks == 1) return run(0);
  using Run = decltype(run);
  parallel_calls(
      chunks, [](const void* body, std::size_t c) { (*static_cast<const Run*>(body))(c); }, &run);
}

// Sum of value(i) over [0, size), the same bits at any number of threads.
template <class Value>
double parallel_sum(std::size_t size, std::size_t chunk, const Value& value) {
  std::vector<double> partial((size + chunk - 1) / chunk);
  parallel_chunks(size, chunk, [&](std::size_t begin, std::size_t end) {
    double sum = 0;
    for (std::size_t i = begin; i < end; ++i) sum += value(i);
    partial[begin / chunk] = sum;
  });
  double sum = 0;
  for (double p : partial) sum += p;
  return sum;
}

}  // namespace exomet
