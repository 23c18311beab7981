#include "sim/base/quantity.hpp"

#include <catch2/catch.hpp>
#include <clocale>
#include <cmath>
#include <limits>
#include <string>
#include <thread>
#include <utility>
#include <vector>

using Catch::Contains;
using exomet::Dimension;
using exomet::format_quantity;
using exomet::parse_quantity;

namespace {

std::string refusal(const std::string& text, Dimension dimension) {
  try {
    return "read as " + std::to_string(parse_quantity(text, dimension));
  } catch (const exomet::QuantityError& error) {
    return error.what();
  }
}

std::vector<Dimension> all_dimensions() {
  std::vector<Dimension> all;
  for (int i = 0; i <= static_cast<int>(Dimension::angle); ++i) all.push_back(static_cast<Dimension>(i));
  return all;
}

struct Case {
  std::string text;
  Dimension dimension;
  double internal;
};

}  // namespace

TEST_CASE("a quantity is converted to internal units to the last bit where the factor is whole") {
  const auto [text, dimension, internal] = GENERATE(values<Case>({
      {"6 h", Dimension::time, 360},
      {"6 hr", Dimension::time, 360},
      {"6 hours", Dimension::time, 360},
      {"6 Hours", Dimension::time, 360},
      {"6h", Dimension::time, 360},
      {" 6   h ", Dimension::time, 360},
      {"30 s", Dimension::time, 0.5},
      {"45 min", Dimension::time, 45},
      {"2 d", Dimension::time, 2880},
      {"1 week", Dimension::time, 10080},
      {"2 weeks", Dimension::time, 20160},
      {"60 /h", Dimension::rate, 1},
      {"60/h", Dimension::rate, 1},
      {"60 1/h", Dimension::rate, 1},
      {"60 h^-1", Dimension::rate, 1},
      {"60 h-1", Dimension::rate, 1},
      {"60 h⁻¹", Dimension::rate, 1},
      {"60 EVs/h", Dimension::rate, 1},
      {"60 EV/h", Dimension::rate, 1},
      {"60 copies / h", Dimension::rate, 1},
      {"60 per hour", Dimension::rate, 1},
      {"1/h", Dimension::rate, 1.0 / 60},
      {"1 Hz", Dimension::rate, 60},
      {"0.7 /d", Dimension::rate, 0.7 / 1440},
      {"2e5 um^3/h", Dimension::clearance, 2e5 / 60},
      {"4 um2/s", Dimension::diffusivity, 240},
      {"4 µm²/s", Dimension::diffusivity, 240},
      {"4e-12 m^2/s", Dimension::diffusivity, 240},
      {"25 um", Dimension::length, 25},
      {"25 \u00B5m", Dimension::length, 25},
      {"25 \u03BCm", Dimension::length, 25},
      {"25\u00A0um", Dimension::length, 25},
      {"25 microns", Dimension::length, 25},
      {"100 nm", Dimension::length, 0.1},
      {"+.5 mm", Dimension::length, 500},
      {"-5 um", Dimension::length, -5},
      {"400 um^2", Dimension::area, 400},
      {"1 uL", Dimension::volume, 1e9},
      {"12 um/h", Dimension::speed, 0.2},
      {"2 nN", Dimension::force, 2},
      {"1 nN/um", Dimension::stiffness, 1},
      {"0.4 nN min/um", Dimension::friction, 0.4},
      {"0.4 nN*min/um", Dimension::friction, 0.4},
      {"0.4 nN·min/um", Dimension::friction, 0.4},
      {"0.4 min / um * nN", Dimension::friction, 0.4},
      {"2 kPa", Dimension::pressure, 2},
      {"0.7 mPa s", Dimension::viscosity, 0.7},
      {"1050 kg/m^3", Dimension::mass_density, 1050},
      {"310 K", Dimension::temperature, 310},
      {"0.5", Dimension::number, 0.5},
      {"40 copies", Dimension::number, 40},
      {"1 copy", Dimension::number, 1},
      {"3 cells", Dimension::number, 3},
      {"1 cell", Dimension::number, 1},
      {"3 EVs", Dimension::number, 3},
      {"2 molecules", Dimension::number, 2},
      {"1 molecule", Dimension::number, 1},
      {"80 %", Dimension::number, 0.8},
      {"80%", Dimension::number, 0.8},
      {"1 rad", Dimension::angle, 1},
      {"10 nN min um^-1", Dimension::friction, 10},
      {"6 nN/(um/min)", Dimension::friction, 6},
      {"3 EVs/(mL)", Dimension::per_volume, 3e-12},
      {"60 copies/EV/h", Dimension::rate, 1},
      {"500 ms", Dimension::time, 0.5 / 60},
  }));
  CAPTURE(text);
  CHECK(parse_quantity(text, dimension) == Approx(internal).epsilon(1e-15).margin(0));
}

