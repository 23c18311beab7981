#include <catch2/catch.hpp>

#include "tests/support/model_run.hpp"

using namespace exomet;
using namespace exomet::test;

namespace {
std::string settler(const std::string& how, const std::string& more = "") {
  return slab + loose +
         "tissues: {source: assumed, floor: {resists: 0 nN}}\n"
         "cells:\n  source: assumed\n  a: {diameter: 16 um, sediments: " +
         how + more + "}\nstart:\n" + cell_at("a", 100, 100, 147) +
         "  - layer: {source: assumed, of: floor, within: {z: [0 um, 140 um]}}\n";
}
}  // namespace

TEST_CASE("a cell sinks at the given speed and rests on the floor at its radius") {
  ModelRun run(settler("2 um/min"));
  run.until(30);
  CHECK(run.cells().z[0] == Approx(147 - 60));
  CHECK(run.cells().x[0] == Approx(100));
  run.until(200);
  CHECK(run.cells().z[0] == Approx(8));
}

TEST_CASE("attached cells don't sink") {
  ModelRun run(settler("0.5 um/min", ", adheres: {attaches_to: {floor: 1 s}}"));
  run.until(60);  // it attaches at once and stays
  CHECK(run.cells().attachment[0] == Attachment::tissue);
  CHECK(run.cells().z[0] == Approx(147));
}

TEST_CASE("sinking needs either a speed or an excess density") {
  CHECK(problems_of_model(settler("{speed: 1 um/min}")).empty());
  CHECK(problems_of_model(settler("{excess_density: 1 kg/m^3}")).empty());
  CHECK(mentions(problems_of_model(settler("{}")), "give either 'speed' or 'excess_density'"));
  CHECK(mentions(problems_of_model(settler("{speed: 1 um/min, excess_density: 1 kg/m^3}")),
                 "give either 'speed' or 'excess_density'"));
}
