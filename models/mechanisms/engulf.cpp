// Phagocytes take in dying cells that they touch.
#include "sim/run/mechanism.hpp"
#include "sim/run/rule.hpp"

namespace exomet {
namespace {

class Engulf final : public Mechanism {
 public:
  static Section<Engulf> schema() {
    Section<Engulf> section("Engulfs dying cells that it touches.");
    section.shorthand("rate");
    add_rule(section, "rate", &Engulf::rate_, Dimension::rate, true, "While it touches a dying cell.");
    return section;
  }

  void connect(SignallingGraph& graph, const Model& model, CellTypeId type) const override {
    rate_.connect(graph, model, type, "engulfs");
  }

  void decide(const View& view, Cells cells, Population&, Decisions& decisions) const override {
    for (CellIndex i : cells)
      for (CellIndex other : view.contacts.of(i)) {
        if (view.world.cells.alive(other)) continue;
        if (view.random(i, purpose("engulfs")).happens(rate_.at(view, i), view.interval))
          decisions.actions_of(i).engulfed = view.world.cells.id[other];
        break;
      }
  }

 private:
  Rule rate_;
};

const Registry<Mechanism>::Entry<Engulf> entry{"engulfs"};

}  // namespace
}  // namespace exomet
