#include "sim/base/parallel.hpp"

#include <oneapi/tbb/parallel_for.h>

namespace exomet {

void parallel_calls(std::size_t count, void (*call)(const void* body, std::size_t c), const void* body) {
  oneapi::tbb::parallel_for(std::size_t{0}, count, [=](std::size_t c) { call(body, c); });
}

}  // namespace exomet
