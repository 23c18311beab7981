// Priors of numbers: what may be written, what is drawn, and what a number without one has.
#include "sim/config/prior.hpp"

#include <catch2/catch.hpp>
#include <cmath>

#include "sim/config/prior_section.hpp"
#include "sim/config/schema.hpp"
#include "tests/config/reading.hpp"

using namespace exomet;

namespace {

struct Cell {
  double rate = 0, share = 0, anything = 0;
  long count = 0;
};

Section<Cell> schema() {
  Section<Cell> section("A cell.");
  section.quantity("rate", &Cell::rate, Dimension::rate, {false, not_negative}, "A rate.")
      .quantity("share", &Cell::share, Dimension::number, {false, exomet::share}, "A share.")
      .quantity("anything", &Cell::anything, Dimension::number, optional, "A number.")
      .integer("count", &Cell::count, 1, 100, "A count.");
  return section;
}

struct Reading {
  Lines problems;
  std::vector<NumberRecord> numbers;
};

Reading read_cell(const std::string& yaml, bool as_treated = false) {
  Problems problems;
  Reader reader(problems, {});
  reader.needs_source = [](const std::string& file) { return file == "t.yaml"; };
  reader.has_priors = !as_treated;
  Cell cell;
  schema().read(read(yaml), cell, reader);
  return {lines(problems), reader.numbers};
}

// The prior of a rate of 2 /h.
Prior prior_of(const std::string& prior) {
  const Reading reading = read_cell("rate: {value: 2 /h, source: assumed, prior: " + prior + "}\n");
  REQUIRE(reading.problems == Lines{});
  REQUIRE(reading.numbers.at(0).prior);
  return *reading.numbers[0].prior;
}

// What is wrong with it: the one problem.
std::string problem_of(const std::string& prior, const std::string& number = "rate: {value: 2 /h") {
  const Reading reading = read_cell(number + ", source: assumed, prior: " + prior + "}\n");
  REQUIRE(reading.problems.size() == 1);
  return reading.problems[0];
}

}  // namespace

TEST_CASE("priors have the quantiles of their formulas in the unit of the value") {
  const auto at = [](const std::string& prior, double u) { return prior_of(prior).spread.quantile(u); };
  CHECK(prior_of("{uniform: [1 /h, 3 /h]}").spread.unit == "/h");
  CHECK(at("{uniform: [1 /h, 0.05 /min]}", 0.25) == Approx(1.5));
  CHECK(at("{log_uniform: [0.5 /h, 8 /h]}", 0.5) == Approx(2));
  CHECK(at("{normal: {mean: 2 /h, sd: 0.1 /h}, from: 0 /h}", 0.975) == Approx(2 + 0.1 * 1.959963985));
  CHECK(at("{normal: {mean: 0 /h, sd: 2 /h}, from: 0 /h}", 0.5) == Approx(2 * 0.6744897502));  // half normal
  CHECK(at("{log_normal: {median: 2 /h, spread: 3}}", 0.8413447461) == Approx(6));
  CHECK(at("{beta: {a: 1, b: 2}, from: 0 /h, to: 4 /h}", 0.75) == Approx(2));  // 1 - (1 - x)^2
  CHECK(at("{discrete: [4 /h, 2 /h]}", 0.49) == 2);
  CHECK(at("{discrete: [4 /h, 2 /h]}", 0.51) == 4);
  CHECK(at("{discrete: {1 /h: 10 %, 2 /h: 90 %}}", 0.09) == 1);
  CHECK(at("{discrete: {1 /h: 10 %, 2 /h: 90 %}}", 0.11) == 2);
}

TEST_CASE("priors are told in words") {
  const auto text = [](const std::string& prior) { return text_of(prior_of(prior)); };
  CHECK(text("{uniform: [1 /h, 3 /h]}") == "uniform 1 to 3 /h");
  CHECK(text("{log_uniform: [1 /h, 3 /h]}") == "log-uniform 1 to 3 /h");
  CHECK(text("{normal: {mean: 2 /h, sd: 1 /h}, from: 0 /h}") == "normal 2 /h, sd 1 /h from 0 /h");
  CHECK(text("{log_normal: {median: 2 /h, spread: 3}, to: 9 /h}") == "log-normal 2 /h, spread 3 to 9 /h");
  CHECK(text("{beta: {a: 1, b: 2}, from: 0 /h, to: 4 /h}") == "beta 1, 2 from 0 /h to 4 /h");
  CHECK(text("{discrete: {1 /h: 10 %, 2 /h: 90 %}}") == "discrete 1 /h (10 %), 2 /h (90 %)");
}

