#include <catch2/catch.hpp>

#include "sim/run/language/load_plan.hpp"
#include "sim/run/mechanism.hpp"
#include "tests/support/model_run.hpp"

using namespace exomet;
using namespace exomet::test;

namespace {
const std::string model =
    slab + loose +
    "parameters: {source: assumed, speed: {value: 1 um/min, range: [0 um/min, 5 um/min], about: a knob}}\n"
    "steps: {source: assumed, transport: 2 min, motion: 3 min, rules: 6 min}\n"
    "substances: {source: assumed, drug: {diffusion: 1 um^2/s}, other: {diffusion: 1 um^2/s}}\n"
    "cells:\n  source: assumed\n"
    "  a: {diameter: 16 um, crawls: {speed: $speed, persistence: 1 h}}\n"
    "  b: {like: a, diameter: 20 um}\n"
    "start:\n" +
    cell_at("a", 100, 100, 100);

Plan plan_of(const std::string& experiment, const std::vector<std::string>& changes = {}) {
  const Folder folder;
  return load(folder, model, experiment, changes);
}
std::vector<std::string> problems(const std::string& experiment,
                                  const std::vector<std::string>& changes = {}) {
  return problems_of_model(model, experiment, changes);
}
}  // namespace

TEST_CASE("an experiment says how long and with what seed and what is written") {
  const Plan plan =
      plan_of("seed: 42\nduration: 2 d\noutput: {every: 12 h, measures: 30 min, fields: [other]}\n");
  CHECK(plan.name == "asked");
  CHECK(plan.seed == 42);
  CHECK(plan.duration == 2880);
  CHECK(plan.output.every == 720);
  CHECK(plan.output.measures == 30);
  CHECK(plan.output.fields == std::vector<int>{1});
  CHECK(plan_of("duration: 1 d\n").output.fields == std::vector<int>{0, 1});
  CHECK(plan.tick() == 1);  // of 2, 3 and 6 min
  CHECK(plan.model().cells[1].mechanism_keys == std::vector<std::string>{"crawls"});
}

TEST_CASE("the experiment and then the command line change the model") {
  const auto diameter = [](const Plan& plan) { return plan.model().cells[0].diameter; };
  CHECK(diameter(plan_of("duration: 1 d\n")) == 16);
  const std::string set = "duration: 1 d\nset: {cells.a.diameter: 12 um}\n";
  CHECK(diameter(plan_of(set)) == 12);
  CHECK(diameter(plan_of(set, {"cells.a.diameter=9 um"})) == 9);
  CHECK(diameter(plan_of(set, {"cells.a.diameter=9 um", "cells.a.diameter=8 um"})) == 8);
  CHECK(plan_of("duration: 1 d\nseed: 3\n", {"seed=7"}).seed == 7);
  CHECK(plan_of("duration: 1 d\n", {"duration=2 d"}).duration == 2880);
  CHECK(plan_of("duration: 1 d\noutput: {every: 6 h}\n", {"output.every=1 h"}).output.every == 60);
  CHECK(plan_of("duration: 1 d\n", {"output.every=1 h"}).output.every == 60);
  CHECK(plan_of("duration: 1 d\n", {"seed=7"}).seed == 7);
  CHECK(plan_of("duration: 1 d\n", {"medium.viscosity=1 mPa s"}).model().medium.viscosity == 1);
  CHECK(plan_of("duration: 1 d\nset: {medium.viscosity: 2 mPa s}\n").model().medium.viscosity == 2);
}

TEST_CASE("numbers that were changed are recorded as the experiment's") {
  const Plan plan = plan_of("duration: 1 d\nset: {parameters.speed: 2 um/min}\n");
  std::map<std::string, std::string> sources;
  for (const NumberRecord& number : plan.numbers) sources[number.path] = number.source;
  CHECK(sources.at("parameters.speed") == "set by the experiment");
  CHECK(sources.at("cells.a.crawls.speed") == "parameter speed");
  CHECK(sources.at("cells.a.diameter") == "assumed");
}

