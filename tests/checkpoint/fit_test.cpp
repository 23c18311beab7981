// What can't be the state of a run of its plan is found, one thing after another.
#include "sim/run/checkpoint/fit.hpp"

#include <catch2/catch.hpp>
#include <cmath>
#include <functional>

#include "sim/run/language/load_plan.hpp"
#include "sim/run/simulation.hpp"

using namespace exomet;
using Catch::Contains;

namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

// A sheet, a tumour, EVs with cargo, a tissue and a treatment.
class SmallRun {
 public:
  SmallRun()
      : plan(load_plan(EXOMET_SOURCE_DIR "/tests/fuzz/checkpoint.yaml", {},
                       Library{EXOMET_SOURCE_DIR "/models"})),
        simulation_(plan) {}

  Checkpoint at(double minutes) {
    while (simulation_.world().time < minutes) simulation_.step();
    Checkpoint checkpoint;
    checkpoint.world = simulation_.world();
    checkpoint.state.phase = simulation_.phase();
    checkpoint.state.first_measures.resize(plan.model().measures.size());
    checkpoint.state.memory.resize(plan.model().measures.size());
    checkpoint.state.happened = simulation_.happened();
    return checkpoint;
  }
  const Plan plan;

 private:
  Simulation simulation_;
};

struct Forgery {
  const char* says;
  std::function<void(World&, RunState&)> change;
};

const std::vector<Forgery> of_state{
    {"seed", [](World& w, RunState&) { w.seed += 1; }},
    {"tick", [](World& w, RunState&) { w.tick = 123456789; }},
    {"tick", [](World& w, RunState&) { w.tick += 1; }},
    {"tick", [](World& w, RunState&) { w.time = -5; }},
    {"tick", [](World& w, RunState&) { w.time = nowhere; }},
    {"phase", [](World&, RunState& s) { s.phase = 1000000; }},
    {"phase", [](World&, RunState& s) { s.phase = 0; }},
    {"start's values", [](World&, RunState& s) { s.first_measures.resize(1); }},
    {"last record", [](World&, RunState& s) { s.last_record = -1; }},
    {"last record", [](World&, RunState& s) { s.last_record = 1e9; }},
    {"timings", [](World&, RunState& s) { s.timings.seconds = nowhere; }},
    {"timings", [](World&, RunState& s) { s.timings.stage_seconds["rules"] = infinity; }}};

const std::vector<Forgery> of_cells{
    {"value for each", [](World& w, RunState&) { w.cells.x.resize(1); }},
    {"value for each", [](World& w, RunState&) { w.cells.state[0].resize(100000, 5.0); }},
    {"value for each", [](World& w, RunState&) { w.cells.cargo[0].resize(1); }},
    {"kinds of cargo", [](World& w, RunState&) { w.cells.cargo.clear(); }},
    {"other states", [](World& w, RunState&) { w.cells.state.clear(); }},
    {"other states", [](World& w, RunState&) { w.cells.state_names.clear(); }},
    {"other states", [](World& w, RunState&) { w.cells.state_names[0] = "other"; }},
    {"type", [](World& w, RunState&) { w.cells.type[0] = 60000; }},
    {"state that isn't", [](World& w, RunState&) { w.cells.life[0] = static_cast<Life>(77); }},
    {"state that isn't", [](World& w, RunState&) { w.cells.attachment[0] = static_cast<Attachment>(77); }},
    {"twice", [](World& w, RunState&) { w.cells.id[1] = w.cells.id[0]; }},
    {"twice", [](World& w, RunState&) { w.cells.next_id = 0; }},
    {"mother", [](World& w, RunState&) { w.cells.parent[0] = w.cells.id[0]; }},
    {"finite", [](World& w, RunState&) { w.cells.x[0] = nowhere; }},
    {"finite", [](World& w, RunState&) { w.cells.diameter[0] = infinity; }},
    {"finite", [](World& w, RunState&) { w.cells.cargo[0][0] = nowhere; }},
    {"finite", [](World& w, RunState&) { w.cells.state[0][0] = infinity; }},
    {"outside", [](World& w, RunState&) { w.cells.z[0] = -1; }},
    {"outside", [](World& w, RunState&) { w.cells.x[0] = 1e300; }},
    {"size", [](World& w, RunState&) { w.cells.diameter[0] = 1e-300; }},
    {"size", [](World& w, RunState&) { w.cells.diameter[0] = -5; }},
    {"size", [](World& w, RunState&) { w.cells.diameter[0] = 1e9; }},
    {"born", [](World& w, RunState&) { w.cells.born[0] = 1e9; }},
    {"less than nothing", [](World& w, RunState&) { w.cells.cargo[0][0] = -1; }}};

