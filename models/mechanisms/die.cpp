// Cells die by apoptosis at a rate that signals raise and lower: first a visible phase of dying, in which
// they shrink and do nothing, then they are gone.
#include <algorithm>

#include "sim/run/mechanism.hpp"
#include "sim/run/rule_schema.hpp"

namespace exomet {
namespace {

class Die final : public Mechanism {
 public:
  static Section<Die> schema() {
    Section<Die> section(
        "Dies: from the start of dying to its disappearance it shrinks, and does nothing but what "
        "`while_dying` says.");
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
    const std::vector<std::string>& does = model.cells[type].mechanism_keys;
    const bool is_meant = std::find(does.begin(), does.end(), "while_dying") != does.end();
    if (rate_.base * takes_ <= 1 || is_meant) return {};
    return {"cells of type '" + model.cells[type].name + "' spend most of their time dying, for " +
            format_quantity(takes_, Dimension::time) + " after a life of " +
            format_quantity(1 / rate_.base, Dimension::time) +
            "; meanwhile they release and take up nothing"};
  }

  void offer(const View& view, Cells cells, Offers& offers) const override {
    for (CellIndex i : cells) offers.may(i, rate_.at(view, i));
  }

  void offer_dying(const View& view, Cells cells, Offers& offers) const override {
    for (CellIndex i : cells) offers.due(i, takes_ - dying_for_.of(view.world.cells, i), disappears);
  }

  void act(const View& view, OwnCell cell, const Occasion& occasion, Commands& commands) const override {
    if (occasion.what == disappears) return commands.remove("disintegrated");
    commands.start_dying(rate_.cause(view, cell, "own rate", occasion.random.uniform()));
  }

  // The diameter falls linearly to half of what it was: d (1 - t / (2 takes)).
  void evolve_dying(const View& view, const OwnCells& cells, TissueChanges&) const override {
    for (const OwnCell cell : cells) {
      const double shrinkage = cell.minutes() / (2 * takes_ - std::min(cell[dying_for_], takes_));
      cell.set_diameter(view.world.cells.diameter[cell] * std::max(0.5, 1 - shrinkage));
      cell[dying_for_] += cell.minutes();
    }
  }

 private:
  static constexpr int disappears = 1;

  Rule rate_;
  double takes_ = 516;     // min
  StateColumn dying_for_;  // min
};

const Registry<Mechanism>::Entry<Die> entry{"dies"};

}  // namespace
}  // namespace exomet
