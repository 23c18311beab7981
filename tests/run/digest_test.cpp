// Same bits at any number of threads, for a model in which every mechanism acts.
#include <oneapi/tbb/global_control.h>

#include <catch2/catch.hpp>
#include <cstring>
#include <set>

#include "sim/base/parallel.hpp"
#include "sim/run/checkpoint/checkpoint.hpp"
#include "sim/run/mechanism.hpp"
#include "tests/support/model_run.hpp"

using namespace exomet;
using namespace exomet::test;

namespace {
const std::string everything =
    slab +
    "mechanics: {source: assumed, contact: {linear_spring: {stiffness: 1 nN/um, adhesion: 0.3, reach: "
    "1.2}},\n"
    "            friction: 10 nN min/um, attached_friction: 30 nN min/um}\n"
    "cargo: {source: assumed, RNA: {half_life: 12 h}, brake: {half_life: 3 h}}\n"
    "vesicles: {source: assumed, ev: {diameter: 100 nm, half_life: 4 h, carries: {RNA: 2}, diffusion_in: "
    "{matrix: 0.5 um^2/s}}}\n"
    "substances: {source: assumed, lure: {diffusion: 20 um^2/s, half_life: 1 h}}\n"
    "tissues: {source: assumed, matrix: {resists: 10 nN, holds: {lure: 1e-3 /um^3}}}\n"
    "cells:\n"
    "  source: assumed\n"
    "  sheet:\n"
    "    diameter: 20 um\n"
    "    anchored: {stiffness: 2 nN/um, yields_at: 20 nN}\n"
    "    takes_up: {ev: 2e5 um^3/h}\n"
    "    secretes: {lure: 20 /h}\n"
    "    dies: {rate: 0.3 /d, raised_by: {RNA: {to: 3 /d, half: 20}}}\n"
    "    while_dying: {secretes: {lure: 200 /h}}\n"
    "    regrows: {rate: 2 /d}\n"
    "    pulled_apart_by: {tumour: 3 nN}\n"
    "  tumour:\n"
    "    diameter: 14 um\n"
    "    secretes: {ev: {rate: 60 /h, lowered_by: {brake: {to: 20 /h, half: 20}}}}\n"
    "    makes: {brake: {rate: 1 /h, raised_by: {crowding: {to: 10 /h, half: 0.3}}}}\n"
    "    divides: {rate: 3 /d, lowered_by: {crowding: {to: 0 /d, half: 0.5, hill: 4}}, phases: {S: 3 h, M: 1 "
    "h}}\n"
    "    dies: {rate: 0.5 /d}\n"
    "    crawls: {speed: {value: 0.3 um/min, lowered_by: {crowding: {to: 0.1 um/min, half: 0.3}}}, "
    "persistence: 30 min}\n"
    "    sediments: 0.2 um/min\n"
    "    adheres: {to_cells: {tumour: 1}, attaches_to: {matrix: 10 min, sheet: 60 min}}\n"
    "    invades: {matrix: {degrades: 300 um^3/h, force: 5 nN}}\n"
    "  eater:\n"
    "    diameter: 16 um\n"
    "    follows: {lure: 0.5 um/min}\n"
    "    sediments: 0.3 um/min\n"
    "    takes_up: {ev: 1e5 um^3/h}\n"
    "    engulfs: {rate: 2 /h, digests: 6 h}\n"
    "    tracked: 30 min\n"
    "    degrades: {matrix: 20 um^3/h}\n"
    "    becomes: {fed: {rate: 0.2 /d, raised_by: {RNA: {to: 2 /d, half: 50}}}}\n"
    "  fed: {like: eater}\n"
    "  stem: {diameter: 12 um, gives_off: {digger: 2 /d, builder: 2 /d}}\n"
    "  builder: {diameter: 12 um, sediments: 1 um/min, clings_to: {matrix: 5 nN}, forms: {matrix: {rate: 100 "
    "um^3/h, raised_by: {crowding: {to: 200 um^3/h, half: 0.3}}, anywhere: true}}}\n"
    "  digger:\n"
    "    diameter: 12 um\n"
    "    sediments: 1 um/min\n"
    "    crawls: {speed: 0.2 um/min, persistence: 30 min}\n"
    "    clings_to: {matrix: 5 nN}\n"
    "    fuses: {with: {digger: {rate: 20 /h}}, nuclei: 4, becomes: giant, becomes_at: 2}\n"
    "  giant:\n"
    "    like: digger\n"
    "    diameter: 17 um\n"
    "    resorbs: {matrix: {rate: 300 um^3/h, seals: 0.5 /h, bout: 3 h}}\n"
    "start:\n"
    "  - layer: {source: assumed, of: matrix, within: {z: [0 um, 40 um]}}\n"
    "  - sheet: {source: assumed, of: sheet, at: {z: 50 um}, cover: 90 %}\n"
    "  - scatter: {source: assumed, of: tumour, count: 150, within: {z: [70 um, 150 um]}}\n"
    "  - spheroid: {source: assumed, of: tumour, cells: 30, count: 2, within: {z: [80 um, 120 um]}}\n"
    "  - scatter: {source: assumed, of: stem, count: 20, within: {z: [60 um, 100 um]}}\n"
    "  - scatter: {source: assumed, of: builder, count: 20, within: {z: [55 um, 70 um]}}\n"
    "  - scatter: {source: assumed, of: digger, count: 150, within: {z: [45 um, 60 um]}}\n"
    "  - scatter: {source: assumed, of: eater, count: 40, within: {z: [70 um, 100 um]}}\n"
    "treatments:\n  source: assumed\n"
    "  pulse: {from: 6 h, every: 6 h, lasting: 3 h, set: {cells.tumour.dies.rate: 5 /d}, add: [{dose: {of: "
    "ev, density: "
    "1e-4 /um^3}}]}\n"
    "measures: {source: assumed, cover: {covered_area: sheet, at: {z: 50 um}}, holes: {holes_in: sheet, at: "
    "{z: 50 um}},\n"
    "  implants: {clusters: tumour, attached: true}, first: {first_time: implants > 0}, evs: {amount: ev},\n"
    "  matrix: {tissue_volume: matrix}, rna: {mean_cargo: RNA, of: sheet}}\n";

struct Outcome {
  std::uint64_t digest = 0;
  std::vector<double> measures;
  std::map<std::pair<std::string, CellTypeId>, std::uint64_t> tallies;
  Tissue matrix;
  std::size_t cells = 0;
};

// So many cells that they are worth several threads.
const std::string crowded =
    "set: {domain.size: [400 um, 400 um, 200 um], start.2.scatter.count: 2000, start.6.scatter.count: 400}\n";

Outcome outcome(int threads, const std::string& seed = "1", const std::string& set = "") {
  const oneapi::tbb::global_control limit(oneapi::tbb::global_control::max_allowed_parallelism, threads);
  const Folder folder;
  const std::string hours = set.empty() ? "18" : "10";  // both with a pulse
  const Plan plan =
      load(folder, everything, "duration: " + hours + " h\ntreatments: [pulse]\nseed: " + seed + "\n" + set);
  Run run(plan);
  while (run.advance()) {
  }
  Outcome result{0, run.last_measures(), run.world().tallies, run.world().tissues[0],
                 run.world().cells.size()};
  result.digest = digest(run.world());
  return result;
}
}  // namespace

