// Cells die by apoptosis at a rate that signals raise and lower: first a visible phase of dying, in which
// they shrink and do nothing, then they are gone.
#include <algorithm>

#include "sim/run/mechanism.hpp"
#include "sim/run/rule.hpp"

namespace exomet {
namespace {

class Die final : public Mechanism {
 public:
  static Section<Die> schema() {
    Section<Die> section(
        "Dies by apoptosis: from the start of dying to its disappearance it shrinks, and neither releases, "
        "takes up nor "
        "does anything else.");
    add_rule(section, "rate", &Die::rate_, Dimension::rate, true, "Of starting to die.");
    section.quantity("takes", &Die::takes_, Dimension::time, {false, positive},
                     "From the start of dying to the cell's disappearance (Macklin 2012: 8.6 h).");
    return section;
  }

  void declare(StateColumns& columns) override { dying_for_ = columns.of("dying_for"); }
  double increase() const override { return -rate_.base; }
  void connect(SignallingGraph& graph, const Model& model, CellTypeId type) const override {
    rate_.connect(graph, model, type, "dies");
  }

  std::vector<std::string> warnings(const Model& model, CellTypeId type) const override {
    if (rate_.base * takes_ <= 1) return {};
    return {"cells of type '" + model.cells[type].name + "' spend most of their time dying, for " +
            format_quantity(takes_, Dimension::time) + " after a life of " +
            format_quantity(1 / rate_.base, Dimension::time) +
            "; meanwhile they release and take up nothing"};
  }

  void decide(const View& view, Cells cells, Population&, Decisions& decisions) const override {
    for (CellIndex i : cells)
      if (view.random(i, purpose("dies")).happens(rate_.at(view, i), view.interval))
        decisions.propose(i, {FateKind::die, -1, {}, rate_.main_cause(view, i, "own rate")});
  }

  void decide_dying(const View& view, Cells cells, Population& population,
                    Decisions& decisions) const override {
    for (CellIndex i : cells) {
      double& elapsed = population.state[dying_for_][i];
      // The diameter falls linearly to half of what it was: d (1 - t / (2 takes)).
      const double shrinkage = view.interval / (2 * takes_ - std::min(elapsed, takes_));
      decisions.diameter[i] = view.world.cells.diameter[i] * std::max(0.5, 1 - shrinkage);
      elapsed += view.interval;
      if (elapsed >= takes_) decisions.propose(i, {FateKind::vanish, -1, {}, "disintegrated"});
    }
  }

 private:
  Rule rate_;
  double takes_ = 516;  // min
  int dying_for_ = 0;   // state column, min
};

const Registry<Mechanism>::Entry<Die> entry{"dies"};

}  // namespace
}  // namespace exomet
