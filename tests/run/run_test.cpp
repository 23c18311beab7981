#include "sim/run/run.hpp"

#include "tests/support/model_run.hpp"

using namespace exomet;
using namespace exomet::test;
using Catch::Contains;

namespace {

// Cells that wander, divide, die, release EVs and take them up.
const std::string busy =
    slab + springs +
    "cargo: {source: assumed, RNA: {half_life: 6 h}}\n"
    "vesicles: {source: assumed, ev: {diameter: 100 nm, half_life: 2 h, carries: {RNA: 2}}}\n"
    "cells:\n  source: assumed\n"
    "  a: {diameter: 16 um, secretes: {ev: 60 /h}, divides: {rate: 4 /d}, dies: {rate: 2 /d, takes: 3 h},\n"
    "      crawls: {speed: 0.3 um/min, persistence: 20 min}}\n"
    "  b: {diameter: 16 um, takes_up: {ev: 1e5 um^3/h}}\n"
    "start:\n  - scatter: {source: assumed, of: a, count: 12}\n  - scatter: {source: assumed, of: b, count: "
    "3}\n"
    "treatments: {source: assumed, halved: {from: 7 h, set: {cells.a.secretes.ev: 30 /h}}}\n";
const std::string measures =
    "measures: {source: assumed, as: {count: a}, touching: {clusters: a, at_least: 2}, evs: {amount: ev},\n"
    "  deaths: {happened: death, to: a}, first: {first_time: deaths > 2}, second: {first_time: as > 14}}\n";

const std::string asked = "duration: 15 h\ntreatments: [halved]\n";

// What a recorder is told.
struct Told {
  std::vector<std::string> calls;
  std::vector<double> times;
  std::vector<Event> events;
  std::map<MessageKey, double> messages;
};

class Listener final : public Recorder {
 public:
  explicit Listener(Told& told) : told_(told) {}
  void begin(const Run&) override { told_.calls.push_back("begin"); }
  void resume(const Run&, const BytesWritten& written) override {
    told_.calls.push_back("resume at " + std::to_string(written.at("a")));
  }
  void record(const Record& record) override {
    told_.times.push_back(record.now.world.time);
    told_.events.insert(told_.events.end(), record.happened.events.begin(), record.happened.events.end());
    for (const auto& [key, amount] : record.happened.messages) told_.messages[key] += amount;
  }
  void flush(BytesWritten& written) override { written["a"] = told_.times.size(); }
  void finish(const Run&) override { told_.calls.push_back("finish"); }

 private:
  Told& told_;
};

struct End {
  std::uint64_t digest;
  std::vector<double> measures;
};

End end_of(const std::string& model, const std::string& output, std::vector<Recorder*> recorders = {}) {
  const Folder folder;
  const Plan plan = load(folder, model, asked + output);
  Run run(plan, std::move(recorders));
  while (run.advance()) {
  }
  return {digest(run.world()), run.last_measures()};
}

}  // namespace

TEST_CASE("what happens is the same whatever is recorded, and when") {
  const End end = end_of(busy + measures, "output: {measures: 1 h, every: 6 h}\n");
  Told told;
  Listener listener(told);
  for (const std::string output :
       {"output: {measures: 10 h, every: 10 h}\n", "output: {measures: 12 min, every: 7 h}\n",
        "output: {measures: 15 h, every: 6 min, formats: [csv, vtk]}\n",
        "output: {formats: [], fields: []}\n"})
    for (const std::vector<Recorder*>& recorders :
         {std::vector<Recorder*>{}, {&listener}, {&listener, &listener}}) {
      const End other = end_of(busy + measures, output, recorders);
      INFO(output);
      CHECK(other.digest == end.digest);
      CHECK(other.measures == end.measures);
    }
  CHECK(end_of(busy, "").digest == end.digest);  // without any measure
  CHECK_FALSE(told.events.empty());
}

TEST_CASE("the first time is that of a step of the rules and not of a record") {
  const double first = end_of(busy + measures, "output: {measures: 6 min}\n").measures[4];
  REQUIRE(first > 0);
  REQUIRE(std::fmod(first, 60) != 0);  // else this test sees nothing
  for (const char* output :
       {"output: {measures: 1 h}\n", "output: {measures: 4 h}\n", "output: {measures: 15 h}\n"})
    CHECK(end_of(busy + measures, output).measures[4] == first);
}

TEST_CASE("each event and message is recorded once") {
  const Folder folder;
  const Plan plan = load(folder, busy + measures, asked + "output: {measures: 3 h, every: 5 h}\n");
  Told told;
  Listener listener(told);
  Run run(plan, {&listener});
  while (run.advance()) {
  }
  CHECK_FALSE(run.advance());  // which records nothing twice
  run.finish();
  CHECK(told.times == std::vector<double>{0, 180, 300, 360, 540, 600, 720, 900});
  CHECK(told.calls == std::vector<std::string>{"begin", "finish"});
  std::uint64_t counted = 0;
  for (const auto& [key, count] : run.world().tallies) counted += count;
  CHECK(told.events.size() == counted);
  CHECK(std::is_sorted(told.events.begin(), told.events.end(),
                       [](const Event& a, const Event& b) { return a.time < b.time; }));
  double taken = 0;
  for (const auto& [key, amount] : told.messages) taken += key.cargo < 0 ? amount : 0;
  CHECK(taken == Approx(run.world().balances[0].taken_up).epsilon(1e-12));
  CHECK(run.first_measures()[0] == 12);
  CHECK(run.last_measures() == run.measure());
}

TEST_CASE("a run that goes on tells its recorders what one in one go does") {
  const Folder folder;
  const Plan plan = load(folder, busy + measures, asked + "output: {measures: 4 h, every: 4 h}\n");
  Told whole, parts;
  Listener all(whole), before(parts), after(parts);
  Run in_one_go(plan, {&all});
  while (in_one_go.advance()) {
  }
  Run first(plan, {&before});
  while (first.world().time < 546) first.advance();
  REQUIRE(first.resumable());
  const RunState state = first.state();
  CHECK_FALSE(state.happened.events.empty());  // between two records
  Run second(plan, {&after}, first.world(), state);
  while (second.advance()) {
  }
  CHECK(parts.calls == std::vector<std::string>{"begin", "resume at 3"});
  CHECK(parts.times == whole.times);
  CHECK(parts.events.size() == whole.events.size());
  CHECK(parts.messages == whole.messages);
  CHECK(second.first_measures()[0] == 12);
  CHECK(second.last_measures() == in_one_go.last_measures());
  CHECK(digest(second.world()) == digest(in_one_go.world()));
  CHECK(second.timings().resumed_at == std::vector<double>{546 / 1440.0});
}

TEST_CASE("what a recorder can't do is told apart from what a run can't") {
  const Folder folder;
  const Plan plan = load(folder, busy, asked);
  CallRecorder full([](const Record& record) {
    if (record.now.world.time >= 120) throw RunError("no room");
  });
  Run run(plan, {&full});
  const auto go = [&] {
    while (run.advance()) {
    }
  };
  CHECK_THROWS_AS(go(), RecordingError);
  CHECK_THROWS_WITH(go(), Contains("at 2 h, stage 'record': no room"));
}
