// What can't be in a world ends a run with the time, the stage and the cell or voxel, before it is recorded.
#include <catch2/catch.hpp>

#include "tests/support/model_run.hpp"

using namespace exomet;
using namespace exomet::test;
using Catch::Contains;

namespace {

const std::string model =
    slab + springs +
    "cargo: {source: assumed, RNA: {half_life: 12 h}}\n"
    "vesicles: {source: assumed, ev: {diameter: 100 nm, half_life: 2 h, carries: {RNA: 3}}}\n"
    "tissues: {source: assumed, bed: {resists: 1 nN}}\n"
    "cells:\n  source: assumed\n  a: {diameter: 16 um, secretes: {ev: 60 /h}}\n"
    "start:\n  - scatter: {source: assumed, of: a, count: 12}\n"
    "measures: {source: assumed, as: {count: a}}\n";

// Goes on after three hours with a world to which something was done.
class Faulty {
 public:
  explicit Faulty(const std::function<void(World&)>& harm) : run(model) {
    run.until(180);
    World world = run.world();
    harm(world);
    simulation.emplace(run.plan, std::move(world), 0);
  }
  // Both ways in which it would come out: the next step and a record.
  void ends_with(const std::string& what) {
    CHECK_THROWS_AS(simulation->step(), RunError);
    CHECK_THROWS_WITH(simulation->step(), Contains("at 3 h, stage 'rules': ") && Contains(what));
    CHECK_THROWS_WITH(run.observer.observe(*simulation),
                      Contains("at 3 h, stage 'record': ") && Contains(what));
  }

  ModelRun run;
  std::optional<Simulation> simulation;
};

}  // namespace

TEST_CASE("a world to which nothing was done goes on") {
  Faulty none([](World&) {});
  CHECK_NOTHROW(none.simulation->step());
  CHECK_NOTHROW(none.run.observer.observe(*none.simulation));
}

TEST_CASE("a field with a number that is none ends the run with the species and the voxel") {
  Faulty([](World& world) {
    world.donor_fields[0].counts[77] = nowhere;
  }).ends_with("the amount of ev in voxel 77 is no finite number any more");
  Faulty([](World& world) {
    world.donor_fields[0].counts[0] = -std::numeric_limits<double>::infinity();
  }).ends_with("the amount of ev in voxel 0");
}

TEST_CASE("a cell with a number that is none ends the run with the cell and what it is") {
  Faulty([](World& world) { world.cells.diameter[4] = nowhere; }).ends_with("the diameter of cell 5 (a)");
  Faulty([](World& world) {
    world.cells.cargo[0][11] = std::numeric_limits<double>::infinity();
  }).ends_with("the load of RNA of cell 12 (a)");
}

TEST_CASE("a cell outside of a closed domain ends the run with the cell and where it is") {
  Faulty([](World& world) {
    world.cells.z[2] = -3;
  }).ends_with("cell 3 (a) is at z = -3 um, outside of the domain");
  Faulty([](World& world) { world.cells.z[2] = 200.5; }).ends_with("cell 3 (a) is at z = 200.5 um");
  Faulty([](World& world) {
    world.cells.x[0] = 201;
  }).ends_with("cell 1 (a) is at x = 201 um");  // joined ends
}

TEST_CASE("a cell that crosses an open end is no fault") {
  const std::string open =
      "domain: {source: assumed, size: [200 um, 200 um, 200 um], voxel: 10 um, boundary: {x: "
      "open, y: periodic, z: closed}}\n";
  const std::string opened = "model: small\n" + open + model.substr(slab.size());
  ModelRun run(opened);
  World world = run.world();
  world.cells.x[0] = -1;
  Simulation simulation(run.plan, std::move(world), 0);
  CHECK_NOTHROW(simulation.step());
  CHECK(simulation.world().cells.size() == 11);
}
