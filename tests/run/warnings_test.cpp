// What a plan warns of: it can be run and is hardly meant.
#include <catch2/catch.hpp>

#include "sim/run/record/run_json.hpp"
#include "sim/run/run_notes.hpp"
#include "tests/support/model_run.hpp"

using namespace exomet;
using namespace exomet::test;

namespace {
std::string treated(const std::string& treatments, const std::string& more_of_a = "",
                    const std::string& parameters = "") {
  return closed_box + loose + "parameters: {source: assumed, rate: 1 /h, idle: 3, cells: 2, dosed: 1 /um^3" +
         parameters +
         "}\nsubstances: {source: assumed, drug: {diffusion: 0 um^2/s}}\n"
         "cells:\n  source: assumed\n  a: {diameter: 10 um, secretes: {drug: $rate}, dies: {rate: 0.1 /d}" +
         more_of_a + "}\nstart:\n  - scatter: {source: assumed, of: a, count: $cells}\n" +
         "treatments:\n  source: assumed\n  given_later: {from: 1 h, add: [{dose: {of: drug, density: "
         "$dosed}}]}\n" +
         treatments;
}
std::vector<std::string> warnings(const std::string& model,
                                  const std::string& experiment = "duration: 10 h\n",
                                  const std::vector<std::string>& changes = {}) {
  const Folder folder;
  std::vector<std::string> found;
  for (const Problem& one : load(folder, model, experiment, changes).warnings)
    found.push_back(std::filesystem::path(one.place.file).filename().string() + ":" +
                    std::to_string(one.place.line) + ":" + std::to_string(one.place.column) + ": " +
                    one.path + ": " + one.what);
  std::erase_if(found,
                [](const std::string& line) { return line.find("parameters.idle") != std::string::npos; });
  return found;
}
std::string given(const std::string& list) { return "duration: 10 h\ntreatments: " + list + "\n"; }
}  // namespace

TEST_CASE("a treatment that is never in effect is told with its place") {
  const std::string model = treated(
      "  late: {from: 11 h, set: {parameters.rate: 2 /h}}\n  at_end: {from: 10 h, set: {parameters.rate: 2 "
      "/h}}\n"
      "  short: {lasting: 0 h, set: {parameters.rate: 2 /h}}\n  right: {from: 9 h, set: {parameters.rate: 2 "
      "/h}}\n"
      "  dose: {from: 10 h, add: [{dose: {of: drug, density: 1 /um^3}}]}\n");
  CHECK(warnings(model, given("[right]")).empty());
  CHECK(warnings(model, given("[late]")) ==
        std::vector<std::string>{"asked.yaml:3:14: treatments: 'late' is never in effect: it starts at 11 h, "
                                 "and the run ends at 10 h"});
  CHECK(mentions(warnings(model, given("[at_end]")), "never in effect"));
  CHECK(mentions(warnings(model, given("[dose]")), "never in effect"));
  CHECK(mentions(warnings(model, given("[short]")), "'short' sets nothing: it lasts 0 min"));
}

TEST_CASE("a treatment that lasts no time is none") {
  const std::string model = treated("  stop: {lasting: 0 h, set: {parameters.rate: 600 /h}}\n");
  ModelRun run(model, given("[stop]"));
  CHECK(run.plan.phases.size() == 1);
  CHECK(run.plan.phases[0].treatments.empty());
}

TEST_CASE("what a treatment sets to no effect is told") {
  const std::string model = treated(
      "  unused: {set: {parameters.idle: 5}}\n  same: {from: 1 h, set: {cells.a.dies.rate: 0.1 /d}}\n"
      "  of_dose: {set: {parameters.dosed: 2 /um^3}}\n");
  CHECK(mentions(warnings(model, given("[unused]")), "nothing in the run uses the parameter 'idle'"));
  CHECK(mentions(warnings(model, given("[same]")), "'cells.a.dies.rate' has this value already"));
  CHECK(mentions(warnings(model, given("[of_dose]")), "nothing in the run uses the parameter 'dosed'"));
}

