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

  void offer(const View& view, Cells cells, Offers& offers) const override {
    for (CellIndex i : cells)
      for (CellIndex other : view.touching(i))
        if (view.world.cells.life[other] == Life::dying) {
          offers.may(i, rate_.at(view, i), 0, other);
          break;
        }
  }

  void act(const View&, OwnCell, const Occasion& occasion, Commands& commands) const override {
    commands.engulf(occasion.other);
  }

 private:
  Rule rate_;
};

const Registry<Mechanism>::Entry<Engulf> entry{"engulfs"};

}  // namespace
}  // namespace exomet
