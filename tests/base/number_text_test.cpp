#include "sim/base/number_text.hpp"

#include <catch2/catch.hpp>
#include <cmath>
#include <limits>

using namespace exomet;

TEST_CASE("a number as text reads back the same and is as short as can be") {
  for (double number : {0.1, 1.0 / 3, 6.02e23, -1e-300, 9007199254740993.0, std::nextafter(1.0, 2.0)})
    CHECK(std::stod(number_text(number)) == number);
  CHECK(number_text(0.1) == "0.1");
  CHECK(number_text(1e-7) == "1e-07");
  CHECK(number_text(6.02e23) == "6.02e+23");
}

TEST_CASE("a whole number as text has all its digits") {
  CHECK(number_text(0.0) == "0");
  CHECK(number_text(100000.0) == "100000");
  CHECK(number_text(-3e12) == "-3000000000000");
  CHECK(number_text(9007199254740991.0) == "9007199254740991");
  CHECK(number_text(std::uint64_t{18446744073709551615u}) == "18446744073709551615");
}

TEST_CASE("what is no number has a name as text") {
  CHECK(number_text(std::numeric_limits<double>::quiet_NaN()) == "nan");
  CHECK(number_text(-std::numeric_limits<double>::infinity()) == "-inf");
}