TEST_CASE("mistakes of an experiment are found with their places") {
  CHECK(problems("duration: 1 d\n").empty());
  CHECK(mentions(problems("seed: 1\n"), "needs the key 'duration'"));
  CHECK(mentions(problems("duration: 1 d\nsead: 1\n"),
                 "asked.yaml:3:1: : unknown key 'sead'; did you mean 'seed'?"));
  CHECK(mentions(problems("duration: 1 d\nset: {cells.c.diameter: 1 um}\n"), "asked.yaml:3:7"));
  CHECK(mentions(problems("duration: 1 d\nset: {cells.a.diametre: 1 um}\n"), "did you mean 'diameter'?"));
  CHECK(mentions(problems("duration: 1 d\nset: {cells.a.diameter: 1 h}\n"), "cells.a.diameter"));
  CHECK(mentions(problems("duration: 1 d\nset: {parameters.sped: 1 um/min}\n"), "did you mean 'speed'?"));
  CHECK(mentions(problems("duration: 1 d\nset: {parameters.speed: 9 um/min}\n"), "out of range"));
  CHECK(mentions(problems("duration: 1 d\noutput: {fields: [drg]}\n"), "did you mean 'drug'?"));
  CHECK(mentions(problems("duration: 1 d\n", {"cells.a.diametre=1 um"}), "did you mean 'diameter'?"));
  for (const std::string wrong : {"foo", ".cells=1", "output.every=[", "output.every.h=1", "output.evry=1 h"})
    CHECK(problems("duration: 1 d\n", {wrong}).size() == 1);
}

TEST_CASE("times are whole multiples of the rules step") {
  CHECK(mentions(problems("duration: 8 min\n"), "duration: 8 min is no whole multiple"));
  CHECK(mentions(problems("duration: 1 d\noutput: {every: 7 min}\n"), "output.every"));
  CHECK(mentions(problems("duration: 1 d\noutput: {measures: 2 min}\n"), "output.measures"));
}

TEST_CASE("problems that show late have the place of what is wrong") {
  CHECK(mentions(problems("duration: 8 min\n"), "asked.yaml:2:11: duration: 8 min is no whole multiple"));
  CHECK(
      mentions(problems("duration: 1 d\noutput: {every: 7 min}\n"), "asked.yaml:3:17: output.every: 7 min"));
  CHECK(mentions(problems("duration: 1 d\n", {"domain.size=[200 um, 205 um, 200 um]"}),
                 "--set:1:22: domain: the size along y (205 um)"));
  CHECK(mentions(problems("duration: 1 d\n", {"cells.b.diameter=300 um"}),
                 "--set:1:18: : cells of type 'b' are larger than the domain along x"));
  CHECK(mentions(problems("duration: 1 d\n", {"mechanics.contact.linear_spring.stiffness=1e9 nN/um"}),
                 "small.yaml:4:12: mechanics: forces are too stiff"));
  const std::string treated =
      "duration: 1 d\ntreatments: [t]\nset:\n  treatments.t: {from: 7 min, set: {cells.a.diameter: 1 um}}\n";
  CHECK(mentions(problems(treated), "asked.yaml:5:24: treatments.t.from: 7 min is no whole multiple"));
  const std::string more = "duration: 1 d\nset:\n  treatments.t: {from: 6 min, set: {steps.rules: 12 min}}\n";
  CHECK(mentions(problems(more), "asked.yaml:4:36: treatments.t: a treatment changes values"));
}