TEST_CASE("the model of this test uses every mechanism and all that can happen happens") {
  const Folder folder;
  const Plan plan = load(folder, everything, "duration: 1 d\n");
  std::set<std::string> used;
  for (const CellType& type : plan.model().cells)
    used.insert(type.mechanism_keys.begin(), type.mechanism_keys.end());
  for (const std::string& key : Registry<Mechanism>::keys())
    CHECK((used.count(key) == 1 || key.starts_with("test_")));  // another test's
  std::map<std::string, std::uint64_t> happened;
  for (const auto& [key, count] : outcome(2).tallies) happened[key.first] += count;
  for (const std::string& kind : std::vector<std::string>{event::birth, event::death, event::become,
                                                          event::attach, event::removal, event::fuse})
    CHECK(happened[kind] > 0);
  const Tissue& matrix = outcome(2).matrix;
  CHECK(matrix.removed > 0);
  CHECK(matrix.formed > 0);
}

TEST_CASE("a run has the same bits at any number of threads and others with another seed") {
  const Outcome one = outcome(1, "1", crowded);
  CHECK(one.cells > few_cells);  // fewer are left to one thread
  for (int threads : {2, 3, 7}) {
    const Outcome more = outcome(threads, "1", crowded);
    CHECK(more.digest == one.digest);
    CHECK(std::memcmp(more.measures.data(), one.measures.data(), one.measures.size() * sizeof(double)) == 0);
  }
  CHECK(outcome(2, "2", crowded).digest != one.digest);
}

namespace {
// As a run does that is ended at each of these times and goes on from its file, each time with another number
// of threads.
Outcome interrupted_outcome(const std::vector<double>& hours) {
  const Folder folder;
  const ProgramId program{"1", ""};
  std::optional<Checkpoint> back;
  int threads = 0;
  for (double stop : hours) {
    threads = threads % 3 + 1;
    const oneapi::tbb::global_control limit(oneapi::tbb::global_control::max_allowed_parallelism, threads);
    // The plan of a run that was to end here; the last is as long as the run in one go.
    const ModelRun asked(everything,
                         "duration: " + std::to_string(stop) + " h\ntreatments: [pulse]\nseed: 1\n");
    Run run = back ? Run(asked.plan, {}, std::move(back->world), std::move(back->state)) : Run(asked.plan);
    while (!run.finished()) run.advance();
    if (stop == hours.back()) {
      run.advance();
      Outcome result{0, run.last_measures(), run.world().tallies, run.world().tissues[0]};
      result.digest = digest(run.world());
      return result;
    }
    save_checkpoint(folder.path(), asked.plan, program, run.state(), run.world());
    back = load_checkpoint(folder.path(), asked.plan, program);
    REQUIRE(back);
  }
  throw std::logic_error("no times");
}
}  // namespace

TEST_CASE("a run that goes on from its checkpoints has the same bits as one in one go") {
  const Outcome whole = outcome(2);
  // Among the times: before and after treatments begin and end, and two in a row.
  for (const std::vector<double>& stops :
       {std::vector<double>{9, 18}, {6, 18}, {0.1, 0.2, 6.1, 8.9, 9, 9.1, 15, 17.9, 18}}) {
    const Outcome parts = interrupted_outcome(stops);
    CHECK(parts.digest == whole.digest);
    CHECK(std::memcmp(parts.measures.data(), whole.measures.data(), whole.measures.size() * sizeof(double)) ==
          0);
  }
}

TEST_CASE("a run is resumable when the rules are due and in between it is not") {
  ModelRun run(everything);
  const Steps& steps = run.plan.model().steps;
  const auto ticks = static_cast<int>(std::lround(steps.rules / run.plan.tick()));
  REQUIRE(ticks > 1);
  for (int tick = 0; tick < 3 * ticks; ++tick) {
    CHECK(run.simulation.resumable() == (tick % ticks == 0));
    run.simulation.step();
  }
}
