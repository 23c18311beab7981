// From the course of a run to a number, and from numbers to a verdict, against values worked out by hand.
#include "sim/study/evidence/estimate_values.hpp"

#include <catch2/catch.hpp>
#include <cmath>

#include "sim/base/quantity.hpp"

using namespace exomet;

namespace {

using Taken = Readout::Taken;
const double none = std::numeric_limits<double>::quiet_NaN();

// Cells double from 8 to 16 in 4 d while there are 1, 3, 6 and 10 events, of which the first record knows
// none; a time that came after 2 d; and a rate that isn't known at first.
RunRecord record() {
  RunRecord run;
  run.times = {0, 1, 2, 3, 4};
  const auto add = [&](const std::string& name, const std::string& unit, std::vector<double> series) {
    run.values.push_back({name, unit, series.back()});
    run.series.push_back(std::move(series));
  };
  add("cells", "", {8, 9, 11, 13, 16});
  add("events", "", {0, 1, 3, 6, 10});
  add("first", "min", {none, none, 2880, 2880, 2880});
  add("never", "min", {none, none, none, none, none});
  add("rate", "um^3/h", {none, none, 4, 12, 4});
  return run;
}

double read(const std::string& measure, Taken taken) {
  Readout reads;
  reads.measure.first = measure;
  reads.taken = taken;
  return value_of(record(), reads);
}

Estimate95 estimate(double low, double high, std::size_t values = 20, std::size_t missing = 0) {
  return {values, missing, (low + high) / 2, {low, high}};
}

}  // namespace

TEST_CASE("the course of a measure becomes a number in the way that is asked for") {
  CHECK(read("cells", Taken::end) == 16);
  CHECK(read("cells", Taken::mean) == Approx((9 + 11 + 13 + 16) / 4.0));
  CHECK(read("events", Taken::total) == 20);
  CHECK(read("rate", Taken::greatest) == 12);
  CHECK(read("cells", Taken::change) == 8);
  CHECK(read("cells", Taken::relative_change) == 1);
  CHECK(read("cells", Taken::growth_rate) == Approx(std::log(2) / 4));
  CHECK(read("rate", Taken::total) == 20);    // what isn't known adds nothing
  CHECK(read("rate", Taken::duration) == 2);  // 5 % have come on day 2, 95 % on day 4
  CHECK(std::isnan(read("never", Taken::end)));
  CHECK(std::isnan(read("never", Taken::duration)));
  CHECK(std::isnan(read("events", Taken::relative_change)));  // from 0
  CHECK(std::isnan(read("nothing of that name", Taken::end)));
}

TEST_CASE("whether something has happened by a time") {
  Readout reads;
  reads.taken = Taken::happened_by;
  reads.measure.first = "first";
  reads.by = 2880;
  CHECK(value_of(record(), reads) == 1);
  reads.by = 2879;
  CHECK(value_of(record(), reads) == 0);
  reads.measure.first = "never";
  CHECK(value_of(record(), reads) == 0);
}

TEST_CASE("measures are subtracted from each other and divided by sums") {
  Readout reads;
  reads.measure.first = "events";
  reads.per = {{"events", {}}, {"cells", {}}};
  CHECK(value_of(record(), reads) == Approx(10 / 26.0));
  reads.minus = Word{"cells", {}};
  CHECK(value_of(record(), reads) == Approx(-6 / 26.0));
  reads.per = {{"never", {}}};
  CHECK(std::isnan(value_of(record(), reads)));
}

TEST_CASE("arms are compared seed by seed") {
  Expectation expect;
  const std::vector<double> arms{10, 4, 7, 5};
  expect.arms = {1};
  CHECK(compare(expect, arms) == 4);
  expect.kind = Expectation::Kind::difference;
  expect.arms = {0, 1};
  CHECK(compare(expect, arms) == 6);
  expect.kind = Expectation::Kind::relative;
  CHECK(compare(expect, arms) == 1.5);
  CHECK(std::isnan(compare(expect, {10, 0})));
  expect.kind = Expectation::Kind::interaction;
  expect.arms = {0, 1, 2, 3};
  CHECK(compare(expect, arms) == 4);
  CHECK(std::isnan(compare(expect, {10, 4, none, 5})));
}