const std::vector<Forgery> of_fields{
    {"equally many", [](World& w, RunState&) { w.balances.clear(); }},
    {"isn't there", [](World& w, RunState&) { w.donor_fields.clear(), w.balances.clear(); }},
    {"there twice",
     [](World& w, RunState&) { w.donor_fields.push_back(w.donor_fields[0]), w.balances.emplace_back(); }},
    {"voxels", [](World& w, RunState&) { w.donor_fields[0].counts.resize(1); }},
    {"donor", [](World& w, RunState&) { w.donor_fields[0].donor = 30000; }},
    {"donor", [](World& w, RunState&) { w.donor_fields[0].species = -1; }},
    {"load", [](World& w, RunState&) { w.donor_fields[0].load.push_back(1); }},
    {"load", [](World& w, RunState&) { w.donor_fields[0].load[0] = -1; }},
    {"isn't there", [](World& w, RunState&) { w.donor_fields[0].load[0] = 77; }},
    {"amounts", [](World& w, RunState&) { w.donor_fields[0].counts[0] = -1e9; }},
    {"amounts", [](World& w, RunState&) { w.donor_fields[0].counts[0] = nowhere; }},
    {"came in", [](World& w, RunState&) { w.donor_fields[0].counts[0] += 1000; }},
    {"no number", [](World& w, RunState&) { w.balances[0].left = infinity; }},
    {"compartments", [](World& w, RunState&) { w.compartments.clear(); }},
    {"in blood", [](World& w, RunState&) { w.compartments[0].amounts[0] += 1000; }},
    {"in blood", [](World& w, RunState&) { w.compartments[0].amounts[0] = nowhere; }},
    {"in blood", [](World& w, RunState&) { w.compartments[0].balances[0].left = infinity; }},
    {"for each field", [](World& w, RunState&) { w.compartments[0].balances.clear(); }},
    {"tissues", [](World& w, RunState&) { w.tissues.clear(); }},
    {"each voxel", [](World& w, RunState&) { w.tissues[0].density.resize(1); }},
    {"each voxel", [](World& w, RunState&) { w.tissues[0].start.clear(); }},
    {"above 1", [](World& w, RunState&) { w.tissues[0].density[0] = nowhere; }},
    {"above 1", [](World& w, RunState&) { w.tissues[0].density[0] = 1e300; }},
    {"formed", [](World& w, RunState&) { w.tissues[0].density[0] = 0; }},
    {"formed", [](World& w, RunState&) { w.tissues[0].removed = -5; }}};

Event event_of(const std::string& kind, CellTypeId type, CellId cell, double time) {
  Event event;
  event.kind = kind, event.type = type, event.cell = cell, event.time = time;
  return event;
}

const std::vector<Forgery> of_history{
    {"measures", [](World&, RunState& s) { s.memory.clear(); }},
    {"hasn't been", [](World&, RunState& s) { s.memory[0].time = 1e9; }},
    {"counts events",
     [](World& w, RunState&) {
       w.tallies[{event::birth, 50000}] = 1;
     }},
    {"counts events",
     [](World& w, RunState&) {
       w.tallies[{"flight", 0}] = 1;
     }},
    {"kind", [](World&, RunState& s) { s.happened.events = {event_of("flight", 0, 1, 0)}; }},
    {"kind", [](World&, RunState& s) { s.happened.events = {event_of(event::birth, 50000, 1, 0)}; }},
    {"never was", [](World&, RunState& s) { s.happened.events = {event_of(event::birth, 0, 1'000'000, 0)}; }},
    {"happened", [](World&, RunState& s) { s.happened.events = {event_of(event::birth, 0, 1, 1e9)}; }},
    {"messages",
     [](World&, RunState& s) {
       s.happened.messages[{9999, 0, -1}] = 1;
     }},
    {"messages",
     [](World&, RunState& s) {
       s.happened.messages[{0, -1, -1}] = 1;
     }},
    {"messages",
     [](World&, RunState& s) {
       s.happened.messages[{0, 0, 1}] = 1;
     }},
    {"messages", [](World&, RunState& s) {
       s.happened.messages[{0, 0, 0}] = nowhere;
     }}};

}  // namespace

TEST_CASE("each state of a run fits its plan") {
  SmallRun run;
  for (double minutes = 0; minutes <= 360; minutes += 6) CHECK(misfit(run.at(minutes), run.plan).empty());
}

TEST_CASE("what can't be a state of a run doesn't fit its plan") {
  SmallRun run;
  const Checkpoint whole = run.at(120);
  REQUIRE(whole.state.phase == 1);
  for (const auto* forgeries : {&of_state, &of_cells, &of_fields, &of_history})
    for (std::size_t i = 0; i < forgeries->size(); ++i) {
      Checkpoint forged = whole;
      (*forgeries)[i].change(forged.world, forged.state);
      INFO((*forgeries)[i].says << ", number " << i);
      CHECK_THAT(misfit(forged, run.plan), Contains((*forgeries)[i].says));
    }
}
