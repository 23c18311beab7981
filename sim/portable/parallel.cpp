// Loops where there are no threads.
#include "sim/base/parallel.hpp"

namespace exomet {

void parallel_calls(std::size_t count, void (*call)(const void* body, std::size_t c), const void* body) {
  for (std::size_t c = 0; c < count; ++c) call(body, c);
}

}  // namespace exomet
