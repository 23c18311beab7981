#include <catch2/catch.hpp>

#include "sim/run/signalling.hpp"
#include "tests/support/model_run.hpp"
#include "tests/support/statistics.hpp"

using namespace exomet;
using namespace exomet::test;

TEST_CASE("stem cells give off cells at their rate and stay as many") {
  ModelRun run(periodic_box + loose +
               "cells:\n  source: assumed\n"
               "  stem: {diameter: 2 um, gives_off: {a: 0.4 /h, b: 0.1 /h}}\n"
               "  a: {diameter: 1 um}\n  b: {diameter: 1 um}\n"
               "start:\n  - scatter: {source: assumed, of: stem, count: 200}\n");
  run.until(20 * 60);
  CHECK(run.count(0) == 200);
  for (const auto& [type, per_hour] : {std::pair{1, 0.4}, {2, 0.1}}) {
    const double expected = 200 * per_hour * 20;  // Poisson
    INFO(run.count(type) << " of " << expected);
    CHECK(Estimated{static_cast<double>(run.count(type)), std::sqrt(expected)}.agrees(expected));
  }
  CHECK(run.events(event::birth).size() + run.events(event::place).size() == run.cells().size());
}

TEST_CASE("a daughter of another type lies beside its mother and has nothing of what is in her") {
  ModelRun run(periodic_box + loose +
               "cargo: {source: assumed, RNA: {}}\n"
               "vesicles: {source: assumed, ev: {diameter: 100 nm, diffusion: 0 um^2/s, carries: {RNA: 1}}}\n"
               "cells:\n  source: assumed\n"
               "  stem: {diameter: 12 um, takes_up: {ev: 1e4 um^3/h},\n"
               "         gives_off: {a: {rate: 0 /h, raised_by: {age: {to: 2 /min, half: 1 h, response: "
               "threshold}}}}}\n"
               "  a: {diameter: 8 um, anchored: 1 nN/um}\n"
               "start:\n" +
               cell_at("stem", 3, 100, 100) + "  - dose: {source: assumed, of: ev, density: 0.01 /um^3}\n");
  run.until(60);
  const double copies = run.cells().cargo[0][0];
  CHECK(copies > 1);
  run.simulation.step();
  REQUIRE(run.cells().size() > 1);
  const Geometry& grid = run.plan.model().geometry;
  CHECK(norm(grid.difference(run.cells().position(1), run.cells().position(0))) == Approx(10));
  CHECK(run.count(0) == 1);
  CHECK(run.cells().diameter[0] == 12);
  CHECK(run.cells().diameter[1] == 8);
  CHECK(run.cells().cargo[0][0] >= copies);
  CHECK(run.cells().cargo[0][1] == 0);
  CHECK(run.cells().born[0] == 0);
  CHECK(run.cells().born[1] > 60);
  CHECK(run.cells().born[1] < 66);
  CHECK(run.cells().parent[1] == run.cells().id[0]);
  CHECK(run.anchor(1).x == Approx(run.cells().x[1]));  // set up as its type is
  const Event birth = run.events(event::birth).back();
  CHECK(birth.cause == "budding");
  CHECK(birth.type == 1);
  CHECK(birth.other == run.cells().id[0]);
}

TEST_CASE("daughters lie in all directions and in 2-D in the plane") {
  ModelRun run(
      "model: small\n"
      "domain: {source: assumed, size: [200 um, 10 um, 200 um], voxel: 10 um,\n"
      "         boundary: {x: periodic, y: flat, z: periodic}}\n" +
      loose +
      "cells:\n  source: assumed\n  stem: {diameter: 2 um, gives_off: {a: 0.2 /min}}\n  a: {diameter: 2 "
      "um}\n"
      "start:\n  - scatter: {source: assumed, of: stem, count: 400}\n");
  run.simulation.step();
  REQUIRE(run.count(1) > 400);
  std::vector<double> x, z;
  for (CellIndex i = 400; i < run.cells().size(); ++i) {
    const Vec3 to = run.plan.model().geometry.difference(
        run.cells().position(i), run.cells().position(static_cast<CellIndex>(run.cells().parent[i] - 1)));
    CHECK(to.y == 0);
    CHECK(norm(to) == Approx(2));
    x.push_back(to.x), z.push_back(to.z);
  }
  for (const auto& along : {x, z}) {
    CHECK(mean_of(along).agrees(0));
    CHECK(variance_of(along).agrees(2));  // of 2 um cos(angle)
  }
}

TEST_CASE("what a signal does to giving off is an arrow of the signalling graph") {
  ModelRun run(periodic_box + loose +
               "substances: {source: assumed, TGF: {diffusion: 1 um^2/s}}\n"
               "cells:\n  source: assumed\n"
               "  stem: {diameter: 2 um, gives_off: {a: {rate: 0 /d, raised_by: {TGF: {to: 1 /d, half: 1 "
               "/um^3}}}}}\n"
               "  a: {diameter: 2 um, secretes: {TGF: 1 /h}}\n");
  const SignallingGraph graph = signalling_graph(run.plan.model());
  bool found = false;
  for (const SignalEdge& edge : graph.edges())
    found |= graph.nodes()[edge.from].name == "TGF" && graph.nodes()[edge.to].name == "stem" &&
             edge.relation == Relation::raises && edge.what == "gives off a";
  CHECK(found);
}