TEST_CASE("of two treatments that set one number at the same time it is told which holds") {
  const std::string model = treated(
      "  first: {from: 1 h, until: 4 h, set: {cells.a.dies.rate: 0.5 /d}}\n"
      "  second: {from: 2 h, until: 3 h, set: {cells.a.dies: {rate: 0.1 /d}}}\n"
      "  after: {from: 4 h, set: {cells.a.dies.rate: 0.7 /d}}\n"
      "  knob: {set: {parameters.rate: 3 /h}}\n  number: {set: {cells.a.secretes.drug: 4 /h}}\n"
      "  other_knob: {set: {parameters.rate: {value: 5 /h}}}\n");
  CHECK(warnings(model, given("[first, second]")) ==
        std::vector<std::string>{
            "asked.yaml:3:21: treatments: 'first' and 'second' both set cells.a.dies.rate, from 2 h "
            "on; 'second' holds while it is in effect, since it stands later in the list"});
  CHECK(mentions(warnings(model, given("[second, first]")), "'first' holds"));
  CHECK(warnings(model, given("[first, after]")).empty());
  CHECK(mentions(warnings(model, given("[knob, number]")), "both set cells.a.secretes.drug"));
  CHECK(mentions(warnings(model, given("[knob, number]")), "'number' holds"));
  CHECK(mentions(warnings(model, given("[number, knob]")), "'number' holds"));
  CHECK(mentions(warnings(model, given("[knob, other_knob]")), "'other_knob' holds"));
}

TEST_CASE("parameters that nothing uses are told") {
  const Folder folder;
  const std::string model = treated("");
  const Plan plan = load(folder, model, "duration: 1 h\n");
  REQUIRE(plan.warnings.size() == 1);
  CHECK(plan.warnings[0].path == "parameters.idle");
  CHECK(plan.warnings[0].place.line == 5);
  CHECK(mentions(warnings(model, "duration: 1 h\n", {"cells.a.secretes.drug=3 /h"}),
                 "parameters.rate: nothing uses it"));
  CHECK(mentions(warnings(model, "duration: 1 h\n", {"parameters.dosed=3 /um^3"}),
                 "only 'given_later' uses it, which the experiment's 'treatments' don't name"));
  CHECK(warnings(model, given("[given_later]"), {"parameters.dosed=3 /um^3"}).empty());
}

TEST_CASE("a treatment of the start is refused once the start is over") {
  const auto problems = [](const std::string& body) {
    return problems_of_model(treated("  t: {" + body + "}\n"), "duration: 10 h\n");
  };
  CHECK(mentions(problems("from: 1 h, set: {start.0.scatter.count: 5}"),
                 "small.yaml:15:24: treatments.t: 'start.0.scatter.count' is of the start"));
  CHECK(mentions(problems("from: 1 h, set: {parameters.cells: 5}"), "only the start uses 'cells'"));
  CHECK(problems("set: {start.0.scatter.count: 5}").empty());
  CHECK(
      mentions(problems("set: {treatments.given_later.from: 2 h}"), "can't be changed while the model runs"));
  ModelRun run(treated("  t: {set: {start.0.scatter.count: 5}}\n"), given("[t]"));
  CHECK(run.cells().size() == 5);
}

TEST_CASE("keys of a treatment that do nothing are refused") {
  const auto problems = [](const std::string& body) {
    return problems_of_model(treated("  t: {" + body + "}\n"), "duration: 10 h\n");
  };
  const std::string dose = "add: [{dose: {of: drug, density: 1 /um^3}}]",
                    set = "set: {parameters.rate: 2 /h}";
  CHECK(mentions(problems("from: 1 h"), "changes nothing and adds nothing"));
  CHECK(mentions(problems("every: 0 h, lasting: 1 h, " + set), "out of range: must be above 0"));
  CHECK(mentions(problems("until: 0 h, " + set), "out of range: must be above 0"));
  CHECK(mentions(problems("lasting: 1 h, " + dose), "'lasting' ends what is set, and this only adds"));
  CHECK(mentions(problems("until: 1 h, " + dose), "'until' ends what is set, and this only adds"));
  CHECK(problems("until: 5 h, every: 1 h, " + dose).empty());
  CHECK(mentions(problems("add: [{dose: {of: drug, density: 1 /um^3, within: {z: [0 um, 300 um]}}}]"),
                 "treatments.t.add.0: reaches 300 um along z"));
}

