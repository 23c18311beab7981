// The library's own header: what is run by it is what the program runs.
#include <catch2/catch.hpp>
#include <cmath>
#include <iomanip>
#include <sstream>

#include "sim/api/exomet.hpp"
#include "sim/run/language/load_plan.hpp"
#include "sim/run/run.hpp"

using namespace exomet;
using Catch::Contains;

namespace {

const std::string model = R"(
model: mine
domain: {source: assumed, size: [100 um, 100 um, 60 um], voxel: 20 um}
mechanics: {source: assumed, contact: {linear_spring: {stiffness: 1 nN/um}}, friction: 10 nN min/um, attached_friction: 20 nN min/um}
cargo: {source: assumed, RNA: {half_life: 5 h}}
vesicles: {source: assumed, ev: {diameter: 100 nm, half_life: 2 h, carries: {RNA: 2}}}
tissues: {source: assumed, gel: {resists: 1 nN}}
cells:
  source: assumed
  giver: {diameter: 12 um, secretes: {ev: 600 /h}, divides: {rate: 2 /d}, crawls: {speed: 0.3 um/min, persistence: 20 min}}
  taker: {diameter: 10 um, takes_up: {ev: 2e5 um^3/h}}
start:
  - scatter: {source: assumed, of: giver, count: 5, within: {z: [20 um, 60 um]}}
  - scatter: {source: assumed, of: taker, count: 5, within: {z: [20 um, 60 um]}}
  - layer: {source: assumed, of: gel, within: {z: [0 um, 20 um]}}
measures: {source: assumed, givers: {count: giver}, RNA: {mean_cargo: RNA, of: taker}}
)";
const std::string experiment = "duration: 12 h\nseed: 5\noutput: {every: 6 h, measures: 1 h}\n";

std::uint64_t digest_by_engine() {
  const Plan plan = load_plan_of_text(model, experiment, {}, Library{EXOMET_SOURCE_DIR "/models"});
  Run run(plan);
  while (run.advance()) continue;
  return digest(run.world());
}

}  // namespace

TEST_CASE("a model without a file is run, and read while it runs") {
  api::Run run(api::Experiment::from_text(model, experiment));
  CHECK(run.time() == 0);
  CHECK(run.cells().size() == 10);
  CHECK(run.cell_types() == std::vector<std::string>{"giver", "taker"});
  CHECK(run.advance_to(360));
  CHECK(run.time() == 360);
  CHECK_FALSE(run.finished());
  const api::Cells cells = run.cells();
  CHECK(cells.x.size() == cells.size());
  REQUIRE(cells.cargo.size() == 1);
  CHECK(cells.cargo[0].first == "RNA");
  double in_flight = 0;
  for (const double count : run.field("ev")) in_flight += count;
  CHECK(in_flight > 100);
  double from_giver = 0;
  for (const double count : run.field("ev", "giver")) from_giver += count;
  CHECK(from_giver == in_flight);
  CHECK(run.tissue("gel")[0] == 1);
  CHECK(run.grid().voxels == std::array<int, 3>{5, 5, 3});
  CHECK(run.measures()[0].value >= 5);
  CHECK_FALSE(run.advance_to(1e9));
  CHECK(run.finished());
  CHECK(run.time() == 720);
  CHECK(run.series_times().size() == 13);
  CHECK(run.series()[0].values.size() == 13);
  CHECK_FALSE(run.ledger().empty());
  CHECK(run.ledger()[0].donor == "giver");
  CHECK_FALSE(run.events().empty());
}

TEST_CASE("the library's digest is that of the engine's driver, however it is advanced and looked at") {
  const std::uint64_t expected = digest_by_engine();
  api::Run whole(api::Experiment::from_text(model, experiment));
  whole.advance_to(1e9);
  CHECK(whole.digest() == expected);
  api::Run parts(api::Experiment::from_text(model, experiment));
  while (parts.advance_to(parts.time() + 37)) {
    parts.measures();
    parts.cells();
    parts.field("ev");
  }
  CHECK(parts.digest() == expected);
  api::Run changed(api::Experiment::from_text(model, experiment, {"seed=6"}));
  changed.advance_to(1e9);
  CHECK(changed.digest() != expected);
}

TEST_CASE("a run stops when it is asked to, and goes on") {
  api::Run run(api::Experiment::from_text(model, experiment));
  int asked = 0;
  CHECK(run.advance_to(1e9, [&] { return ++asked < 10; }));
  CHECK(asked == 10);
  CHECK(run.time() < 720);
  CHECK_FALSE(run.advance_to(1e9));
  CHECK(run.digest() == digest_by_engine());
}

TEST_CASE("what is wrong is told with its place") {
  try {
    api::Experiment::from_text(model, "duration: 12 h\nsead: 3\n");
    FAIL("not refused");
  } catch (const api::InputError& error) {
    REQUIRE(error.problems().size() == 1);
    CHECK(error.problems()[0].file == "experiment.yaml");
    CHECK(error.problems()[0].line == 2);
    CHECK_THAT(error.problems()[0].what, Contains("did you mean 'seed'"));
  }
  CHECK_THROWS_AS(api::Experiment::load("nowhere.yaml"), api::InputError);
  CHECK_THROWS_AS(api::Experiment::from_text(model, "model: x\nduration: 1 d\n"), api::InputError);
  api::Run run(api::Experiment::from_text(model, experiment));
  CHECK_THROWS_AS(run.field("evs"), api::InputError);
  CHECK_THROWS_AS(run.field("ev", "nobody"), api::InputError);
  CHECK_THROWS_AS(run.tissue("bone"), api::InputError);
  CHECK(api::quantity("6 h", "time") == 360);
  CHECK_THROWS_AS(api::quantity("6 um", "time"), api::InputError);
}
