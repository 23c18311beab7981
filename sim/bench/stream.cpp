#include "sim/bench/stream.hpp"

#include "sim/base/double8.hpp"
#include "sim/base/parallel.hpp"

namespace exomet::bench {

namespace {
constexpr std::size_t large = 1 << 25, small = 1 << 15;  // doubles: 256 MiB, more than any cache
constexpr std::size_t chunk = 1 << 15;
}  // namespace

Stream::Stream(bool quick) : values_(quick ? small : large, 1.0) {}

void Stream::pass() {
  parallel_chunks(values_.size(), chunk, [&](std::size_t begin, std::size_t end) {
    for (std::size_t i = begin; i < end; i += wide_lanes) store(&values_[i], 1.0001 * load(&values_[i]));
  });
}

}  // namespace exomet::bench