TEST_CASE("a prior that can't be is a problem with its place and remedy") {
  CHECK(problem_of("{uniform: [1 um, 3 /h]}") ==
        "t.yaml:1:56: rate.prior.uniform: '1 um' is of another dimension than the values beside it, which "
        "are in "
        "/h");
  CHECK(problem_of("{uniform: [3 /h, 1 /h]}") ==
        "t.yaml:1:55: rate.prior.uniform: the first end has to be below the second");
  CHECK(problem_of("{uniform: 3 /h}") ==
        "t.yaml:1:55: rate.prior.uniform: expected the two ends, [lowest, highest]");
  CHECK(problem_of("{uniform: [low, 3 /h]}") ==
        "t.yaml:1:56: rate.prior.uniform: expected a number with its unit, e.g. '2 /h'");
  CHECK(problem_of("{log_uniform: [0 /h, 3 /h]}") ==
        "t.yaml:1:60: rate.prior.log_uniform: on a log scale the lower end has to be above 0");
  CHECK(problem_of("{normal: {mean: 2 /h, sd: 0 /h}, from: 0 /h}") ==
        "t.yaml:1:54: rate.prior.normal: 'sd' has to be above 0");
  CHECK(problem_of("{log_normal: {median: 2 /h, spread: 1}}") ==
        "t.yaml:1:58: rate.prior.log_normal: 'spread' has to be above 1");
  CHECK(
      problem_of("{beta: {a: 0, b: 2}}") ==
      "t.yaml:1:52: rate.prior.beta: the shapes of a beta distribution have to be above 0 and at most 1000");
  CHECK(problem_of("{discrete: [2 /h]}") ==
        "t.yaml:1:56: rate.prior.discrete: expected at least two values, [1, 2], or with their shares, {1: "
        "20 %, 2: "
        "80 %}");
  CHECK(problem_of("{discrete: [2 /h, 2 /h]}") ==
        "t.yaml:1:56: rate.prior.discrete: '2 /h' stands there twice; remove one");
  CHECK(problem_of("{discrete: {2 /h: 10 %, 3 /h: 80 %}}") ==
        "t.yaml:1:56: rate.prior.discrete: the shares add up to 90 %; make it 100 %");
  CHECK(problem_of("{}") ==
        "t.yaml:1:45: rate.prior: a prior is {uniform: [1, 2]}, or log_uniform, normal, log_normal, beta, "
        "discrete");
  CHECK(problem_of("{uniform: [1 /h, 3 /h], log_uniform: [1 /h, 3 /h]}") ==
        "t.yaml:1:45: rate.prior: one distribution only: uniform or log_uniform");
  CHECK(problem_of("{uniform: [1 /h, 3 /h], from: 0 /h}") ==
        "t.yaml:1:45: rate.prior: 'from' and 'to' belong to normal, log_normal and beta; leave them away");
  CHECK_THAT(problem_of("{log_unifrom: [1 /h, 3 /h]}"), Catch::Contains("did you mean 'log_uniform'?"));
}

TEST_CASE("a value outside of its prior is a problem at the value") {
  CHECK(problem_of("{uniform: [3 /h, 4 /h]}") ==
        "t.yaml:1:15: rate: '2 /h' is outside of its prior (uniform 3 to 4 /h); widen the prior, or give a "
        "value that "
        "it holds");
  CHECK_THAT(problem_of("{discrete: [1 /h, 4 /h]}"), Catch::Contains("outside of its prior"));
  CHECK_THAT(problem_of("{log_normal: {median: 1 /h, spread: 2}, to: 1.9 /h}"),
             Catch::Contains("outside of its prior"));
  CHECK(prior_of("{uniform: [2 /h, 3 /h]}").spread.a == 2);  // the ends belong to it
}

TEST_CASE("a prior that reaches where the number can't be is a problem") {
  CHECK(problem_of("{normal: {mean: 2 /h, sd: 1 /h}}") ==
        "t.yaml:1:45: rate.prior: the prior reaches below '0 /h', which the number can't be; raise its lower "
        "end, or "
        "add 'from'");
  CHECK_THAT(problem_of("{uniform: [0, 2]}", "share: {value: 0.5"),
             Catch::Contains("the prior reaches beyond '1', which the number can't be; lower its upper end"));
  CHECK_THAT(problem_of("{log_uniform: [1, 1000]}", "count: {value: 5"), Catch::Contains("beyond '100'"));
}