TEST_CASE("units without a whole factor are converted to rounding") {
  CHECK(parse_quantity("37 degC", Dimension::temperature) == Approx(310.15).epsilon(1e-14));
  CHECK(parse_quantity("37 °C", Dimension::temperature) == Approx(310.15).epsilon(1e-14));
  CHECK(parse_quantity("98.6 degF", Dimension::temperature) == Approx(310.15).epsilon(1e-12));
  CHECK(parse_quantity("180 deg", Dimension::angle) == Approx(M_PI).epsilon(1e-14));
  CHECK(parse_quantity("180 degrees", Dimension::angle) == Approx(M_PI).epsilon(1e-14));
  CHECK(parse_quantity("1e9 /mL", Dimension::per_volume) == Approx(1e-3).epsilon(1e-14));
  CHECK(parse_quantity("1e9 EVs/mL", Dimension::per_volume) == Approx(1e-3).epsilon(1e-14));
  CHECK(parse_quantity("1000 cells/mm^2", Dimension::per_area) == Approx(1e-3).epsilon(1e-14));
  CHECK(parse_quantity("12 months", Dimension::time) == Approx(parse_quantity("1 year", Dimension::time)));
  CHECK(parse_quantity("1 year", Dimension::time) == Approx(365.2422 * 1440).epsilon(1e-6));
}

TEST_CASE("a mole is so many molecules") {
  constexpr double per_umol_per_litre = 6.02214076e23 * 1e-6 * 1e-15;  // 1/um^3: a litre is 1e15 um^3
  const auto near = [](double value, double exact) { return std::abs(value - exact) <= 1e-13 * exact; };
  CHECK(near(parse_quantity("2 umol/L", Dimension::per_volume), 2 * per_umol_per_litre));
  CHECK(near(parse_quantity("3 uM", Dimension::per_volume), 3 * per_umol_per_litre));
  CHECK(near(parse_quantity("4 nM", Dimension::per_volume), 4e-3 * per_umol_per_litre));
  CHECK(near(parse_quantity("1 M", Dimension::per_volume), 1e6 * per_umol_per_litre));
  CHECK(near(parse_quantity("5 nmol", Dimension::number), 5e-9 * 6.02214076e23));
  CHECK(near(parse_quantity("6 pmol/h", Dimension::rate), 6e-12 * 6.02214076e23 / 60));
  CHECK_THROWS_WITH(parse_quantity("2 uM", Dimension::length),
                    Contains("is a number per volume, not a length"));
  CHECK_THROWS_WITH(parse_quantity("2 mol", Dimension::time), Contains("is a number, not a time"));
}

