// Which record a time means.
#include "viz/render/records.hpp"

#include <catch2/catch.hpp>

#include "sim/base/error.hpp"

namespace exomet::test {

using Catch::Contains;

TEST_CASE("times have units or are days") {
  CHECK(day_of("3d") == 3);
  CHECK(day_of("3 d") == 3);
  CHECK(day_of("12h") == 0.5);
  CHECK(day_of("720 min") == 0.5);
  CHECK(day_of("2.25") == 2.25);
  CHECK_THROWS_WITH(day_of("3 um"), Contains("--at 3 um"));
  CHECK_THROWS_WITH(day_of("soon"), Contains("--at soon"));
  CHECK_THROWS_AS(day_of(""), InputError);
}

TEST_CASE("a time between records means the nearest") {
  const std::vector<double> days{0, 0.25, 0.5, 2};
  CHECK(record_at(0, days, "r") == 0);
  CHECK(record_at(0.3, days, "r") == 1);
  CHECK(record_at(0.375, days, "r") == 1);
  CHECK(record_at(1.3, days, "r") == 3);
  CHECK(record_at(2, days, "r") == 3);
  CHECK(record_at(2.7, days, "r") == 3);
  CHECK(record_at(0, {0}, "r") == 0);
}

TEST_CASE("a time outside the run is refused and the nearest named") {
  const std::vector<double> days{0, 0.25, 0.5, 2};
  CHECK_THROWS_WITH(record_at(2.8, days, "out/r"),
                    Contains("'out/r' has 4 from") && Contains("to 2 d") && Contains("--at '2 d'"));
  CHECK_THROWS_WITH(record_at(-0.2, days, "r"), Contains("nearest: --at '0"));
  CHECK_THROWS_AS(record_at(0.1, {0}, "r"), InputError);
}

TEST_CASE("names of pictures tell records apart and sort") {
  CHECK(day_names({0, 5, 10}) == std::vector<std::string>{"day-00", "day-05", "day-10"});
  CHECK(day_names({0, 0.25, 0.5}) == std::vector<std::string>{"day-0.00", "day-0.25", "day-0.50"});
  CHECK(day_names({0, 1 / 24.0, 2 / 24.0}) == std::vector<std::string>{"day-0.00", "day-0.04", "day-0.08"});
  CHECK(day_names({0, 1 / 1440.0}) == std::vector<std::string>{"day-0.000", "day-0.001"});
}

}  // namespace exomet::test
