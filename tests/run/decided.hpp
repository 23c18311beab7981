#pragma once

#include "sim/run/commit.hpp"
#include "tests/support/model_run.hpp"

namespace exomet::test {

// A World of a few cells of a plain model, and decisions about them that a test makes.
class Decided {
 public:
  explicit Decided(int cells)
      : run_(periodic_box + loose +
             "cargo: {source: assumed, RNA: {}}\n"
             "substances: {source: assumed, factor: {diffusion: 1 um^2/s}, other: {diffusion: 1 um^2/s}}\n"
             "tissues: {source: assumed, matrix: {resists: 0 nN, holds: {factor: 0.5 /um^3, other: 0.1 "
             "/um^3}}}\n"
             "cells: {source: assumed, a: {diameter: 16 um}, b: {diameter: 16 um},\n"
             "        fusing: {diameter: 16 um, fuses: {with: {a: 1 /h}}}}\n") {
    world.cells.cargo.resize(1);
    for (const std::string& name : run_.plan.model().state_names) world.cells.column(name);
    world.tissues.push_back({VoxelValues(8000, 1.0)});
    for (int n = 0; n < cells; ++n) world.cells.append(0, {20.0 + 20 * n, 100, 100}, 16, 0, 0);
    world.time = 30;
    decisions = undecided(world);
  }
  bool operator()() {
    const Neighbours near(run_.plan.model().geometry);
    const ContactList contacts;
    return commit({run_.plan.model(), world, near, contacts, 6}, decisions, world, happened);
  }
  std::vector<Event> of(EventKind kind) const {
    std::vector<Event> found;
    for (const Event& event : happened.events)
      if (event.kind == kind) found.push_back(event);
    return found;
  }

  void fuse(CellIndex i, CellIndex with) {
    decisions.propose(i, {FateKind::fuse, -1, {}, {}, world.cells.id[with]});
  }

  World world;
  Happenings happened;
  Decisions decisions;

 private:
  ModelRun run_;
};

}  // namespace exomet::test