TEST_CASE("a wrong quantity is refused with what it is and what to write") {
  using Refused = std::pair<std::pair<std::string, Dimension>, std::string>;
  const auto [given, message] = GENERATE(values<Refused>({
      {{"6", Dimension::time}, "'6' needs a unit: write for example '6 h'"},
      {{"0", Dimension::length}, "'0' needs a unit: write for example '25 um'"},
      {{"3 um", Dimension::time}, "'3 um' is a length, not a time: write for example '6 h'"},
      {{"3 um", Dimension::number}, "'3 um' is a length, not a number: write for example '0.5'"},
      {{"3 copies", Dimension::length}, "'3 copies' is a number, not a length: write for example '25 um'"},
      {{"2 rad", Dimension::number}, "'2 rad' is an angle, not a number: write for example '0.5'"},
      {{"60 /h", Dimension::time}, "'60 /h' is a rate, not a time: write for example '6 h'"},
      {{"6 h", Dimension::rate}, "'6 h' is a time, not a rate: write for example '0.7 /d'"},
      {{"3 kPa", Dimension::stiffness},
       "'3 kPa' is a pressure, not a stiffness: write for example '1 nN/um'"},
      {{"3 cd", Dimension::number},
       "'3 cd' has a unit of another dimension; it is not a number: write for example '0.5'"},
      {{"6 hous", Dimension::time}, "'6 hous': unknown unit 'hous', did you mean 'hours'?"},
      {{"6 um long", Dimension::length}, "'6 um long': unknown unit 'long': write for example '25 um'"},
      {{"1 xylophones", Dimension::time},
       "'1 xylophones': unknown unit 'xylophones': write for example '6 h'"},
      {{"", Dimension::time}, "a value is missing: write for example '6 h'"},
      {{"  ", Dimension::time}, "a value is missing: write for example '6 h'"},
      {{"h", Dimension::time}, "'h' is not a number: write for example '6 h'"},
      {{"nan", Dimension::number}, "'nan' is not a number: write for example '0.5'"},
      {{"-inf h", Dimension::time}, "'-inf h' is not a number: write for example '6 h'"},
      {{"1,5 um", Dimension::length},
       "'1,5 um' is not a number: use a decimal point, and nothing between thousands: write for example '25 "
       "um'"},
      {{"6 h 3", Dimension::time}, "'6 h 3': the unit 'h 3' can't be read: write for example '6 h'"},
  }));
  CHECK(refusal(given.first, given.second) == message);
}

TEST_CASE("a unit that can't be meant is refused") {
  using Refused = std::pair<std::pair<std::string, Dimension>, std::string>;
  const auto [given, why] = GENERATE(values<Refused>({
      {{"5 um um", Dimension::area}, "'um' stands there twice"},
      {{"5 min min", Dimension::time}, "'min' stands there twice"},
      {{"5 um/um", Dimension::number}, "'um' stands there twice"},
      {{"5 h h-1", Dimension::number}, "'h' stands there twice"},
      {{"5 um h/h", Dimension::length}, "'h' stands there twice"},
      {{"5 um mm", Dimension::area}, "'um' and 'mm' are of one dimension"},
      {{"5 h hour", Dimension::number}, "'h' and 'hour' are of one dimension"},
      {{"3 EVs copies", Dimension::number}, "'EVs' and 'copies' are of one dimension"},
      {{"3 5um", Dimension::length}, "the unit '5um' can't be read"},
      {{"1 2 um/min", Dimension::speed}, "the unit '2 um/min' can't be read"},
      {{"5 um 2", Dimension::area}, "the unit 'um 2' can't be read"},
      {{"5 um^2^2", Dimension::area}, "can't be read"},
      {{"5 um^0", Dimension::number}, "can't be read"},
      {{"5 um/", Dimension::length}, "can't be read"},
      {{"5 *um", Dimension::length}, "can't be read"},
      {{"5 (um", Dimension::length}, "can't be read"},
      {{"5 um)", Dimension::length}, "can't be read"},
      {{"5 um()", Dimension::length}, "can't be read"},
      {{"5 per", Dimension::number}, "can't be read"},
      {{"5 umum", Dimension::area}, "unknown unit 'umum'"},
      {{"5 mmin", Dimension::time}, "unknown unit 'mmin', did you mean 'min'?"},
      {{"5 hd", Dimension::time}, "unknown unit 'hd'"},
      {{"5 dd", Dimension::time}, "unknown unit 'dd'"},
      {{"5 microum", Dimension::length}, "unknown unit 'microum'"},
      {{"5 kcells", Dimension::number}, "unknown unit 'kcells'"},
  }));
  CAPTURE(given.first);
  CHECK(refusal(given.first, given.second).find(why) != std::string::npos);
}

TEST_CASE("rubbish is refused whatever the dimension") {
  const std::string text =
      GENERATE(as<std::string>{}, "0x10", "0x10 um", "infinity", "NaN um", "1e999 um", "1e-999 um",
               "1e308 Em", "--5 um", "- 5 um", "+-5 um", "1.2.3 um", "1_000 um", "1'000 um", "5 um^",
               "5 um^99", "5 um^-", "5 um-", "5 um**", "5 ^2", "5 um um3 3", "5 (((", "5 )",
               "5 um since 2000", "5 um @ 3", "5 lg(re 1 mW)", "5 dBm", "5 2 um", "5 1", "5 um;", "5 $x",
               "five um", "5 um\xFF", "5 um\xC3\xA9", "e5 um", ". um", "5 //um", "5 u m um/", "5 kEVsss");
  const Dimension dimension = GENERATE(from_range(all_dimensions()));
  CAPTURE(text, name(dimension));
  CHECK_THROWS_AS(parse_quantity(text, dimension), exomet::QuantityError);
}

