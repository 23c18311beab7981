// Any number of a mechanism may respond to signals.
#include <catch2/catch.hpp>

#include "tests/support/model_run.hpp"

using namespace exomet;
using namespace exomet::test;

namespace {
std::string one(const std::string& does, double z = 100) {
  return closed_box + loose + "tissues: {source: assumed, matrix: {resists: 40 nN}}\n" +
         "cells:\n  source: assumed\n  a: {diameter: 10 um, " + does + "}\nstart:\n" +
         cell_at("a", 100, 100, z);
}
// From one value to ten times as much at an age of an hour.
std::string doubled_after_an_hour(const std::string& value, const std::string& to) {
  return "{value: " + value + ", raised_by: {age: {to: " + to + ", half: 1 h, response: threshold}}}";
}
double fallen(ModelRun& run, double until) {
  const double before = run.cells().z[0];
  run.until(until);
  return before - run.cells().z[0];
}
}  // namespace

TEST_CASE("a speed follows the signals that raise it") {
  ModelRun run(one("sediments: {speed: " + doubled_after_an_hour("0.1 um/min", "0.4 um/min") + "}"));
  CHECK(fallen(run, 60) == Approx(6));
  CHECK(fallen(run, 120) == Approx(24));
}

TEST_CASE("a crawling cell is as fast as its signals say") {
  // It hardly turns, so that it goes straight on.
  ModelRun run(
      one("crawls: {speed: " + doubled_after_an_hour("0.02 um/min", "0.1 um/min") + ", persistence: 1e6 h}"));
  const Vec3 start = run.cells().position(0);
  run.until(60);
  const Vec3 hour = run.cells().position(0);
  CHECK(norm(hour - start) == Approx(1.2));
  run.until(120);
  CHECK(norm(run.cells().position(0) - hour) == Approx(6));
}

TEST_CASE("a force follows the signals that lower it") {
  const std::string layer = "  - layer: {source: assumed, of: matrix, within: {z: [0 um, 40 um]}}\n";
  const auto depth = [&](const std::string& force) {
    ModelRun run(one("clings_to: {matrix: {force: " + force + "}}", 44) + layer);
    run.until(300);
    return run.cells().z[0];
  };
  const double held = depth("5 nN"), weak = depth("1 nN");
  CHECK(held < weak - 0.05);
  CHECK(depth("{value: 5 nN, lowered_by: {age: {to: 1 nN, half: 1 h, response: threshold}}}") ==
        Approx(weak).margin(1e-3));
}

TEST_CASE("the largest value that a number may come to is the one that steps are judged by") {
  const Folder folder;
  const Plan plan =
      load(folder,
           one("crawls: {speed: " + doubled_after_an_hour("0.1 um/min", "50 um/min") + ", persistence: 1 h}"),
           "duration: 1 h\n");
  bool told = false;
  for (const Problem& warning : plan.warnings)
    told = told || warning.what.find("move at up to 50 um/min") != std::string::npos;
  CHECK(told);
}

TEST_CASE("signals of a number stand beside it or in its long form and not in both") {
  const std::vector<std::string> problems =
      problems_of_model(one("dies: {rate: " + doubled_after_an_hour("1 /d", "2 /d") +
                            ", raised_by: {age: {to: 3 /d, half: 1 h}}}"));
  REQUIRE(problems.size() == 1);
  CHECK_THAT(problems[0], Catch::Contains("stand beside the number or in its long form, not in both"));
}

TEST_CASE("a rate may have its signals in its long form as any number") {
  ModelRun run(one("dies: {rate: " + doubled_after_an_hour("0 /d", "1e6 /d") + "}"));
  run.until(60);
  CHECK(run.count(0) == 1);
  run.until(72);
  CHECK(run.count(0) == 0);
}

TEST_CASE("what can't be combined so is refused where it stands") {
  const auto told = [](const std::string& rule) {
    const std::vector<std::string> problems = problems_of_model(one("dies: {" + rule + "}"));
    REQUIRE(problems.size() == 1);
    return problems[0];
  };
  const std::string age = "raised_by: {age: {to: 3 /d, half: 1 h}}";
  CHECK_THAT(told("rate: {value: 1 /d, combine: sum, " + age + "}, combine: highest"),
             Catch::Contains("stands beside the number or in its long form, not in both"));
  CHECK_THAT(told("rate: 0 /d, combine: product, " + age), Catch::Contains("a product with 0 stays 0"));
  CHECK_THAT(told("rate: 1 /d, combine: multiply, " + age), Catch::Contains("unknown word 'multiply'"));
  CHECK_THAT(told("rate: 1 /d, combine: loewe, raised_by: {age: {to: 3 /d, half: 1 h, response: linear}}"),
             Catch::Contains("'loewe' is of signals with a Hill response"));
}

TEST_CASE("a path sets the number or what a signal does to it") {
  const std::string model =
      one("sediments: {speed: " + doubled_after_an_hour("0.1 um/min", "0.4 um/min") + "}");
  const auto speeds = [&](const std::string& change) {
    const Folder folder;
    const Plan plan = load(folder, model, "duration: 2 h\n", {change});
    Run run(plan);
    std::vector<double> z;
    for (double until : {60.0, 120.0}) {
      while (run.world().time < until) run.advance();
      z.push_back(run.world().cells.z[0]);
    }
    return std::vector<double>{100 - z[0], z[0] - z[1]};
  };
  CHECK(speeds("cells.a.sediments.speed=0.2 um/min")[0] == Approx(12));
  CHECK(speeds("cells.a.sediments.speed=0.2 um/min")[1] == Approx(24));
  CHECK(speeds("cells.a.sediments.speed.raised_by.age.to=0.3 um/min")[1] == Approx(18));
}

TEST_CASE("a cell type that would give a signal two meanings is refused") {
  std::string model = one("dies: {rate: 1 /d}");
  model.insert(model.find("start:"), "  dying: {diameter: 10 um}\n");
  const std::vector<std::string> problems = problems_of_model(model);
  REQUIRE(problems.size() == 1);
  CHECK_THAT(problems[0], Catch::Contains("the name 'dying' is taken ('touching.dying' is a signal)"));
}
