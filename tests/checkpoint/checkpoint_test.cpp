#include "sim/run/checkpoint/checkpoint.hpp"

#include <catch2/catch.hpp>

#include "tests/checkpoint/world.hpp"
#include "tests/support/model_run.hpp"

using namespace exomet;
using namespace exomet::test;
using Catch::Contains;

namespace {

const std::string model =
    slab + loose +
    "cargo: {source: assumed, RNA: {half_life: 12 h}}\n"
    "cells:\n  source: assumed\n  about: Two of them.\n  a: {diameter: 16 um}\n  b: {diameter: 14 um}\n";
const ProgramId program{"1.2.3", "abc"};

class Saved {
 public:
  Saved() : plan(load(source, model, "duration: 2 d\nseed: 3\n")) {}
  const Folder source, folder;
  const Plan plan;

  void save(double days, std::size_t phase = 0) const {
    World world = full_world();
    world.time = 1440 * days;
    save_checkpoint(folder.path(), plan, program, {phase, {720, {{"a.csv", 17}}}, {1, nowhere}, {}}, world);
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
  saved.save(1, 4);
  const std::optional<Checkpoint> back = saved.load_now();
  REQUIRE(back);
  World world = full_world();
  world.time = 1440;
  CHECK(same(back->world, world));
  CHECK(back->progress.phase == 4);
  CHECK(back->progress.tables.last_record == 720);
  CHECK(back->progress.tables.length == std::map<std::string, std::uint64_t>{{"a.csv", 17}});
  CHECK(back->progress.first_measures[0] == 1);
  CHECK(std::isnan(back->progress.first_measures[1]));
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