TEST_CASE("an assumed number without a prior has a wide one by its kind") {
  const auto by_default = [](const std::string& number) {
    const auto numbers = read_cell(number).numbers;
    return numbers.at(0).prior ? text_of(*numbers[0].prior) : "none";
  };
  CHECK(by_default("rate: {value: 2 /h, source: assumed}\n") == "log-uniform 0.2 to 20 /h (by default)");
  CHECK(by_default("share: {value: 0.3, source: assumed}\n") == "uniform 0 to 1 (by default)");
  CHECK(by_default("share: {value: 30 %, source: assumed}\n") == "uniform 0 to 100 % (by default)");
  CHECK(by_default("count: {value: 50, source: assumed}\n") == "log-uniform 5 to 100 (by default)");
  CHECK(by_default("anything: {value: 3, source: assumed}\n") == "log-uniform 0.3 to 30 (by default)");
  CHECK(by_default("anything: {value: -3, source: assumed}\n") == "none");
  CHECK(by_default("rate: {value: 0 /h, source: assumed}\n") == "none");
  CHECK(by_default("rate: {value: 2 /h, source: Somebody1999}\n") == "none");
}

TEST_CASE("temperatures and what is chosen have no priors by default") {
  CHECK_FALSE(default_prior({310, "K"}, {Dimension::temperature, any_number, false}));
  Problems problems;
  Reader reader(problems, {});
  reader.needs_source = [](const std::string&) { return true; };
  reader.choices = {"steps"};
  Cell cell;
  const Node node = read("steps: {rate: 2 /h, source: assumed}\ncells: {rate: 2 /h, source: assumed}\n");
  for (const Entry& entry : node.entries) {
    const Reader::Scope scope(reader, entry.key, entry.value);
    schema().read(entry.value, cell, reader);
  }
  REQUIRE(reader.numbers.size() == 2);
  CHECK_FALSE(reader.numbers[0].prior);
  CHECK(reader.numbers[1].prior);
}

TEST_CASE("a number of another dimension is one problem with or without a prior") {
  for (const std::string prior : {"", ", prior: {uniform: [1 um, 3 um]}"}) {
    const Reading reading = read_cell("rate: {value: 2 um, source: assumed" + prior + "}\n");
    REQUIRE(reading.problems.size() == 1);
    CHECK_THAT(reading.problems[0], Catch::StartsWith("t.yaml:1:15: rate: ") && Catch::Contains("2 um"));
  }
  CHECK(read_cell("rate: {value: 2, source: assumed}\n").problems.size() == 1);
}

TEST_CASE("counts are drawn as whole numbers") {
  const auto numbers = read_cell("count: {value: 5, source: assumed, prior: {uniform: [1, 10]}}\n").numbers;
  CHECK(numbers.at(0).prior->spread.quantile(0.3) == 4);  // of 3.7
}

TEST_CASE("only the model's own numbers have priors") {
  // Under a treatment a number may be where the model's prior isn't.
  const std::string outside = "rate: {value: 2 /h, source: assumed, prior: {uniform: [3 /h, 4 /h]}}\n";
  CHECK(read_cell(outside).problems.size() == 1);
  CHECK(read_cell(outside, true).problems == Lines{});
  CHECK_FALSE(read_cell(outside, true).numbers.at(0).prior);
  Problems problems;
  Reader experiment(problems, {});
  Cell cell;
  schema().read(read("rate: {value: 2 /h, prior: {uniform: [1 /h, 4 /h]}}\n"), cell, experiment);
  CHECK(lines(problems) ==
        Lines{"t.yaml:1:28: rate: only a model's numbers have priors; leave it away, or write it "
              "into the model"});
}

TEST_CASE("what a number was calibrated on is a reference or an entry of the evidence") {
  const auto problems_with = [](const std::string& source) {
    Problems problems;
    Reader reader(problems, {});
    reader.needs_source = [](const std::string&) { return true; };
    reader.knows_source = [](const std::string& key) { return key == "Stokes1851"; };
    reader.known_sources = [] { return std::vector<std::string>{"Stokes1851"}; };
    reader.knows_evidence = [](const std::string& name) { return name == "wounds_close"; };
    Cell cell;
    schema().read(read("rate: {value: 2 /h, source: '" + source + "'}\n"), cell, reader);
    return lines(problems);
  };
  CHECK(problems_with("calibrated: Stokes1851") == Lines{});
  CHECK(problems_with("calibrated: wounds_close, 7 to 8 d") == Lines{});
  CHECK(
      problems_with("calibrated: Stoks1851, why") ==
      Lines{"t.yaml:1:29: rate: 'Stoks1851' is no reference of the bibliography and no entry of the model's "
            "evidence; did you mean 'Stokes1851'? (what else is to be said comes after a comma)"});
}
