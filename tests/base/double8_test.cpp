// Eight lanes at a time do what one does, in one register as in several (this is built for both).
#include "sim/base/double8.hpp"

#include <array>
#include <catch2/catch.hpp>
#include <cmath>
#include <cstdint>
#include <limits>

#include "sim/base/aligned.hpp"

using namespace exomet;

namespace {
constexpr std::array<double, wide_lanes> first{1, -2, 0.5, 1e300, -0.25, 7, 0, 3},
    second{1, 5, -0.5, 2, -4, 7, 1, -3};

// Whether of each lane `wide` is what `one` is of the numbers there.
template <class One>
bool lane_by_lane(const Double8& wide, const One& one) {
  bool same = true;
  for (std::size_t lane = 0; lane < wide_lanes; ++lane)
    same = same && wide[lane] == one(first[lane], second[lane]);
  return same;
}
}  // namespace

TEST_CASE("lanes are added, multiplied, compared and chosen one by one") {
  const Double8 a = load(first.data()), b = load(second.data());
  CHECK(lane_by_lane(a + b, [](double x, double y) { return x + y; }));
  CHECK(lane_by_lane(2 * a - b, [](double x, double y) { return 2 * x - y; }));
  CHECK(lane_by_lane(a * b / 3, [](double x, double y) { return x * y / 3; }));
  CHECK(lane_by_lane(1.0 / b, [](double, double y) { return 1.0 / y; }));
  CHECK(lane_by_lane(-a, [](double x, double) { return -x; }));
  CHECK(lane_by_lane(larger(a, b), [](double x, double y) { return x > y ? x : y; }));
  CHECK(lane_by_lane(smaller(a, b), [](double x, double y) { return x < y ? x : y; }));
  CHECK(lane_by_lane(positive_part(a), [](double x, double) { return x > 0 ? x : 0; }));
  CHECK(lane_by_lane(either(below(a, b), a, wide(9)), [](double x, double y) { return x < y ? x : 9; }));
  CHECK(lane_by_lane(either(below(a, b) & below(wide(0), a), a, b),
                     [](double x, double y) { return x < y && 0 < x ? x : y; }));
  CHECK(lane_by_lane(square_root(b * b), [](double, double y) { return std::sqrt(y * y); }));
  CHECK(lane_by_lane(lane_numbers() * 0 + a, [](double x, double) { return x; }));
  for (std::size_t lane = 0; lane < wide_lanes; ++lane) CHECK(lane_numbers()[lane] == lane);
  CHECK(sum_of_lanes(lane_numbers()) == 28);
}

TEST_CASE("of two that don't compare the larger is the second") {
  const double none = std::numeric_limits<double>::quiet_NaN();
  CHECK(larger(wide(none), wide(2))[3] == 2);
  CHECK(std::isnan(larger(wide(2), wide(none))[3]));
}

TEST_CASE("lanes that are less are told as bits") {
  const Double8 a = load(first.data()), b = load(second.data());
  CHECK(less_lanes(a, b) == 0b01000010u);
  CHECK(any_less(a, -1.5));
  CHECK_FALSE(any_less(a, -2));
  CHECK(first_lanes(3) == 0b111u);
  CHECK(first_lanes(8) == 0xffu);
  CHECK(first_lanes(100) == 0xffu);
}

TEST_CASE("only the lanes that are asked for are read, written and packed") {
  bool right = true;
  for (unsigned lanes = 0; lanes < 256; ++lanes) {
    std::array<double, wide_lanes + 2> memory;
    memory.fill(-7);
    store_lanes(&memory[1], load(first.data()), lanes);
    const Double8 read = load_lanes(first.data(), lanes), front = packed(load(first.data()), lanes);
    right = right && memory.front() == -7 && memory.back() == -7;
    std::size_t next = 0;
    for (std::size_t lane = 0; lane < wide_lanes; ++lane) {
      const bool asked = lanes >> lane & 1;
      right =
          right && memory[1 + lane] == (asked ? first[lane] : -7) && read[lane] == (asked ? first[lane] : 0);
      if (asked) right = right && front[next++] == first[lane];
    }
  }
  CHECK(right);
}

TEST_CASE("fours are gathered from anywhere") {
  std::array<double, 64> numbers;
  for (std::size_t n = 0; n < numbers.size(); ++n) numbers[n] = static_cast<double>(n);
  const std::array<std::uint32_t, wide_lanes> place{3, 0, 15, 7, 7, 2, 9, 1};
  Double8 a, b, c, d;
  gather_fours(numbers.data(), place.data(), a, b, c, d);
  for (std::size_t lane = 0; lane < wide_lanes; ++lane) {
    const double from = 4 * place[lane];
    CHECK((a[lane] == from && b[lane] == from + 1 && c[lane] == from + 2 && d[lane] == from + 3));
  }
}

TEST_CASE("values of voxels begin with a cache line") {
  for (const std::size_t size : {1, 9, 1000, 100'000}) {
    const VoxelValues values(size, 1.0);
    CHECK(reinterpret_cast<std::uintptr_t>(values.data()) % 64 == 0);
  }
}
