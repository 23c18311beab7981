#include <catch2/catch.hpp>
#include <map>

#include "sim/run/signalling.hpp"
#include "tests/support/model_run.hpp"
#include "tests/support/statistics.hpp"

using namespace exomet;
using namespace exomet::test;

namespace {
constexpr double h = 6;  // min, of the rules

std::string on_slab(const std::string& does, const std::string& start, const std::string& more = "") {
  return slab + loose +
         "substances: {source: assumed, factor: {diffusion: 10 um^2/s, half_life: 2 h}}\n"
         "tissues: {source: assumed, bone: {resists: 0 nN, holds: {factor: 0.5 /um^3}}}\n"
         "cells:\n  source: assumed\n  a: {diameter: 16 um, " +
         does + "}\n" + more + "start:\n" + start +
         "  - layer: {source: assumed, of: bone, within: {z: [0 um, 40 um]}}\n";
}
const std::string many = "  - scatter: {source: assumed, of: a, count: 1500, within: {z: [47 um, 47 um]}}\n";
const std::string one = cell_at("a", 103, 98, 47);

std::size_t sealed(const ModelRun& run) {
  std::size_t count = 0;
  for (Attachment attachment : run.cells().attachment) count += attachment == Attachment::sealed;
  return count;
}
}  // namespace

TEST_CASE("cells seal themselves to the tissue that they touch at the rate given") {
  ModelRun run(
      on_slab("resorbs: {bone: {rate: 0 um^3/h, seals: 0.5 /h, bout: 10000 d}}",
              many + "  - scatter: {source: assumed, of: a, count: 50, within: {z: [60 um, 190 um]}}\n"));
  for (double minutes : {30.0, 90.0, 180.0}) {
    run.until(minutes);
    const double expected = -std::expm1(-0.5 / 60 * minutes);
    CHECK(share_of(sealed(run), 1500, expected).agrees(expected));
  }
  for (CellIndex i = 1500; i < 1550; ++i) CHECK(run.cells().attachment[i] == Attachment::none);
  CHECK(run.events(event::attach).size() == sealed(run));
  CHECK(run.events(event::attach).at(0).cause == "bone");
}

TEST_CASE("a bout has the mean duration given") {
  ModelRun run(on_slab("resorbs: {bone: {rate: 0 um^3/h, seals: 20 /h, bout: 1 h}}", many));
  // Seen in steps of the rules, sealed are bout / (bout + 1 / seals) of the cells in the steady state.
  run.until(20 * 60);
  constexpr double steady = 60 / (60 + 3.0);
  CHECK(share_of(sealed(run), 1500, steady).agrees(steady));
  // And each seals itself anew once in a while: 1500 x 10 h / (63 min).
  const std::size_t before = run.events(event::attach).size();
  run.until(30 * 60);
  const double expected = 1500 * 600 / 63.0;
  CHECK(Estimated{static_cast<double>(run.events(event::attach).size() - before), std::sqrt(expected)}.agrees(
      expected));
}

TEST_CASE("what is resorbed is the rate times the time that cells were sealed") {
  ModelRun run(
      on_slab("resorbs: {bone: {rate: 4 um^3/h, seals: 1000 /min, bout: 2 h}}, becomes: {idle: 1 /h}",
              "  - scatter: {source: assumed, of: a, count: 30, within: {z: [47 um, 47 um]}}\n",
              "  idle: {diameter: 16 um}\n"));
  run.until(24 * 60);
  // Between bouts it seals itself within a thousandth of a minute.
  double sealed_minutes = 0;
  for (const Event& event : run.events(event::become)) sealed_minutes += event.time;
  REQUIRE(run.events(event::become).size() == 30);
  CHECK(run.world().tissues[0].removed == Approx(4 / 60.0 * sealed_minutes).epsilon(1e-3));
}

TEST_CASE("a cell that is wider than its type resorbs in proportion to its footprint") {
  ModelRun run(on_slab(
      "becomes: {b: 1000 /min}", one,
      "  b: {diameter: 8 um, grows_over: never, resorbs: {bone: {rate: 30 um^3/h, seals: 1000 /min, bout: "
      "10000 d}}}\n"));
  run.until(10 * h);
  CHECK(run.cells().diameter[0] == 16);
  const double minutes = 60 - run.events(event::attach).at(0).time;
  CHECK(run.world().tissues[0].removed == Approx(4 * 0.5 * minutes));
}

TEST_CASE("a sealed cell stays where it is and moves on between bouts") {
  for (const std::string moves : {"crawls: {speed: 0.1 um/min, persistence: 10 d}",
                                  "follows: {factor: {speed: 0.1 um/min, half: 1e-9}}"}) {
    ModelRun run(
        on_slab("resorbs: {bone: {rate: 1 um^3/h, seals: 0.5 /h, bout: 2 h}}, " + moves, one) +
        "  - dose: {source: assumed, of: factor, density: 1 /um^3, within: {x: [150 um, 160 um]}}\n");
    double moved = 0;
    int at_rest = 0;
    for (int step = 1; step < 20 * 60; ++step) {
      const Vec3 before = run.cells().position(0);
      run.simulation.step();
      const double distance = norm(run.cells().position(0) - before);
      if (run.cells().attachment[0] == Attachment::sealed) {
        CHECK(distance == 0);
        ++at_rest;
      } else {
        moved += distance;
      }
    }
    CHECK(at_rest > 60);
    CHECK(moved > 1);
  }
}

