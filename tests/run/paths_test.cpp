// Every path that is printed can be set: of what is inherited, written short, or not there yet.
#include <catch2/catch.hpp>

#include "sim/run/mechanism.hpp"
#include "tests/support/model_run.hpp"

using namespace exomet;
using namespace exomet::test;

namespace {

const std::string model =
    slab + loose +
    "vesicles: {source: assumed, ev: {diameter: 100 nm}}\n"
    "substances: {source: assumed, A: {diffusion: 1 um^2/s}, B: {diffusion: 1 um^2/s}}\n"
    "cells:\n  source: assumed\n"
    "  a: {diameter: 16 um, secretes: {ev: 60 /h}, takes_up: {ev: 1e4 um^3/h},\n"
    "      becomes: {b: {rate: 1 /d, raised_by: {A: {to: 2 /d, half: 1 /um^3}, B: {to: 3 /d, half: 1 "
    "/um^3}}}}}\n"
    "  b: {like: a, about: x, becomes: {c: 0.4 /d}}\n"
    "  c: {diameter: 10 um}\n"
    "start:\n" +
    cell_at("a", 100, 100, 100);

Plan plan_of(const std::vector<std::string>& changes, const std::string& experiment = "duration: 1 d\n") {
  const Folder folder;
  return load(folder, model, experiment, changes);
}

std::vector<std::string> told(const std::vector<std::string>& changes) {
  return problems_of_model(model, "duration: 1 d\n", changes);
}

// What each path is printed with; a list of numbers has one path.
std::map<std::string, std::vector<std::string>> printed(const Plan& plan) {
  std::map<std::string, std::vector<std::string>> numbers;
  for (const NumberRecord& number : plan.numbers) numbers[number.path].push_back(number.text);
  return numbers;
}

std::string value_of(const std::vector<std::string>& texts) {
  if (texts.size() == 1) return texts[0];
  std::string list;
  for (const std::string& text : texts) list += (list.empty() ? "[" : ", ") + text;
  return list + "]";
}

std::string number(const Plan& plan, const std::string& path) {
  const auto numbers = printed(plan);
  const auto found = numbers.find(path);
  return found == numbers.end() ? "no such number" : value_of(found->second);
}

}  // namespace

TEST_CASE("every number that is printed can be set by its path") {
  const std::string name = GENERATE(as<std::string>{}, "peritoneum", "bone");
  const std::string file = EXOMET_SOURCE_DIR "/models/" + name + ".yaml";
  const Library library{EXOMET_SOURCE_DIR "/models"};
  const Plan plan = load_plan(file, {}, library);
  std::vector<std::string> changes;
  for (const auto& [path, texts] : printed(plan)) changes.push_back(path + "=" + value_of(texts));
  REQUIRE(changes.size() > 100);
  const Plan changed = load_plan(file, changes, library);
  CHECK(printed(changed) == printed(plan));
  for (const NumberRecord& one : changed.numbers) {
    CAPTURE(one.path);
    CHECK(one.source == "set by the experiment");
  }
}

TEST_CASE("paths lead through inheritance and short forms and to what isn't there yet") {
  CHECK(number(plan_of({"cells.b.secretes.ev.rate=70 /h"}), "cells.b.secretes.ev.rate") == "70 /h");
  CHECK(number(plan_of({"cells.b.secretes.ev.rate=70 /h"}), "cells.a.secretes.ev.rate") == "60 /h");
  CHECK(number(plan_of({"cells.a.takes_up.ev.clearance=2e4 um^3/h"}), "cells.b.takes_up.ev.clearance") ==
        "2e4 um^3/h");
  CHECK(number(plan_of({"cells.c.dies.rate=1 /d"}), "cells.c.dies.rate") == "1 /d");
  CHECK(number(plan_of({"cells.c.dies.rate=1 /d", "cells.c.dies.raised_by.A.to=2 /d",
                        "cells.c.dies.raised_by.A.half=1 /um^3"}),
               "cells.c.dies.raised_by.A.to") == "2 /d");
  CHECK(number(plan_of({"vesicles.ev.half_life=1 h"}), "vesicles.ev.half_life") == "1 h");
  CHECK(mentions(told({"cells.b.secretes.eev.rate=1 /h"}), "did you mean 'ev'?"));
  CHECK(mentions(told({"cells.b.secrets.ev.rate=1 /h"}),
                 "no key 'secrets' in 'cells.b'; did you mean 'secretes'?"));
}

TEST_CASE("what is inherited can be removed and replaced and is told otherwise") {
  const Plan as_it_is = plan_of({});
  CHECK(number(as_it_is, "cells.b.becomes.b.rate") == "1 /d");
  REQUIRE(as_it_is.merged.size() == 1);
  CHECK_THAT(as_it_is.merged[0], Catch::Contains("cells.b.becomes keeps 'b', inherited from 'a'"));
  const Plan removed = plan_of({"cells.b.becomes.b=none"});
  CHECK(number(removed, "cells.b.becomes.b.rate") == "no such number");
  CHECK(number(removed, "cells.b.becomes.c.rate") == "0.4 /d");
  CHECK(removed.merged.empty());
  const Plan replaced = plan_of({"cells.b.becomes={replace: {c: 0.5 /d}}"});
  CHECK(number(replaced, "cells.b.becomes.b.rate") == "no such number");
  CHECK(number(replaced, "cells.b.becomes.c.rate") == "0.5 /d");
}

TEST_CASE("a map that is merged says what it keeps and can be emptied and replaced") {
  const std::string path = "cells.a.becomes.b.raised_by";
  const Plan merged = plan_of({path + "={A: {to: 1 /d, half: 1 /um^3}}"});
  CHECK(number(merged, path + ".B.to") == "3 /d");
  CHECK(mentions(merged.merged, path + " keeps 'B', which was there already"));
  CHECK(number(plan_of({path + ".B=none"}), path + ".B.to") == "no such number");
  CHECK(number(plan_of({path + "={replace: {A: {to: 1 /d, half: 1 /um^3}}}"}), path + ".B.to") ==
        "no such number");
  CHECK(number(plan_of({path + "={}"}), path + ".A.to") == "no such number");
  CHECK(number(plan_of({}, "duration: 1 d\nset: {" + path + ": {replace: {B: {to: 9 /d, half: 1 /um^3}}}}\n"),
               path + ".B.to") == "9 /d");
  CHECK(mentions(told({path + ".C=none"}), "there is no 'C' in '" + path + "' to remove"));
  CHECK(mentions(told({path + ".B=null"}), "write '" + path + ".B=none' to remove the key"));
}

TEST_CASE("an experiment may add a parameter that it uses") {
  const std::vector<std::string> use{"parameters.fast={value: 3 /d, range: [0 /d, 9 /d]}",
                                     "cells.b.becomes.c=$fast"};
  CHECK(number(plan_of(use), "cells.b.becomes.c.rate") == "3 /d");
  CHECK(number(plan_of({use[1], use[0]}), "cells.b.becomes.c.rate") == "3 /d");
  CHECK(number(plan_of({}, "duration: 1 d\nset: {parameters.slow: 0.1 /d, cells.c.dies.rate: $slow}\n"),
               "cells.c.dies.rate") == "0.1 /d");
  CHECK(mentions(told({use[0]}),
                 "no parameter 'fast'; the model has none (A new one must be used: write $fast"));
  CHECK(mentions(told({use[1]}), "no parameter '$fast'"));
}
