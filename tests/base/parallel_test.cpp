#include "sim/base/parallel.hpp"

#include <oneapi/tbb/global_control.h>

#include <catch2/catch.hpp>
#include <cmath>

using exomet::parallel_chunks;
using exomet::parallel_sum;

TEST_CASE("chunks cover each index once") {
  const std::size_t size = GENERATE(0, 1, 7, 8, 9, 1000);
  std::vector<int> visits(size, 0);
  parallel_chunks(size, 8, [&](std::size_t begin, std::size_t end) {
    for (std::size_t i = begin; i < end; ++i) ++visits[i];
  });
  CHECK(visits == std::vector<int>(size, 1));
}

TEST_CASE("a sum has the same bits at any number of threads") {
  // Terms of very different size: another order would round otherwise.
  const auto term = [](std::size_t i) { return std::sin(static_cast<double>(i)) * std::pow(10, i % 17); };
  const auto sum_with = [&](int threads) {
    const oneapi::tbb::global_control limit(oneapi::tbb::global_control::max_allowed_parallelism,
                                            static_cast<std::size_t>(threads));
    return parallel_sum(100'000, 64, term);
  };
  const double one = sum_with(1);
  for (int threads : {2, 3, 7}) CHECK(sum_with(threads) == one);
  CHECK(parallel_sum(100'000, 100'000, term) != one);  // so the chunks do matter, and the test can fail
}

TEST_CASE("a sum over nothing is zero") {
  CHECK(parallel_sum(0, 64, [](std::size_t) { return 1.0; }) == 0);
}