TEST_CASE("a sealed cell gives way to a neighbour as little as its friction says") {
  const auto shift = [&](const std::string& friction) {
    std::string model = on_slab("resorbs: {bone: {rate: 0 um^3/h, seals: 1000 /min, bout: 10000 d}}",
                                one + cell_at("b", 113, 98, 47), "  b: {diameter: 16 um}\n");
    model.replace(model.find(loose), loose.size(), springs);
    const std::string before = "attached_friction: 20 nN min/um";
    model.replace(model.find(before), before.size(), before + friction);
    ModelRun run(model);
    run.until(1.5);  // sealed since the first step
    const double at = run.cells().x[0];
    run.until(3);
    return at - run.cells().x[0];
  };
  const double as_attached = shift("");
  CHECK(as_attached > 0.01);
  CHECK(shift(", sealed_friction: 20 nN min/um") == as_attached);
  CHECK(shift(", sealed_friction: 2000 nN min/um") < 0.05 * as_attached);
}

TEST_CASE("a cell lets go when the tissue below it is gone") {
  ModelRun run(on_slab("resorbs: {bone: {rate: 1e5 um^3/h, seals: 1000 /min, bout: 10000 d}}",
                       cell_at("a", 105, 105, 47)));
  run.until(1);
  CHECK(sealed(run) == 1);
  run.until(60);
  CHECK(sealed(run) == 0);
  const double removed = run.world().tissues[0].removed;
  CHECK(removed > 100);
  run.until(600);
  CHECK(run.world().tissues[0].removed == removed);
  CHECK(run.events(event::attach).size() == 1);
}

TEST_CASE("a cell leaves nothing of a thin layer behind that has no surface any more") {
  std::string model = on_slab("resorbs: {bone: {rate: 20 um^3/h, seals: 1000 /min, bout: 10000 d}}",
                              cell_at("a", 105, 105, 47));
  const std::string thick = "z: [0 um, 40 um]";
  model.replace(model.find(thick), thick.size(), "z: [30 um, 40 um]");
  ModelRun run(model);
  const std::size_t below = run.simulation.model().geometry.voxel_at({105, 105, 35});
  double least = 1;  // of which a cell has let go
  for (double now = 0; now < 20 * 1440; now += 60) {
    run.until(now + 1);
    if (now > 0 && sealed(run) == 0) break;
    least = run.world().tissues[0].density[below];
  }
  CHECK(sealed(run) == 0);
  CHECK(least < 0.15);
}

TEST_CASE("a cell that can resorb two tissues keeps its seal on the one that it touches") {
  ModelRun run(slab + loose +
               "tissues: {source: assumed, other: {resists: 0 nN}, bone: {resists: 0 nN}}\n"
               "cells:\n  source: assumed\n  a: {diameter: 16 um, resorbs: {\n"
               "      other: {rate: 60 um^3/h, seals: 1000 /min, bout: 10000 d},\n"
               "      bone: {rate: 60 um^3/h, seals: 1000 /min, bout: 10000 d}}}\n"
               "start:\n  - layer: {source: assumed, of: bone, within: {z: [0 um, 40 um]}}\n" +
               one);
  run.until(10 * h);
  CHECK(sealed(run) == 1);
  REQUIRE(run.events(event::attach).size() == 1);
  CHECK(run.world().tissues[0].removed == 0);
  CHECK(run.world().tissues[1].removed == Approx(60 - run.events(event::attach)[0].time));
}

TEST_CASE("a cell that seals itself isn't attached otherwise in whatever order they are written") {
  const std::string resorbs = "resorbs: {bone: {rate: 0 um^3/h, seals: 1000 /min, bout: 10000 d}}",
                    adheres = "adheres: {attaches_to: {bone: 1 s}}";
  for (const std::string& both : {resorbs + ", " + adheres, adheres + ", " + resorbs}) {
    ModelRun run(on_slab(both, one));
    run.until(1);
    CHECK(sealed(run) == 1);
    run.until(10 * h);
    CHECK(sealed(run) == 1);
  }
}

TEST_CASE("what the tissue held is released by the cell that resorbs it") {
  ModelRun run(on_slab("resorbs: {bone: {rate: 60 um^3/h, seals: 1000 /min, bout: 10000 d}}", one));
  run.until(10 * h);
  REQUIRE(run.world().donor_fields.size() == 1);
  CHECK(run.world().donor_fields[0].species == 0);
  CHECK(run.world().donor_fields[0].donor == 0);
  CHECK(run.world().balances[0].emitted == Approx(0.5 * (60 - run.events(event::attach).at(0).time)));
  const SignallingGraph graph = signalling_graph(run.plan.model());
  REQUIRE(graph.edges().size() == 1);
  CHECK(graph.nodes()[graph.edges()[0].from].name == "a");
  CHECK(graph.nodes()[graph.edges()[0].to].name == "factor");
  CHECK(graph.edges()[0].relation == Relation::releases);
}

TEST_CASE("a signal that raises resorption is an arrow and changes the rate") {
  ModelRun run(
      on_slab("resorbs: {bone: {rate: 0 um^3/h, seals: 1000 /min, bout: 10000 d, raised_by: {factor: "
              "{to: 60 um^3/h, half: 1e-9 /um^3, response: threshold}}}}",
              one) +
      "treatments: {source: assumed, flood: {from: 2 h, add: [{dose: {of: factor, density: 1 "
      "/um^3}}]}}\n");
  run.until(180);
  CHECK(run.world().tissues[0].removed == 0);
  const SignallingGraph graph = signalling_graph(run.plan.model());
  bool found = false;
  for (const SignalEdge& edge : graph.edges())
    found |= edge.relation == Relation::raises && edge.what == "resorbs bone";
  CHECK(found);
}
