// What was done to a run on the way is an experiment that does the same in one go.
#include "sim/lesson/live_run.hpp"

#include <catch2/catch.hpp>

#include "sim/base/quantity.hpp"
#include "sim/config/yaml_text.hpp"

namespace exomet {
namespace {

namespace fs = std::filesystem;

const fs::path source = EXOMET_SOURCE_DIR;
const fs::path section = source / "configs/peritoneum-2d.yaml";

Node document(const fs::path& file) {
  Problems problems;
  Node node = read_document(file, problems);
  problems.throw_if_any();
  return node;
}

Entry setting(const std::string& path, const std::string& text) {
  Problems problems;
  return {path, {"here", 0, 0}, read_text(text, "here", problems)};
}

LiveRun live(double duration_days = 3) {
  Node experiment = document(section);
  experiment.find("duration")->scalar = std::to_string(duration_days) + " d";
  return {experiment, section, Library{source / "models"}};
}

// Of the experiment as the program would read it from a file.
std::uint64_t digest_in_one_go(const LiveRun& run) {
  const std::string yaml = to_yaml(run.experiment(), [](const Node&) { return std::string(); });
  INFO(yaml);
  Problems problems;
  const Plan plan =
      load_plan(read_text(yaml, "taken.yaml", problems), "taken.yaml", Library{source / "models"});
  problems.throw_if_any();
  Run again(plan);
  while (again.advance()) {
  }
  return digest(again.world());
}

void run_to_end(LiveRun& run) { run.advance(run.plan().duration); }

TEST_CASE("a live run is the experiment that it says it is") {
  LiveRun run = live();
  run.start({{setting("parameters.mmp1_load", "2")}, {"chemotherapy"}, 5});
  run_to_end(run);
  CHECK(run.ended());
  CHECK(digest(run.run().world()) == digest_in_one_go(run));
}

TEST_CASE("what is turned on the way is a treatment from that time on") {
  LiveRun run = live(), untouched = live();
  untouched.start({});
  run_to_end(untouched);
  run.start({});
  run.advance(0.7 * minutes_per_day);
  run.turn({setting("parameters.ev_half_life", "2 h")});
  run.turn({setting("parameters.mmp1_load", "0.5")});
  run.advance(1.3 * minutes_per_day + 1);
  run.turn({setting("parameters.mmp1_load", "3")});
  run.turn({setting("parameters.mmp1_load", "4")});
  run_to_end(run);
  CHECK(run.experiment().find("set")->find("treatments.turned_1")->find("set")->entries.size() == 2);
  CHECK(run.experiment().find("set")->find("treatments.turned_2")->find("set")->entries.size() == 1);
  CHECK(digest(run.run().world()) == digest_in_one_go(run));
  CHECK(digest(run.run().world()) != digest(untouched.run().world()));
}

TEST_CASE("a treatment is given, ended and given again on the way") {
  LiveRun run = live();
  run.start({});
  run.advance(minutes_per_day);
  CHECK(run.give("ev_removal") == "ev_removal");
  run.advance(1.5 * minutes_per_day);
  run.end("ev_removal");
  run.advance(2 * minutes_per_day);
  const std::string again = run.give("ev_removal");
  CHECK(again != "ev_removal");
  run.advance(2.5 * minutes_per_day);
  run.end(again);
  run_to_end(run);
  CHECK(digest(run.run().world()) == digest_in_one_go(run));
}

TEST_CASE("a treatment that hasn't begun leaves no trace when it is ended") {
  LiveRun run = live(), untouched = live();
  run.start({{}, {"chemotherapy"}, 1});
  run.advance(minutes_per_day);
  run.end("chemotherapy");
  run_to_end(run);
  untouched.start({});
  run_to_end(untouched);
  CHECK(digest(run.run().world()) == digest(untouched.run().world()));
}

TEST_CASE("before the first step what is turned holds from the start") {
  LiveRun run = live(), other = live();
  run.start({});
  run.turn({setting("parameters.single_cells", "9")});
  run_to_end(run);
  other.start({{setting("parameters.single_cells", "9")}, {}, 1});
  run_to_end(other);
  CHECK(digest(run.run().world()) == digest(other.run().world()));
}

TEST_CASE("a change that is wrong leaves the run as it was") {
  LiveRun run = live(), untouched = live();
  untouched.start({});
  run_to_end(untouched);
  run.start({});
  run.advance(minutes_per_day);
  CHECK_THROWS_WITH(run.turn({setting("parameters.mmp1_lode", "1")}), Catch::Contains("mmp1_load"));
  CHECK_THROWS_WITH(run.turn({setting("parameters.ev_half_life", "2 um")}), Catch::Contains("length"));
  CHECK_THROWS_WITH(run.turn({setting("parameters.single_cells", "9")}), Catch::Contains("start"));
  CHECK_THROWS_WITH(run.give("ev_remuval"), Catch::Contains("ev_removal"));
  run_to_end(run);
  CHECK(digest(run.run().world()) == digest(untouched.run().world()));
}

}  // namespace
}  // namespace exomet
