#include "sim/base/random.hpp"

#include <Random123/philox.h>

#include <catch2/catch.hpp>
#include <set>
#include <vector>

using exomet::purpose;
using exomet::Random;
using exomet::Vec3;

namespace {
constexpr int draws = 100'000;

// Mean and variance of draws over many cells, one draw each: the way the engine uses a stream.
template <class Draw>
std::pair<double, double> moments(const Draw& draw) {
  double sum = 0, squares = 0;
  for (int id = 0; id < draws; ++id) {
    Random random(7, static_cast<std::uint64_t>(id), 3, purpose("test"));
    const double x = draw(random);
    sum += x;
    squares += x * x;
  }
  return {sum / draws, squares / draws - sum * sum / draws / draws};
}
}  // namespace

TEST_CASE("Philox gives the published numbers") {
  // Known answers of the Random123 distribution (kat_vectors, philox4x32 10).
  using Philox = r123::Philox4x32;
  const auto zeros = Philox{}(Philox::ctr_type{{0, 0, 0, 0}}, Philox::key_type{{0, 0}});
  CHECK(zeros[0] == 0x6627e8d5u);
  CHECK(zeros[1] == 0xe169c58du);
  CHECK(zeros[2] == 0xbc57ac4cu);
  CHECK(zeros[3] == 0x9b00dbd8u);
}

TEST_CASE("a draw depends on seed and cell and step and purpose and on nothing else") {
  const auto first = [](std::uint64_t seed, std::uint64_t id, std::uint64_t step, std::uint16_t what) {
    return Random(seed, id, step, what).uniform();
  };
  CHECK(first(1, 2, 3, 4) == first(1, 2, 3, 4));
  const std::set<double> different{first(1, 2, 3, 4),
                                   first(2, 2, 3, 4),
                                   first(1, 3, 3, 4),
                                   first(1, 2, 4, 4),
                                   first(1, 2, 3, 5),
                                   first(1ull << 32, 2, 3, 4),
                                   first(1, 2ull | 1ull << 32, 3, 4),
                                   first(1, 2, 3ull | 1ull << 32, 4),
                                   first(1, 2ull | 1ull << 47, 3, 4)};
  CHECK(different.size() == 9);
}

TEST_CASE("a stream doesn't repeat itself") {
  Random random(1, 2, 3, 4);
  std::set<double> seen;
  for (int i = 0; i < 10'000; ++i) seen.insert(random.uniform());
  CHECK(seen.size() == 10'000);
}

TEST_CASE("uniform draws lie strictly between 0 and 1 with mean a half and variance a twelfth") {
  double low = 1, high = 0;
  const auto [mean, variance] = moments([&](Random& random) {
    const double x = random.uniform();
    low = std::min(low, x);
    high = std::max(high, x);
    return x;
  });
  CHECK(low > 0);
  CHECK(high < 1);
  CHECK(mean == Approx(0.5).margin(4 * std::sqrt(1.0 / 12 / draws)));
  CHECK(variance == Approx(1.0 / 12).epsilon(0.02));
}

TEST_CASE("normal and exponential draws have their mean and variance") {
  const auto [mean, variance] = moments([](Random& random) { return random.normal(); });
  CHECK(mean == Approx(0).margin(4 / std::sqrt(draws)));
  CHECK(variance == Approx(1).epsilon(4 * std::sqrt(2.0 / draws)));
  const auto [life, spread] = moments([](Random& random) { return random.exponential(5); });
  CHECK(life == Approx(5).epsilon(4 / std::sqrt(draws)));
  CHECK(spread == Approx(25).epsilon(4 * std::sqrt(8.0 / draws)));
}

TEST_CASE("directions have length one and point nowhere on average") {
  Vec3 sum;
  double worst = 0;
  for (int id = 0; id < draws; ++id) {
    const Vec3 direction = Random(7, static_cast<std::uint64_t>(id), 0, purpose("crawls")).direction();
    worst = std::max(worst, std::abs(norm(direction) - 1));
    sum += direction;
  }
  CHECK(worst < 1e-14);
  CHECK(norm(sum * (1.0 / draws)) < 4 / std::sqrt(draws));
}
