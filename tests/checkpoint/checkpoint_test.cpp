#include "sim/run/checkpoint/checkpoint.hpp"

#include <catch2/catch.hpp>

#include "tests/checkpoint/world.hpp"
#include "tests/support/model_run.hpp"

using namespace exomet;
using namespace exomet::test;
using Catch::Contains;

namespace {

const std::string model = slab + loose +
                          "cargo: {source: assumed, RNA: {half_life: 12 h}}\n"
                          "cells:\n  source: assumed\n  about: Two of them.\n  a: {diameter: 16 um}\n  b: "
                          "{diameter: 14 um}\nstart:\n" +
                          cell_at("a", 50, 50, 50) + cell_at("a", 150, 50, 50);
const ProgramId program{"1.2.3", "abc"};

RunState state(double last_record, std::size_t phase = 0) {
  RunState state;
  state.phase = phase, state.last_record = last_record, state.written = {{"a.csv", 17}};
  return state;
}

class Saved {
 public:
  Saved() : plan(load(source, model, "duration: 2 d\nseed: 3\n")) {}
  const Folder source, folder;
  const Plan plan;

  void save(double days) const {
    save_checkpoint(folder.path(), plan, program, state(720 * days), world_at(days));
  }
  World world_at(double days) const {
    Simulation simulation(plan);
    while (simulation.world().time < 1440 * days) simulation.step();
    return simulation.world();
  }
  std::optional<Checkpoint> load_now(const std::string& changed = model,
                                     const std::string& experiment = "duration: 2 d\nseed: 3\n",
                                     const ProgramId& by = program) const {
    return load_checkpoint(folder.path(), load(source, changed, experiment), by);
  }
  std::filesystem::path latest() const { return folder.path() / "checkpoint.h5"; }
  std::filesystem::path previous() const { return folder.path() / "checkpoint.previous.h5"; }
};

std::string with(std::string text, const std::string& old, const std::string& changed) {
  return text.replace(text.find(old), old.size(), changed);
}

}  // namespace

TEST_CASE("a checkpoint gives back what was saved") {
  const Saved saved;
  CHECK_FALSE(has_checkpoint(saved.folder.path()));
  CHECK_FALSE(saved.load_now());
  saved.save(1);
  const std::optional<Checkpoint> back = saved.load_now();
  REQUIRE(back);
  CHECK(back->world.time == 1440);
  CHECK(digest(back->world) == digest(saved.world_at(1)));  // of NaN, too
  CHECK(back->state.phase == 0);
  CHECK(back->state.last_record == 720);
  CHECK(back->state.written == std::map<std::string, std::uint64_t>{{"a.csv", 17}});
  CHECK(back->state.first_measures.empty());
  CHECK(back->note.empty());
}

TEST_CASE("a damaged checkpoint is found out and the one before it is used") {
  const Saved saved;
  saved.save(0.5), saved.save(1);
  CHECK(saved.load_now()->world.time == 1440);
  const std::string whole = bytes_of(saved.latest());
  for (const std::string& bytes :
       {whole.substr(0, whole.size() / 2), std::string(), whole.substr(0, 3000) + "x" + whole.substr(3001)}) {
    save(saved.latest(), bytes);
    const std::optional<Checkpoint> used = saved.load_now();
    CHECK(used->world.time == 720);
    CHECK_THAT(used->note, Contains("checkpoint.h5' is damaged") && Contains("the one before it is used"));
  }
  std::filesystem::remove(saved.latest());  // ended just when it was to get its name
  CHECK(saved.load_now()->world.time == 720);
  save(saved.latest(), whole.substr(1));
  save(saved.previous(), whole.substr(1));
  CHECK_THROWS_WITH(saved.load_now(), Contains("checkpoint.h5' is damaged") &&
                                          Contains("checkpoint.previous.h5' is damaged") &&
                                          Contains("--force"));
}

TEST_CASE("a checkpoint of another model or experiment is refused with what differs") {
  const Saved saved;
  saved.save(1);
  const auto refused = [&](const std::string& changed, const std::string& experiment,
                           const std::string& says) {
    CHECK_THROWS_AS(saved.load_now(changed, experiment), InputError);
    CHECK_THROWS_WITH(saved.load_now(changed, experiment), Contains(says));
  };
  const std::string asked = "duration: 2 d\nseed: 3\n";
  refused(with(model, "12 h", "6 h"), asked, "model.cargo.RNA.half_life: was 12 h, is 6 h");
  refused(model, "duration: 2 d\nseed: 4\n", "experiment.seed: was 3, is 4");
  refused(model, asked + "output: {every: 1 h}\n", "experiment.output.every: wasn't given, is 1 h");
  refused(with(model, "  b: {diameter: 14 um}\n", ""), asked,
          "model.cells.b.diameter: was 14 um, isn't given any more");
  refused(with(model, "  a: {diameter: 16 um}\n  b: {diameter: 14 um}\n",
               "  b: {diameter: 14 um}\n  a: {diameter: 16 um}\n"),
          asked, "model.cells: the order isn't what it was");
}

TEST_CASE("remarks and a longer duration don't matter to a checkpoint and a shorter one does") {
  const Saved saved;
  saved.save(1);
  CHECK(saved.load_now(with(model, "Two of them.", "Both.")));
  CHECK(saved.load_now(model, "duration: 20 d\nseed: 3\n"));
  CHECK(saved.load_now(model, "duration: 1 d\nseed: 3\n"));
  CHECK_THROWS_WITH(saved.load_now(model, "duration: 12 h\nseed: 3\n"),
                    Contains("the run is at 1 d already") && Contains("12 h"));
}

TEST_CASE("a checkpoint of another version is refused and one of another build comes with a note") {
  const Saved saved;
  saved.save(1);
  const std::string asked = "duration: 2 d\nseed: 3\n";
  CHECK_THROWS_AS(saved.load_now(model, asked, {"1.2.4", "abc"}), InputError);
  CHECK_THROWS_WITH(saved.load_now(model, asked, {"1.2.4", "abc"}),
                    Contains("exomet 1.2.3") && Contains("this is 1.2.4"));
  CHECK_THAT(saved.load_now(model, asked, {"1.2.3", "abd"})->note, Contains("another build"));
}

TEST_CASE("a checkpoint that can't be written leaves the one before it") {
  const Saved saved;
  saved.save(0.5);
  std::filesystem::create_directories(saved.folder.path() / "checkpoint.new.h5/in the way");
  CHECK_THROWS_AS(saved.save(1), RunError);
  CHECK(saved.load_now()->world.time == 720);
}

TEST_CASE("a checkpoint that can't be read is told with its path") {
  const Saved saved;
  std::filesystem::create_directories(saved.latest());
  CHECK_THROWS_AS(saved.load_now(), RunError);
  CHECK_THROWS_WITH(saved.load_now(), Contains("can't read '" + saved.latest().string() + "'"));
}

TEST_CASE("a checkpoint whose seal is right and whose state isn't is refused") {
  const Saved saved;
  const auto refused = [&](const World& world, const RunState& of, const std::string& says) {
    save_checkpoint(saved.folder.path(), saved.plan, program, of, world);
    CHECK_THROWS_AS(saved.load_now(), InputError);
    CHECK_THROWS_WITH(saved.load_now(), Contains("checkpoint.h5' doesn't fit the model: " + says));
  };
  const World world = saved.world_at(1);
  World other = world;
  other.cells.type[0] = 60000;
  refused(other, state(720), "cell 1 is of a type that isn't there");
  refused(world, state(720, 7), "its phase 7 isn't that of its time");
}