TEST_CASE("a signal that lowers what it is to raise is told and one that raises what it is to lower") {
  const auto of_rule = [](const std::string& rule) {
    return warnings(treated("", ", divides: {" + rule + "}"));
  };
  CHECK(of_rule("rate: 1 /d, raised_by: {drug: {to: 2 /d, half: 1 /um^3}}, lowered_by: {age: {to: 1.5 /d, "
                "half: 1 h}}")
            .empty());
  CHECK(
      mentions(of_rule("rate: 1 /d, raised_by: {drug: {to: 0.5 /d, half: 1 /um^3}}"),
               "cells.a.divides.raised_by.drug: lowers what it is to raise: 'to' is 0.5 /d and it is 1 /d"));
  CHECK(mentions(of_rule("rate: 1 /d, lowered_by: {drug: {to: 1.5 /d, half: 1 /um^3}}"),
                 "cells.a.divides.lowered_by.drug: raises what it is to lower"));
  CHECK(mentions(of_rule("rate: 1 /d, raised_by: {drug: {to: 1 /d, half: 1 /um^3}}"),
                 "neither raises nor lowers"));
}

TEST_CASE("cells that are faster than a step lets them be are told before and after") {
  const auto crawling = [](const std::string& speed) {
    return treated("", ", crawls: {speed: " + speed + ", persistence: 1 h}");
  };
  CHECK(warnings(crawling("2.4 um/min")).empty());  // a quarter of 10 um in a step of a minute
  CHECK(mentions(warnings(crawling("2.6 um/min")), "cells of type 'a' move at up to 2.6 um/min"));
  const Folder folder;
  const Plan plan = load(folder, crawling("10 um/min"), "duration: 1 h\n");
  Run run(plan);
  CHECK(notes_of_run(run.simulation()).empty());
  while (run.advance()) {
  }
  REQUIRE(notes_of_run(run.simulation()).size() == 1);
  CHECK(notes_of_run(run.simulation())[0].find("held back 120 times") != std::string::npos);
  const std::string json = run_json(run, "1", 1, {});
  CHECK(json.find("held back 120 times") != std::string::npos);
  CHECK(json.find("move at up to 10 um/min") != std::string::npos);
}

TEST_CASE("cells that are dying most of their time and a density that nothing takes in are told") {
  CHECK(mentions(warnings(treated(""), "duration: 1 h\n", {"cells.a.dies.rate=1000 /d"}),
                 "spend most of their time dying"));
  CHECK(mentions(warnings(treated(""), "duration: 1 h\n", {"substances.drug.outside=1 /um^3"}),
                 "substances.drug: 'outside' does nothing"));
  CHECK(warnings(treated(""), "duration: 1 h\n",
                 {"substances.drug.outside=1 /um^3", "domain.boundary={x: fixed}"})
            .empty());
}

TEST_CASE("what a dose or a boundary gives is not said to come from nobody") {
  const auto loose_ends = [](const std::string& more, const std::string& experiment = "duration: 1 h\n",
                             const std::vector<std::string>& changes = {}) {
    const Folder folder;
    return load(folder,
                closed_box + loose +
                    "substances: {source: assumed, drug: {diffusion: 1 um^2/s}}\n"
                    "cells: {source: assumed, a: {diameter: 10 um, takes_up: {drug: 1 um^3/h}}}\n"
                    "treatments: {source: assumed, t: {from: 6 min, add: [{dose: {of: drug, density: 1 "
                    "/um^3}}]}}\n" +
                    more,
                experiment, changes)
        .loose_ends;
  };
  const std::string dose = "start: [{dose: {source: assumed, of: drug, density: 1 /um^3}}]\n";
  CHECK(loose_ends("") == std::vector<std::string>{"substance 'drug' is released by no cell type"});
  CHECK(loose_ends(dose).empty());
  CHECK(loose_ends("", "duration: 1 h\ntreatments: [t]\n").empty());
  CHECK(loose_ends("", "duration: 1 h\n", {"substances.drug.outside=1 /um^3", "domain.boundary={x: fixed}"})
            .empty());
}

TEST_CASE("a species of which half decays within a step of transport is told") {
  const auto decaying = [](const std::string& half_life) {
    return treated("", "", "")
        .replace(treated("", "", "").find("diffusion: 0 um^2/s"), 19,
                 "diffusion: 0 um^2/s, half_life: " + half_life);
  };
  const std::vector<std::string> told = warnings(decaying("30 s"));
  REQUIRE(told.size() == 1);
  CHECK_THAT(told[0], Catch::Contains("substances.drug: half of 'drug' decays in 30 s") &&
                          Catch::Contains("shorten steps.transport to 1 s"));
  CHECK(warnings(decaying("2 min")).empty());
}