TEST_CASE("a hostile text is refused with a short message") {
  const auto hostile = {std::string(1'000'000, '('), std::string(1'000'000, '9') + " um",
                        "5 " + std::string(1'000'000, 'x'), "5 um" + std::string(1'000'000, '\xBC')};
  for (const std::string& text : hostile) {
    const std::string message = refusal(text, Dimension::length);
    CHECK(message.size() < 400);
    CHECK(message.find("write for example '25 um'") != std::string::npos);
  }
}

TEST_CASE("each dimension has a name and an example that can be read") {
  for (const Dimension dimension : all_dimensions()) {
    CAPTURE(name(dimension));
    CHECK_FALSE(name(dimension).empty());
    CHECK(std::isfinite(parse_quantity(example(dimension), dimension)));
    const std::string one = "1 " + std::string(internal_unit(dimension));
    CHECK(parse_quantity(one, dimension) == 1);
    // No two dimensions are the same one.
    for (const Dimension other : all_dimensions())
      if (other != dimension)
        CHECK_THROWS_AS(parse_quantity(example(dimension), other), exomet::QuantityError);
  }
}

TEST_CASE("a quantity is written in the unit that reads best") {
  CHECK(format_quantity(360, Dimension::time) == "6 h");
  CHECK(format_quantity(90, Dimension::time) == "90 min");
  CHECK(format_quantity(0.5, Dimension::time) == "30 s");
  CHECK(format_quantity(14400, Dimension::time) == "10 d");
  CHECK(format_quantity(0.1, Dimension::length) == "100 nm");
  CHECK(format_quantity(16, Dimension::length) == "16 um");
  CHECK(format_quantity(1.25, Dimension::length) == "1.25 um");
  CHECK(format_quantity(0.7 / 1440, Dimension::rate) == "0.7 /d");
  CHECK(format_quantity(2e5 / 60, Dimension::clearance) == "200000 um^3/h");
  CHECK(format_quantity(1e-3, Dimension::per_volume) == "1e9 /mL");
  CHECK(format_quantity(310.15, Dimension::temperature) == "37 degC");
  CHECK(format_quantity(0.5, Dimension::number) == "0.5");
  CHECK(format_quantity(1e-7, Dimension::number) == "1e-7");
  CHECK(format_quantity(-1.5e300, Dimension::number) == "-1.5e300");
  CHECK(format_quantity(0, Dimension::length) == "0 um");
  CHECK(format_quantity(std::numeric_limits<double>::infinity(), Dimension::length) == "inf um");
}

TEST_CASE("what is written reads back to the same value") {
  const double mantissa = GENERATE(1.0, 1.23456789, 9.999996, 6.0 / 7, -3.3);
  for (int power = -30; power <= 30; ++power)
    for (const Dimension dimension : all_dimensions()) {
      const double value = mantissa * std::pow(10, power);
      const std::string text = format_quantity(value, dimension);
      CAPTURE(text, value, name(dimension));
      CHECK(parse_quantity(text, dimension) == Approx(value).epsilon(1e-5).margin(0));
    }
}

TEST_CASE("threads can read quantities at the same time") {
  std::vector<std::thread> threads;
  std::vector<int> wrong(4, 0);
  for (std::size_t t = 0; t < wrong.size(); ++t)
    threads.emplace_back([&wrong, t] {
      for (int i = 1; i <= 500; ++i) {
        const std::string text = std::to_string(i) + (t % 2 ? " EVs/h" : " um^3/h");
        const Dimension dimension = t % 2 ? Dimension::rate : Dimension::clearance;
        wrong[t] += parse_quantity(text, dimension) != i / 60.0;
        wrong[t] += refusal("3 hous", dimension).find("'hours'") == std::string::npos;
      }
    });
  for (std::thread& thread : threads) thread.join();
  CHECK(wrong == std::vector<int>(4, 0));
}
