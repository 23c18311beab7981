// Priors of a whole model: what they don't do to a run, and where they don't hold.
#include <catch2/catch.hpp>

#include "sim/run/language/resolved_model.hpp"
#include "tests/support/model_run.hpp"

using namespace exomet;
using namespace exomet::test;

namespace {

std::string model_with(const std::string& rate, const std::string& more = "") {
  return slab + loose + more +
         "parameters: {source: assumed, speed: {value: 1 um/min, range: [0 um/min, 5 um/min], prior: "
         "{log_uniform: "
         "[0.1 um/min, 4 um/min]}, about: a knob}}\n"
         "cells:\n  source: assumed\n  a: {diameter: 16 um, crawls: {speed: $speed, persistence: 1 h}, "
         "divides: {rate: " +
         rate + "}}\nstart:\n" + cell_at("a", 100, 100, 100) +
         "treatments: {source: assumed, slow: {set: {parameters.speed: 0 um/min, cells.a.divides.rate: 9 "
         "/d}}}\n";
}
const std::string with_prior = model_with("{value: 1 /d, prior: {uniform: [0.5 /d, 2 /d]}}");

const NumberRecord& number(const Plan& plan, const std::string& path) {
  for (const NumberRecord& one : plan.numbers)
    if (one.path == path) return one;
  throw std::logic_error("no number " + path);
}

}  // namespace

TEST_CASE("a plan has the priors of parameters and of other numbers") {
  const Folder folder;
  const Plan plan = load(folder, with_prior, "duration: 1 d\n");
  REQUIRE(number(plan, "parameters.speed").prior);
  CHECK(text_of(*number(plan, "parameters.speed").prior) == "log-uniform 0.1 to 4 um/min");
  CHECK(text_of(*number(plan, "cells.a.divides.rate").prior) == "uniform 0.5 to 2 /d");
  CHECK_FALSE(number(plan, "cells.a.crawls.speed").prior);  // it is the parameter's
  CHECK(number(plan, "cells.a.diameter").prior->by_default);
  CHECK_FALSE(number(plan, "domain.voxel").prior);
}

TEST_CASE("a treatment and an experiment may go where the prior isn't") {
  const Folder folder;
  const Plan plan =
      load(folder, with_prior, "duration: 1 d\ntreatments: [slow]\nset: {parameters.speed: 5 um/min}\n");
  CHECK_FALSE(number(plan, "parameters.speed").prior);
  CHECK(number(plan, "parameters.speed").source == "set by the experiment");
}

TEST_CASE("a prior of a parameter keeps within its range") {
  std::string wide = with_prior;
  wide.replace(wide.find("4 um/min]}"), 10, "6 um/min]}");
  const auto problems = problems_of_model(wide);
  REQUIRE(problems.size() == 1);
  CHECK_THAT(problems[0], Catch::Contains("parameters.speed.prior: the prior reaches beyond '5 um/min'"));
}

TEST_CASE("a model as it runs can be read again when the experiment leaves the prior") {
  const Folder folder;
  load(folder, with_prior, "duration: 1 d\nset: {cells.a.divides.rate: 9 /d}\n");
  save(folder.path() / "resolved.yaml",
       resolved_model(folder.path() / "configs/asked.yaml", {}, Library{EXOMET_SOURCE_DIR "/models"}));
  const Plan again = load_plan(folder.path() / "resolved.yaml", {}, Library{EXOMET_SOURCE_DIR "/models"});
  CHECK(number(again, "cells.a.divides.rate").text == "9 /d");
  CHECK(number(again, "cells.a.divides.rate").prior->by_default);
  CHECK_FALSE(number(again, "parameters.speed").prior->by_default);
}

TEST_CASE("nothing may be called prior") {
  const auto problems =
      problems_of_model(model_with("1 /d", "cargo: {prior: {half_life: 1 h, source: assumed}}\n"));
  REQUIRE(!problems.empty());
  CHECK_THAT(problems[0], Catch::Contains("'prior' can't be a name"));
}