TEST_CASE("regions are in the unit of what is compared") {
  Expectation expect;
  expect.low = Measured{30, "min"};
  const AcceptedRange above = region_of(expect, "d");
  CHECK(above.low == Approx(30 / 1440.0));
  CHECK(std::isinf(above.high));
  expect.low = Measured{-20, "%"};
  CHECK(region_of(expect, "").low == Approx(-0.2));
  expect.low = Measured{3, "um"};
  CHECK_THROWS_AS(region_of(expect, "d"), QuantityError);
}

TEST_CASE("an entry passes with its whole interval inside and fails with all of it outside") {
  const AcceptedRange within{1, 2, false}, above{0, INFINITY, true};
  CHECK(judge(estimate(1.2, 1.8), within, 0) == Verdict::passes);
  CHECK(judge(estimate(1, 2), within, 0) == Verdict::passes);
  CHECK(judge(estimate(0.9, 1.8), within, 0) == Verdict::undecided);
  CHECK(judge(estimate(0.5, 2.5), within, 0) == Verdict::undecided);
  CHECK(judge(estimate(2.1, 2.5), within, 0) == Verdict::fails);
  CHECK(judge(estimate(0.1, 0.9), within, 0) == Verdict::fails);
  CHECK(judge(estimate(0.1, 0.2), above, 0) == Verdict::passes);
  CHECK(judge(estimate(-0.1, 0.2), above, 0) == Verdict::undecided);
  CHECK(judge(estimate(-0.2, -0.1), above, 0) == Verdict::fails);
  CHECK(judge(estimate(0, 0), above, 0) == Verdict::fails);  // no effect in any run isn't one
}

TEST_CASE("too few values decide nothing") {
  const AcceptedRange above{0, INFINITY, true};
  CHECK(judge(estimate(1, 2, 1), above, 0) == Verdict::undecided);
  CHECK(judge(estimate(1, 2, 19, 1), above, 0) == Verdict::undecided);
  CHECK(judge(estimate(1, 2, 19, 1), above, 0.05) == Verdict::passes);
  CHECK(judge(estimate(1, 2, 15, 5), above, 0.2) == Verdict::undecided);
}

TEST_CASE("estimates have Student's interval over the seeds and shares that of Clopper and Pearson") {
  const Estimate95 mean = estimate_of({1, 2, 3, none});
  CHECK(mean.values == 3);
  CHECK(mean.missing == 1);
  CHECK(mean.mean == 2);
  CHECK(mean.interval.high == Approx(2 + 4.302652730 / std::sqrt(3)));  // t(2 degrees, 97.5 %)
  const Estimate95 share = estimate_of({100, 100, 100, 100}, 100);
  CHECK(share.interval.low == Approx(100 * std::pow(0.025, 0.25)));
  CHECK(share.interval.high == 100);
}

TEST_CASE("what is read out is told in words") {
  Readout reads;
  reads.measure.first = "bone";
  CHECK(text_of(reads) == "end of bone");
  reads.taken = Taken::duration;
  reads.per = {{"a", {}}, {"b", {}}};
  CHECK(text_of(reads) == "duration of bone from 5 % to 95 % of its total, per a + b");
  reads.taken = Taken::happened_by;
  reads.by = 720;
  reads.per.clear();
  reads.minus = Word{"other", {}};
  CHECK(text_of(reads) == "happened: bone by 12 h, less that of other");
}

TEST_CASE("what is expected is told in words") {
  const std::vector<Arm> arms{{"with", {}, {}}, {"without", {}, {}}};
  Expectation expect;
  expect.kind = Expectation::Kind::difference;
  expect.arms = {0, 1};
  expect.low = Measured{0, ""};
  CHECK(text_of(expect, arms) == "with - without above 0");
  expect.kind = Expectation::Kind::relative;
  expect.high = Measured{10, "%"};
  CHECK(text_of(expect, arms) == "(with - without) / without from 0 to 10 %");
}
