// What can't be run is refused at once, with the place, the reason and what to write instead; never by a
// crash.
#include <sys/resource.h>

#include <chrono>

#include "tests/e2e/program.hpp"

namespace exomet::test {
namespace {

using Catch::Contains;

struct Refusal {
  std::string change, says;
};

std::string text_of(const std::string& path) { return bytes_of(path); }

std::string replaced(std::string text, const std::string& what, const std::string& by) {
  const auto at = text.find(what);
  REQUIRE(at != std::string::npos);
  return text.replace(at, what.size(), by);
}

// Runs the small model with one piece of its text replaced.
Said run_changed(const std::string& what, const std::string& by, const std::string& words = "") {
  Workplace place;
  save(place / "m.yaml", replaced(text_of(small_model), what, by));
  save(place / "x.yaml", "model: m.yaml\nduration: 1 h\noutput: {every: 1 h, measures: 1 h}\n");
  return place.exomet("run x.yaml --quiet " + words);
}

}  // namespace

TEST_CASE("values that can't be are refused with the place and what to do") {
  const Refusal refusal = GENERATE(values<Refusal>({
      {"duration=0 h", "must be above 0"},
      {"duration=-1 h", "must be above 0"},
      {"duration=nan h", "is not a number"},
      {"duration=1e-20 min", "no whole multiple of the model's steps.rules (6 min)"},
      {"duration=1e300 d", "larger than any number that can be meant"},
      {"duration=1e290 d", "more than 10^12 steps"},
      {"duration=12", "needs a unit"},
      {"duration=12 um", "is a length"},
      {"duraton=12 h", "did you mean 'duration'"},
      {"output.every=1e-11 min", "output.every"},
      {"output.every=7 min", "no whole multiple"},
      {"output.every=0 h", "must be above 0"},
      {"output.fields=[tumour_evv]", "did you mean 'tumour_ev'"},
      {"domain.voxel=1e-9 um", "more than a million voxels"},
      {"domain.voxel=7 um", "no whole multiple of the voxel"},
      {"cells.tumour.divides.rate=-1 /h", "must be at least 0"},
      {"cells.tumuor.diameter=5 um", "did you mean 'tumour'"},
      {"cells.tumour.diametr=5 um", "did you mean 'diameter'"},
      {"cells.tumour.diameter=500 um", "larger than the domain"},
      {"parameters.laod=2", "did you mean 'load'"},
      {"parameters.load=200", "must be from 0 to 100"},
      {"parameters.load=$load", "a parameter holds a value"},
      {"treatments=[remval]", "did you mean 'removal'"},
      {"treatments=[removal, removal]", "stands there twice"},
      {"start.1.sheet.at={z: 90 um}", "where the domain ends at 80 um"},
      {"start.2.scatter.within={z: [50 um, 90 um]}", "where the domain ends at 80 um"},
      {"start.2.scatter.count=2.5", "no whole number"},
      {"start={}", "expected a list"},
      {"cells={}", "no cell type 'tumour'"},
      {"vesicles={}", "no EV or substance 'tumour_ev'"},
      {"measures.first={first_time: tumuors > 2}", "did you mean 'tumours'"},
      {"measures.many={first_time: many > 2}", "has to stand before"},
      {"seed=-1", "out of range"},
      {"steps={rules: 1e300 min}", "steps"},
  }));
  Workplace place;
  const Said said = place.exomet("run e.yaml --quiet --set '" + refusal.change + "'");
  INFO(refusal.change << "\n" << said.err);
  CHECK(said.code == 2);
  CHECK_THAT(said.err, Contains(refusal.says));
  CHECK(!place.has("out"));
}

TEST_CASE("odd values that can be are run") {
  Workplace place;
  const std::string change = GENERATE(values<std::string>(
      {"output.every=100 d", "start=[]", "start.2.scatter.count=0", "start.1.sheet.cover=0 %", "measures={}",
       "cells.tumour.secretes.tumour_ev=1e300 /h", "cells.tumour.crawls.speed=1e300 um/min",
       "cells.tumour.diameter=1 nm", "vesicles.tumour_ev.half_life=1e-300 h", "output.fields=[]",
       "output.fields=[tumour_ev, tumour_ev]", "treatments=[]", "seed=9223372036854775807"}));
  const Said said =
      place.exomet("run e.yaml --quiet --threads 1000 --out r --set 'duration=6 h' --set '" + change + "'");
  INFO(change << "\n" << said.err);
  CHECK(said.code == 0);
  CHECK(place.has("r/run.json"));
  for (const char* file : {"r/measures.csv", "r/events.csv", "r/ledger.csv"}) {
    CHECK_THAT(bytes_of(place / file), !Contains("nan") && !Contains("inf"));
  }
}

TEST_CASE("forces too stiff for the motion step are refused") {
  Workplace place;
  const std::string change = GENERATE(values<std::string>(
      {"mechanics.friction=1e-300 nN min/um", "mechanics.contact.linear_spring.stiffness=1e300 nN/um"}));
  const Said said = place.exomet("check e.yaml --set '" + change + "'");
  INFO(change << "\n" << said.err);
  CHECK(said.code == 2);
  CHECK_THAT(said.err, Contains("too stiff for the friction") && Contains("steps.motion"));
}

TEST_CASE("numbers that overflow end the run with time and stage and cell") {
  Workplace place;
  const Said said =
      place.exomet("run e.yaml --quiet --out r --set 'vesicles.tumour_ev.diffusion=1e250 um^2/s'");
  CHECK(said.code == 1);
  CHECK_THAT(said.err, Contains("the run failed: at ") && Contains("stage '") &&
                           Contains("cell 1 (sheet_cell)") && Contains("no finite number"));
  CHECK(!place.has("r"));
}

TEST_CASE("a population without bound ends the run in seconds") {
  Workplace place;
  const Said said = place.exomet("run e.yaml --quiet --out r --set 'cells.tumour.divides.rate=1e300 /h'");
  CHECK(said.code == 1);
  CHECK_THAT(said.err, Contains("cells fill the domain") && Contains("let crowding lower"));
}

TEST_CASE("a model too large for the memory is refused before it is allocated") {
  const std::string change = GENERATE(
      values<std::string>({"--set 'domain.size=[1e5 um, 1e5 um, 1e5 um]' --set 'domain.voxel=1 um'",
                           "--set start.2.scatter.count=100000000 --set 'domain.size=[10 mm, 10 mm, 10 mm]' "
                           "--set 'domain.voxel=1 mm'",
                           "--set 'start.1.sheet.spacing=1e-5 um'", "--set 'start.1.sheet.spacing=1e-300 um'",
                           "--set 'start.2={spheroid: {of: tumour, cells: 1000000, count: 1000000}}'"}));
  if (!memory_is_plain) return;
  Workplace place;
  // With 1 GB of address space, what it takes is seen; and no time.
  const auto start = std::chrono::steady_clock::now();
  const Said said = place.bash("ulimit -v 1000000; exec \"$exomet\" run e.yaml --quiet " + change);
  const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  INFO(change << "\n" << said.err);
  CHECK(said.code == 2);
  CHECK_THAT(said.err, Contains("not enough memory") || Contains("4 billion"));
  CHECK(seconds < 2);  // of which a loaded machine may need most to start the program
  CHECK(!place.has("out"));
}

TEST_CASE("names are letters and digits since tables and XML and paths hold them") {
  const std::string name = GENERATE(values<std::string>(
      {"\"a,b\"", "\"a\\nb\"", "\"<b>\"", "\"a b\"", "\"a.b\"", "\"\"", "1a", "\xc3\xa4"}));
  const Said said = run_changed("  tumours:", "  " + name + ":");
  INFO(said.err);
  CHECK(said.code == 2);
  CHECK_THAT(said.err, Contains("can't be a name") && Contains("m.yaml:"));
}

TEST_CASE("names that are taken are refused") {
  const std::string name =
      GENERATE(values<std::string>({"type", "crowding", "cycle_phase", "tumour_ev", "matrix"}));
  const Said said = run_changed("cargo: {", "cargo: {" + name + ": {half_life: 1 h, source: assumed}, ");
  INFO(said.err);
  CHECK(said.code == 2);
  CHECK_THAT(said.err, Contains("the name '" + name + "' is taken"));
}

TEST_CASE("remarks can't be names") {
  CHECK_THAT(run_changed("  tumour:", "  about:").err, Contains("'about' can't be a name"));
}

TEST_CASE("schedules of treatments that can't be are refused") {
  const auto [schedule, says] = GENERATE(table<std::string, std::string>({
      {"from: 7 min", "7 min is no whole multiple"},
      {"every: 1e-300 h, lasting: 1e-301 h", "more than 10 000 repetitions"},
      {"from: 1 h, every: 30 min", "needs 'lasting'"},
      {"from: 1 h, until: 30 min", "ends before it starts"},
      {"from: -1 h", "must be at least 0"},
  }));
  const Said said = run_changed("from: 1 h", schedule, "--set treatments=[removal]");
  INFO(schedule << "\n" << said.err);
  CHECK(said.code == 2);
  CHECK_THAT(said.err, Contains(says));
}

TEST_CASE("who is like each other in a circle is refused") {
  const Said said = run_changed("  tumour:\n", "  tumour:\n    like: sheet_cell\n");
  CHECK(said.code == 0);
  const Said circle = run_changed("  tumour:\n", "  tumour:\n    like: tumour\n");
  CHECK(circle.code == 2);
  CHECK_THAT(circle.err, Contains("a cycle"));
}

TEST_CASE("hostile files get an error and neither a crash nor a long wait") {
  const auto many = [](const std::string& text, int times) {
    std::string all;
    for (int i = 0; i < times; ++i) all += text;
    return all;
  };
  const std::string yaml = GENERATE_COPY(values<std::string>({
      "",
      "\n",
      "model",
      "- a\n- b\n",
      "model: [",
      "model: {a: b}\n",
      "model: none\n",
      "model: ../../../etc/passwd\n",
      "model: x.yaml\nduration: 1 h\n",
      many("[", 60'000),
      many("[\n", 100'000),
      many("{a: ", 16'000),
      "a: " + std::string(1'000'000, 'x'),
      std::string("model: a\0b\n", 11),
      "model: \xff\xfe\n",
      "a: &a [*a, *a]\n",
      "a: &a b\nc: *a\n",
      "<<: {a: b}\n",
      "model: a\nmodel: b\n",
      "%YAML 9.9\n---\na: b\n",
      "a: b\n---\nc: d\n",
      many("a: 1\n", 100'000),
      "\t\tmodel: a\n",
      "!!python/object:os.system x\n",
      "? a\n",
      "\"",
      "'",
      "|",
      ">",
      "*",
      "set: {parameters.load: 2}\n",
      many("#", 5'000'000),
  }));
  Workplace place;
  save(place / "x.yaml", yaml);
  const std::string limit = memory_is_plain ? "ulimit -v 2000000; " : "";
  const Said said = place.bash(limit + "timeout 5 \"$exomet\" run x.yaml");
  INFO(yaml.substr(0, 40) << "\n" << said.err.substr(0, 500));
  CHECK(said.code == 2);
  CHECK(!said.err.empty());
  CHECK(said.err.size() < 60'000);
}

}  // namespace exomet::test
