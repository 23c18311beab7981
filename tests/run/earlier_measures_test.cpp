// Measures that go by others, and shares: of cells of which 4 are there at first and one dies every hour.
#include <catch2/catch.hpp>

#include "sim/run/measure.hpp"
#include "sim/run/observer.hpp"
#include "tests/support/model_run.hpp"

using namespace exomet;
using namespace exomet::test;

namespace {
std::string measured(const std::string& measures) {
  std::string types, start = "start:\n";
  for (int n = 1; n <= 3; ++n) {
    const std::string name = "lives_" + std::to_string(n) + "_h";
    types += "  " + name +
             ": {diameter: 8 um, dies: {takes: 1 min, rate: 0 /d, raised_by: {age: {to: 1e6 /min, half: " +
             std::to_string(60 * n) + " min, response: threshold}}}}\n";
    start += cell_at(name, 20.0 * n, 100, 100);
  }
  return closed_box + loose +
         "steps: {source: assumed, transport: 6 min, motion: 6 min, rules: 6 min}\ncells:\n  source: "
         "assumed\n  stays: {diameter: 10 um}\n" +
         types + start + cell_at("stays", 100, 150, 100) +
         "measures:\n  source: assumed\n  cells: {count: [stays, lives_1_h, lives_2_h, lives_3_h]}\n" +
         measures;
}

// The values at the end of a run whose observer watches every step of the rules.
std::map<std::string, double> watched(const std::string& measures, double until) {
  ModelRun run(measured(measures));
  Observer observer(run.plan.model().measures.size());
  std::vector<double> values = observer.observe(run.simulation);
  while (run.world().time < until) {
    run.simulation.step();
    observer.watch(run.simulation);
  }
  values = observer.observe(run.simulation);
  std::map<std::string, double> by_name;
  for (std::size_t i = 0; i < values.size(); ++i) by_name[run.plan.model().measures[i].name] = values[i];
  return by_name;
}
}  // namespace

TEST_CASE("a value of a time is that of the first step of the rules that isn't before it") {
  auto is = watched(
      "  early: {value_of: cells, at: 0 min}\n  later: {value_of: cells, at: 91 min}\n"
      "  never: {value_of: cells, at: 10 d}\n",
      240);
  CHECK(is["cells"] == 1);
  CHECK(is["early"] == 4);
  CHECK(is["later"] == 3);
  CHECK(std::isnan(is["never"]));
}

TEST_CASE("least and greatest are those of all steps of the rules in their time") {
  auto is = watched(
      "  least: {least_of: cells}\n  greatest: {greatest_of: cells}\n"
      "  least_early: {least_of: cells, until: 90 min}\n"
      "  greatest_late: {greatest_of: cells, from: 90 min}\n",
      240);
  CHECK(is["least"] == 1);
  CHECK(is["greatest"] == 4);
  CHECK(is["least_early"] == 3);
  CHECK(is["greatest_late"] == 3);
}

TEST_CASE("an average is the mean over time between its ends") {
  // 4 for an hour, then 3, 2, 1; deaths are seen at the end of the step in which they are.
  auto is = watched("  all: {average: cells}\n  part: {average: cells, from: 60 min, until: 180 min}\n", 240);
  CHECK(is["all"] == Approx(2.5).margin(3 * 6 / 240. + 1e-9));
  CHECK(is["part"] == Approx(2.5).margin(2 * 6 / 120. + 1e-9));
  auto short_one = watched("  all: {average: cells}\n", 48);
  CHECK(short_one["all"] == 4);
}

TEST_CASE("a first time may have to stay and to be after another") {
  auto is = watched(
      "  fewer: {first_time: cells < 4}\n  late: {first_time: cells < 4, after: 150 min}\n"
      "  stays: {first_time: cells < 3, stays: 90 min}\n"
      "  not_long: {first_time: cells < 3, stays: 5 h}\n"
      "  gone_again: {first_time: cells > 3, stays: 2 h}\n",
      240);
  CHECK(is["late"] == 150);
  CHECK(is["stays"] == Approx(120).margin(7));
  CHECK(is["fewer"] == Approx(60).margin(7));
  CHECK(std::isnan(is["not_long"]));
  CHECK(std::isnan(is["gone_again"]));
}

TEST_CASE("shares are of the types that make up the whole") {
  auto is = watched(
      "  of_all: {share: stays}\n  of_two: {share: lives_3_h, of: [lives_3_h, stays]}\n"
      "  of_none: {share: lives_1_h, of: lives_1_h}\n",
      150);
  CHECK(is["of_all"] == 0.5);
  CHECK(is["of_two"] == 0.5);
  CHECK(std::isnan(is["of_none"]));
}

TEST_CASE("ratio and difference and product follow their measures and have their units") {
  const std::string measures =
      "  start: {value_of: cells, at: 0 min}\n  left: {ratio: [cells, start]}\n"
      "  lost: {difference: [start, cells]}\n  one: {first_time: cells < 4}\n  two: {first_time: cells < 3}\n"
      "  between: {difference: [two, one]}\n  twice: {product: [cells, between]}\n  nothing: {ratio: [cells, "
      "lost]}\n";
  auto is = watched(measures, 150);
  CHECK(is["left"] == 0.5);
  CHECK(is["lost"] == 2);
  CHECK(is["between"] == Approx(60).margin(7));
  CHECK(is["twice"] == 2 * is["between"]);
  CHECK(std::isnan(watched(measures, 12)["nothing"]));
  ModelRun run(measured(measures));
  for (const NamedMeasure& one : run.plan.model().measures)
    if (one.name == "between" || one.name == "twice") CHECK(one.measure->unit() == "min");
}

TEST_CASE("mistakes of measures of measures are found") {
  const auto problems = [](const std::string& measures) {
    std::string all;
    for (const std::string& problem : problems_of_model(measured(measures))) all += problem + "\n";
    return all;
  };
  CHECK_THAT(problems("  a: {value_of: b, at: 1 d}\n  b: {count: stays}\n"),
             Catch::Contains("'b' has to stand before this measure"));
  CHECK_THAT(problems("  a: {least_of: cels}\n"), Catch::Contains("cells"));
  CHECK_THAT(problems("  a: {ratio: cells}\n"), Catch::Contains("a list of two measures"));
  CHECK_THAT(problems("  t: {first_time: cells < 2}\n  a: {difference: [t, cells]}\n"),
             Catch::Contains("no difference between what is in min and a number"));
  CHECK_THAT(problems("  t: {first_time: cells < 2}\n  a: {product: [t, t]}\n"),
             Catch::Contains("one of the two has to be a number"));
  CHECK_THAT(problems("  a: {share: stays, of: lives_1_h}\n"), Catch::Contains("none of those that make up"));
}
