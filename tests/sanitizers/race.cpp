// A race in a loop of ours, which the thread sanitizer has to report; a clean run of the tests says something
// only then.
#include <cstdio>

#include "sim/base/parallel.hpp"

int main() {
  std::size_t sum = 0;
  exomet::parallel_chunks(100'000, 10, [&](std::size_t begin, std::size_t end) {
    for (std::size_t i = begin; i < end; ++i) sum += i;
  });
  std::printf("%zu\n", sum);
}
