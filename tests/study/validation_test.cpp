// The runs that evidence asks for: which they are, and that they are done once.
#include "sim/study/evidence/validation.hpp"

#include <catch2/catch.hpp>
#include <set>

#include "sim/study/point_plan.hpp"
#include "tests/study/evidence_files.hpp"

using namespace exomet;
using namespace exomet::test;

namespace {

std::vector<std::string> addresses(const Sweep& sweep, const Library& library) {
  std::vector<std::string> all;
  const auto replicates = static_cast<std::size_t>(sweep.replicates);
  for (std::size_t run = 0; run < sweep.runs(); ++run)
    all.push_back(run_of(sweep, plan_point(sweep, run / replicates, library), run).address);
  return all;
}

std::string setting(const Sweep& sweep, std::size_t point, const std::string& path) {
  std::string last;
  for (const Entry& entry : sweep.settings(point))
    if (entry.key == path) last = entry.value.scalar;
  return last;
}

}  // namespace

TEST_CASE("entries whose arms are the same share their runs") {
  const EvidenceFiles files(grows);
  const Validation validation = plan_validation(files.read(), {Size::quick, 0, {}}, files.library());
  const auto grows_runs = addresses(validation.entries[0].seeds, files.library());
  const auto stays_runs = addresses(validation.entries[1].seeds, files.library());
  REQUIRE(grows_runs.size() == 12);
  REQUIRE(stays_runs.size() == 6);
  for (std::size_t seed = 0; seed < 6; ++seed) CHECK(grows_runs[6 + seed] == stays_runs[seed]);
  CHECK(std::set<std::string>(grows_runs.begin(), grows_runs.end()).size() == 12);
}

TEST_CASE("arms are paired by their seeds") {
  const EvidenceFiles files(grows);
  const Validation validation = plan_validation(files.read(), {Size::quick, 0, {}}, files.library());
  const Sweep& sweep = validation.entries[0].seeds;
  for (std::size_t seed = 0; seed < 6; ++seed)
    CHECK(run_of(sweep, plan_point(sweep, 0, files.library()), seed).seed ==
          run_of(sweep, plan_point(sweep, 1, files.library()), 6 + seed).seed);
}

TEST_CASE("a draw sets numbers from their priors with a seed that its arms share") {
  const EvidenceFiles files(grows);
  const Validation validation = plan_validation(files.read(), {Size::small, 8, {}}, files.library());
  const Sweep& draws = validation.entries[0].draws;
  REQUIRE(draws.points() == 8 * 2);
  std::set<std::string> rates, seeds;
  for (std::size_t draw = 0; draw < 8; ++draw) {
    const std::string rate = setting(draws, 2 * draw, "cells.a.divides.rate");
    CHECK(std::stod(rate) >= 0.1);
    CHECK(std::stod(rate) <= 10);
    CHECK(setting(draws, 2 * draw + 1, "cells.a.divides.rate") == "0 /d");  // an arm's own settings win
    CHECK(setting(draws, 2 * draw, "seed") == setting(draws, 2 * draw + 1, "seed"));
    rates.insert(rate);
    seeds.insert(setting(draws, 2 * draw, "seed"));
  }
  CHECK(rates.size() == 8);
  CHECK(seeds.size() == 8);
  CHECK(setting(draws, 0, "duration") == "12 h");  // of the quick version
  // What the entry itself sets isn't drawn, and there is nothing else.
  CHECK(validation.entries[1].draws.points() == 0);
}

TEST_CASE("more draws begin with the same ones") {
  const EvidenceFiles files(grows);
  const auto draws = [&](long count) {
    return plan_validation(files.read(), {Size::small, count, {}}, files.library()).entries[0].draws;
  };
  for (const std::size_t point : {0, 3, 5})
    CHECK(setting(draws(3), point, "cells.a.divides.rate") ==
          setting(draws(8), point, "cells.a.divides.rate"));
}

TEST_CASE("runs are counted through all entries") {
  const EvidenceFiles files(grows);
  const Validation validation = plan_validation(files.read(), {Size::quick, 3, {}}, files.library());
  CHECK(validation.runs() == 12 + 6 + 3 * 2);
  CHECK(place_of(validation, 0).sweep == 0);
  CHECK(place_of(validation, 12).sweep == 1);
  CHECK(place_of(validation, 12).run == 0);
  CHECK(place_of(validation, 18).sweep == 2);
  CHECK(place_of(validation, 23).run == 5);
}

TEST_CASE("values are told in the unit of what is expected") {
  Expectation expect;
  expect.low = Measured{2, "h"};
  Shown shown = shown_in(expect, "min");
  CHECK(shown.unit == "h");
  CHECK(shown.arm_unit == "h");
  CHECK(60 * shown.arm_scale == Approx(1));
  expect.kind = Expectation::Kind::relative;
  expect.low = Measured{10, "%"};
  shown = shown_in(expect, "min");
  CHECK(shown.unit == "%");
  CHECK(shown.scale == 100);
  CHECK(shown.arm_unit == "min");
  CHECK(shown.arm_scale == 1);
  expect.low = Measured{0, ""};
  CHECK(shown_in(expect, "um^3").unit == "");
  expect.kind = Expectation::Kind::difference;
  CHECK(shown_in(expect, "um^3").unit == "um^3");
  expect.low = Measured{0, "d"};
  CHECK_THROWS_AS(shown_in(expect, "um^3"), QuantityError);
  CHECK_THROWS_AS(shown_in(expect, "um^3/(no unit)"), QuantityError);
}

TEST_CASE("entries may be chosen and an unknown one is told") {
  const EvidenceFiles files(grows);
  CHECK(plan_validation(files.read(), {Size::quick, 0, {"stays"}}, files.library()).entries.size() == 1);
  CHECK_THROWS_WITH(plan_validation(files.read(), {Size::quick, 0, {"stay"}}, files.library()),
                    Catch::Contains("did you mean 'stays'?"));
}
