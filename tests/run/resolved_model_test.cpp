// The resolved model is a file that reads back as the model that runs.
#include "sim/run/language/resolved_model.hpp"

#include <catch2/catch.hpp>
#include <set>

#include "sim/run/mechanism.hpp"
#include "tests/support/model_run.hpp"

using namespace exomet;
using namespace exomet::test;

namespace {

const Library library{EXOMET_SOURCE_DIR "/models"};

std::set<std::pair<std::string, std::string>> numbers_of_model(const Plan& plan) {
  std::set<std::pair<std::string, std::string>> numbers;
  for (const NumberRecord& one : plan.numbers)
    if (one.path != "duration" && one.path != "seed" && !one.path.starts_with("output"))
      numbers.emplace(one.path, one.text);
  return numbers;
}

const std::string model =
    slab + springs +
    "parameters: {source: assumed, speed: {value: 1 um/min, range: [0 um/min, 5 um/min], about: \"a: knob, "
    "say\"}}\n"
    "cells:\n  source: assumed\n"
    "  a: {diameter: {value: 16 um, source: Yokoi2017}, crawls: {speed: $speed, persistence: 1 h}, dies: "
    "{rate: 1 /d}}\n"
    "  b: {like: a, diameter: 20 um}\n"
    "start: [{scatter: {of: b, count: 20, source: assumed}}]\n"
    "treatments: {source: assumed, hurt: {set: {cells.a.dies.rate: 9 /d, parameters.speed: 2 um/min}}}\n"
    "measures: {source: assumed, n: {count: b}}\n";

}  // namespace

TEST_CASE("the resolved model of each experiment is valid and has the same numbers") {
  for (const auto& entry : std::filesystem::directory_iterator(EXOMET_SOURCE_DIR "/configs")) {
    if (entry.path().extension() != ".yaml") continue;
    CAPTURE(entry.path().string());
    const Folder folder;
    save(folder.path() / "resolved.yaml", resolved_model(entry.path(), {}, library));
    const Plan again = load_plan(folder.path() / "resolved.yaml", {}, library);
    CHECK(numbers_of_model(again) == numbers_of_model(load_plan(entry.path(), {}, library)));
    for (const NumberRecord& one : again.numbers) CHECK(one.source != "set by the experiment");
  }
}

TEST_CASE("what an experiment set is assumed in the resolved model and the rest keeps its source") {
  const Folder folder;
  load(folder, model, "duration: 1 d\nset: {cells.b.diameter: 18 um}\n");
  const std::string text =
      resolved_model(folder.path() / "configs/asked.yaml",
                     {"cells.a.crawls.persistence=2 h", "domain.size=[200 um, 200 um, 100 um]"}, library);
  save(folder.path() / "resolved.yaml", text);
  std::map<std::string, std::string> sources;
  for (const NumberRecord& one : load_plan(folder.path() / "resolved.yaml", {}, library).numbers)
    sources[one.path] = one.source;
  CHECK(sources.at("cells.a.diameter") == "Yokoi2017");
  CHECK(sources.at("cells.b.diameter") == "assumed");
  CHECK(sources.at("cells.a.crawls.persistence") == "assumed");
  CHECK(sources.at("cells.a.crawls.speed") == "parameter speed");
  CHECK(text.find("configs/asked.yaml:3:25") != std::string::npos);
  CHECK(text.find("# --set:1:") != std::string::npos);
  CHECK(text.find("models/small.yaml:") != std::string::npos);
}

TEST_CASE("a treatment of the resolved model changes what the model's own changes by inheritance") {
  const Folder folder;
  const std::string experiment = "duration: 1 d\ntreatments: [hurt]\n";
  const Plan plan = load(folder, model, experiment);
  save(folder.path() / "models/resolved.yaml",
       resolved_model(folder.path() / "configs/asked.yaml", {}, library));
  save(folder.path() / "configs/again.yaml", "model: ../models/resolved.yaml\n" + experiment);
  const Plan again = load_plan(folder.path() / "configs/again.yaml", {}, library);
  const auto at_the_end = [](const Plan& one) {
    Run run(one);
    while (run.advance()) {
    }
    return std::pair(digest(run.world()), run.last_measures());
  };
  CHECK(at_the_end(again) == at_the_end(plan));
  const Plan untreated = load(folder, model, "duration: 1 d\n");
  CHECK(at_the_end(untreated) != at_the_end(plan));
}