TEST_CASE("a model is found by name beside the experiment and in the library and by path") {
  const Folder folder;
  const Library library{folder.path() / "library"};
  for (const char* sub : {"configs", "library", "elsewhere"})
    std::filesystem::create_directories(folder.path() / sub);
  std::filesystem::copy_file(EXOMET_SOURCE_DIR "/models/references.bib", library.models / "references.bib");
  const auto named = [&](const std::string& name) {
    save(folder.path() / "configs/e.yaml", "model: " + name + "\nduration: 1 d\n");
    return load_plan(folder.path() / "configs/e.yaml", {}, library).model().name;
  };
  save(library.models / "stored.yaml", model);
  save(folder.path() / "elsewhere/apart.yaml", model);
  CHECK(named("stored") == "small");
  CHECK(named("../elsewhere/apart.yaml") == "small");
  CHECK_THROWS_WITH(named("stord"),
                    Catch::Contains("e.yaml:1:8") && Catch::Contains("did you mean 'stored'?"));
  CHECK_THROWS_AS(load_plan(folder.path() / "configs/none.yaml", {}, library), InputError);
}

TEST_CASE("a model alone is a plan of no duration") {
  const Folder folder;
  save(folder.path() / "m.yaml", model);
  const Plan plan = load_plan(folder.path() / "m.yaml", {}, Library{EXOMET_SOURCE_DIR "/models"});
  CHECK(plan.duration == 0);
  CHECK(plan.model().name == "small");
}

TEST_CASE("a section that only an experiment has can't be set in a model alone") {
  const Folder folder;
  save(folder.path() / "m.yaml", model);
  const auto load = [&](const std::string& change) {
    return load_plan(folder.path() / "m.yaml", {change}, Library{EXOMET_SOURCE_DIR "/models"});
  };
  CHECK_THROWS_WITH(load("output.every=1 h"),
                    Catch::Contains("a model alone has no 'output'; write an experiment"));
  CHECK(load("steps.refine=2").model().steps.motion == Approx(1.5));
}

TEST_CASE("one key divides all steps") {
  const Plan plan = plan_of("duration: 2 d\n", {"steps.refine=3"});
  const Steps& steps = plan.model().steps;
  CHECK(steps.transport == Approx(2.0 / 3));
  CHECK(steps.motion == Approx(1));
  CHECK(steps.rules == Approx(2));
  CHECK(plan.tick() == Approx(1.0 / 3));
  const auto told = problems("duration: 2 d\n", {"steps.refine=7"});
  REQUIRE(told.size() == 1);
  CHECK(told[0].find("steps are whole seconds, also when 'refine' has divided them") != std::string::npos);
}

TEST_CASE("a periodic axis is at least as long as two cells reach both ways round") {
  const auto told = [](const std::string& size, const std::string& mechanics,
                       const std::string& change = "") {
    return problems_of_model("model: small\ndomain: {source: assumed, size: [" + size +
                                 ", 200 um, 200 um], voxel: 5 um,\n"
                                 "         boundary: {x: periodic, y: closed, z: periodic}}\n" +
                                 mechanics + "cells: {source: assumed, a: {diameter: 30 um}}\n",
                             "duration: 1 d\n",
                             change.empty() ? std::vector<std::string>{} : std::vector<std::string>{change});
  };
  const std::string sticky =
      "mechanics: {source: assumed, contact: {linear_spring: {stiffness: 1 nN/um, adhesion: 0.3, reach: "
      "1.5}},\n"
      "            friction: 10 nN min/um, attached_friction: 20 nN min/um}\n";
  CHECK(told("70 um", springs).empty());
  const auto short_axis = told("65 um", springs);
  REQUIRE(short_axis.size() == 1);
  CHECK(short_axis[0].find("small.yaml:2:") == 0);
  CHECK(short_axis[0].find("domain.size: the periodic axis x (65 um) is shorter than twice the reach") !=
        std::string::npos);
  CHECK(mentions(told("85 um", sticky), "make it at least 90 um long, or closed"));
  CHECK(told("90 um", sticky).empty());
  CHECK(mentions(told("70 um", springs, "cells.a.diameter=40 um"), "the periodic axis x (70 um)"));
  CHECK(told("40 um", springs, "domain.boundary={replace: {z: periodic}}").empty());
}
