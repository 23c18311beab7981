// Phagocytes take in dying cells that they touch, and digest them.
#include <cmath>
#include <limits>
#include <numbers>

#include "sim/base/mathematics.hpp"
#include "sim/run/mechanism.hpp"
#include "sim/run/rule_schema.hpp"
#include "sim/run/signal.hpp"

namespace exomet {
namespace {

const EventKind engulfs{"engulf", "takes in a dying cell"};

const std::string column = "engulfed";

// How full a phagocyte is.
const SignalSource engulfed{
    {"engulfed", "engulfed", "", Dimension::number, "cells that it has engulfed and not yet digested",
     [](const View& view, CellIndex cell, int) { return kept_in(view, column, cell); }}};

class Engulf final : public Mechanism {
 public:
  static Section<Engulf> schema() {
    Section<Engulf> section("Engulfs dying cells that it touches.");
    section.shorthand("rate");
    add_rule(section, "rate", &Engulf::rate_, Dimension::rate, true, "While it touches a dying cell.");
    section.quantity("digests", &Engulf::digests_, Dimension::time, {false, positive},
                     "Half-life of what it has engulfed, which the signal `engulfed` counts.");
    return section;
  }

  void declare(StateColumns& columns) override { engulfed_ = columns.of(column); }

  void connect(SignallingGraph& graph, const Model& model, CellTypeId type) const override {
    rate_.connect(graph, model, type, "engulfs");
  }

  void offer(const View& view, Cells cells, Offers& offers) const override {
    for (CellIndex i : cells)
      for (CellIndex other : view.touching(i))
        if (view.world.cells.life[other] == Life::dying) {
          offers.may(i, rate_.at(view, i), 0, other);
          break;
        }
  }

  void act(const View& view, OwnCell cell, const Occasion& occasion, Commands& commands) const override {
    const Population& all = view.world.cells;
    if (all.life[occasion.other] == Life::gone) return;
    const std::string& eaten = view.model.cells[all.type[occasion.other]].name;
    commands.record(engulfs, eaten, all.id[occasion.other]);
    commands.engulf(occasion.other);
    cell[engulfed_] += 1;
  }

  void evolve(const View&, const OwnCells& cells, TissueChanges&) const override {
    if (std::isinf(digests_)) return;
    for (const OwnCell cell : cells)
      cell[engulfed_] *= maths::exp(-std::numbers::ln2 * cell.minutes() / digests_);
  }

 private:
  Rule rate_;
  double digests_ = std::numeric_limits<double>::infinity();  // min
  StateColumn engulfed_;
};

const Registry<Mechanism>::Entry<Engulf> entry{"engulfs"};

}  // namespace
}  // namespace exomet
