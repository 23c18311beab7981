#include "sim/run/growth.hpp"

#include <catch2/catch.hpp>

#include "tests/support/model_run.hpp"

using namespace exomet;
using namespace exomet::test;

namespace {
std::string ripening(const std::string& of_new_type, const std::string& of_old = "becomes: {b: 1000 /min}") {
  return periodic_box + loose + "cells:\n  source: assumed\n  a: {diameter: 10 um, " + of_old + "}\n  b: {" +
         of_new_type + "}\nstart:\n" + cell_at("a", 100, 100, 100);
}
double diameter_after(double minutes, const std::string& model,
                      const std::string& experiment = "duration: 100 d\n") {
  ModelRun run(model, experiment);
  run.until(minutes);
  REQUIRE(run.cells().size() == 1);
  return run.cells().diameter[0];
}
}  // namespace

TEST_CASE("a cell that became another type comes to its size with the type's time constant") {
  // It changes in the first thousandths of a minute.
  const auto expected = [](double minutes, double tau) {
    return Approx(std::cbrt(8000 + (1000 - 8000) * std::exp(-minutes / tau))).epsilon(1e-5);
  };
  CHECK(diameter_after(606, ripening("diameter: 20 um")) == expected(606, 240));
  CHECK(diameter_after(606, ripening("diameter: 20 um, grows_over: 10 h")) == expected(606, 600));
  CHECK(diameter_after(14400, ripening("diameter: 20 um")) == 20);
  CHECK(diameter_after(14400, ripening("diameter: 5 um")) == 5);  // it may shrink, too
  CHECK(diameter_after(14400, ripening("diameter: 20 um, grows_over: never")) == 10);
}

TEST_CASE("cells that divide or fuse keep the size that these give them") {
  const std::string fuses = "diameter: 20 um, fuses: {with: {a: 0 /h}}";
  CHECK(diameter_after(14400, ripening(fuses)) == 10);
  CHECK(diameter_after(
            606, ripening("diameter: 20 um, grows_over: 1 min, divides: {rate: 0 /d, growth_time: 10 h}")) ==
        Approx(std::cbrt(8000 - 7000 * std::exp(-606 / 600.0))).epsilon(1e-5));
}

TEST_CASE("a treatment that changes a diameter changes the cells that are there") {
  const std::string model =
      ripening("diameter: 20 um", "crawls: {speed: 0 um/min, persistence: 1 h}") +
      "treatments: {source: assumed, swell: {from: 1 h, set: {cells.a.diameter: 15 um}}}\n";
  CHECK(diameter_after(60, model, "duration: 100 d\ntreatments: [swell]\n") == 10);
  CHECK(diameter_after(14400, model, "duration: 100 d\ntreatments: [swell]\n") == 15);
}

TEST_CASE("a time of growing is a time or never") {
  CHECK(problems_of_model(ripening("diameter: 20 um, grows_over: never")).empty());
  CHECK(mentions(problems_of_model(ripening("diameter: 20 um, grows_over: 0 h")), "out of range"));
  CHECK(mentions(problems_of_model(ripening("diameter: 20 um, grows_over: nver")), "grows_over"));
}
