#include "sim/run/signal.hpp"

#include <catch2/catch.hpp>

#include "tests/support/model_run.hpp"

using namespace exomet;
using namespace exomet::test;

namespace {
const std::string model =
    slab + loose +
    "cargo: {source: assumed, RNA: {}}\n"
    "vesicles: {source: assumed, ev: {diameter: 100 nm, diffusion: 0 um^2/s, carries: {RNA: 2}}}\n"
    "substances: {source: assumed, drug: {diffusion: 0 um^2/s}}\n"
    "tissues: {source: assumed, matrix: {resists: 0 nN}}\n"
    "cells:\n  source: assumed\n"
    "  a: {diameter: 16 um, takes_up: {ev: 1 um^3/min}}\n"
    "  b: {diameter: 16 um, dies: {rate: 0 /min, takes: 10 d, raised_by: {drug: {to: 1000 /min, half: 1e-6 "
    "/um^3, "
    "response: threshold}}}}\n"
    "start:\n" +
    cell_at("a", 105, 105, 45) + cell_at("a", 121, 105, 45) + cell_at("b", 105, 121, 45) +
    cell_at("b", 89, 105, 45) +
    "  - layer: {source: assumed, of: matrix, within: {z: [0 um, 40 um]}}\n"
    "  - dose: {source: assumed, of: ev, density: 0.003 /um^3}\n"
    "  - dose: {source: assumed, of: drug, density: 0.5 /um^3, within: {y: [120 um, 130 um]}}\n";

double signal(ModelRun& run, const std::string& source, int index, CellIndex cell) {
  return SignalSource::all().at(source).at(run.simulation.observe(), cell, index);
}
}  // namespace

TEST_CASE("cells sense fields and cargo and neighbours and their age") {
  ModelRun run(model);
  CHECK(signal(run, "species", 0, 0) == Approx(0.003));
  CHECK(signal(run, "species", 1, 0) == 0);
  CHECK(signal(run, "species", 1, 2) == Approx(0.5 * 9 / 16));  // of 113 to 129 um there is drug from 120 on
  CHECK(signal(run, "cargo", 0, 0) == 0);
  CHECK(signal(run, "touching", 0, 0) == 1);
  CHECK(signal(run, "touching", 1, 0) == 2);
  CHECK(signal(run, "touching", 1, 1) == 0);  // 16 sqrt(2) um away
  CHECK(signal(run, "crowding", 0, 0) == Approx(3 / 12.0));
  run.until(60);
  CHECK(signal(run, "age", 0, 0) == 60);
  CHECK(signal(run, "cargo", 0, 0) == Approx(2 * 0.003 * 60).epsilon(0.01));
  CHECK(run.count(1, Life::dying) == 1);
  CHECK(signal(run, "touching", 1, 0) == 1);                 // the living
  CHECK(signal(run, "crowding", 0, 0) == Approx(3 / 12.0));  // all that take room
}

TEST_CASE("cells sense the tissue at them") {
  ModelRun run(model);
  CHECK(signal(run, "tissue", 0, 1) > 0);
  ModelRun above(slab + loose +
                 "tissues: {source: assumed, matrix: {resists: 0 nN}}\n"
                 "cells: {source: assumed, a: {diameter: 16 um}}\nstart:\n" +
                 cell_at("a", 105, 105, 100) + cell_at("a", 105, 105, 20) +
                 "  - layer: {source: assumed, of: matrix, share: 60 %, within: {z: [0 um, 40 um]}}\n");
  CHECK(signal(above, "tissue", 0, 0) == 0);
  CHECK(signal(above, "tissue", 0, 1) == Approx(0.6));
}

TEST_CASE("crowding counts against six neighbours in 2-D") {
  ModelRun run(
      "model: small\n"
      "domain: {source: assumed, size: [200 um, 10 um, 200 um], voxel: 10 um, boundary: {y: flat}}\n" +
      loose + "cells: {source: assumed, a: {diameter: 16 um}}\nstart:\n" + cell_at("a", 100, 5, 100) +
      cell_at("a", 116, 5, 100));
  CHECK(signal(run, "crowding", 0, 0) == Approx(1 / 6.0));
}

TEST_CASE("signals have one namespace in a fixed order") {
  Vocabulary words;
  words.add("EV or substance", "ev"), words.add("cargo", "RNA"), words.add("tissue", "matrix"),
      words.add("cell type", "a"), words.add("cell type", "b");
  std::vector<std::string> names = signal_names(words);
  for (std::size_t place = 0; place < names.size(); ++place) {
    const Signal signal = signal_at(words, place);
    CHECK(names[place].starts_with(signal.source->prefix));
    CHECK(signal.index == (names[place] == "touching.b"));
  }
  std::erase_if(names, [](const std::string& name) { return name.starts_with("test_"); });  // other tests'
  CHECK(names == std::vector<std::string>{"age", "RNA", "crowding", "touching.dying", "engulfed",
                                          "eroded.matrix", "ev", "speed", "matrix", "touching.a",
                                          "touching.b", "volume"});
  CHECK(SignalSource::all().at("species").dimension == Dimension::per_volume);
  CHECK(SignalSource::all().at("age").dimension == Dimension::time);
  CHECK(SignalSource::all().at("crowding").dimension == Dimension::number);
}
