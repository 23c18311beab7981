// Cells make what is a level in them: a protein, an mRNA, a microRNA. It decays with its half-life, so that
// the level comes to rate x half-life / ln 2; signals change the rate, and it is itself a signal and may be
// cargo.
#include <cmath>
#include <numbers>

#include "sim/run/mechanism.hpp"
#include "sim/run/rule_schema.hpp"

namespace exomet {
namespace {

struct Making {
  int index = -1;  // cargo
  Rule rate;       // copies/min
};

class Make final : public Mechanism {
 public:
  static Section<Make> schema() {
    Section<Making> making("How fast.");
    making.shorthand("rate");
    add_rule(making, "rate", &Making::rate, Dimension::rate, true, "Copies per time.");
    Section<Make> section(
        "Makes cargo of its own, until it starts to die; a cell that is placed has what it has without "
        "signals, where making and decay are even (nothing if it doesn't decay), and daughters half each.");
    section.names(&Make::makings_, "cargo", making, "What it makes, e.g. {FXYD3: 5 /h}.");
    return section;
  }

  std::vector<int> makes() const override {
    std::vector<int> cargo;
    for (const Making& making : makings_) cargo.push_back(making.index);
    return cargo;
  }
  double at_rest(const Model& model, int cargo) const override {
    for (const Making& making : makings_)
      if (making.index == cargo && std::isfinite(model.cargo[cargo].half_life))
        return making.rate.base * model.cargo[cargo].half_life / std::numbers::ln2;
    return 0;
  }

  void connect(SignallingGraph& graph, const Model& model, CellTypeId type) const override {
    for (const Making& making : makings_) {
      graph.connect(graph.node(SignalKind::cell_type, model.cells[type].name),
                    graph.node(SignalKind::cargo, model.cargo[making.index].name), Relation::makes);
      making.rate.connect(graph, model, type, "makes " + model.cargo[making.index].name);
    }
  }

  void set_rates(const View& view, Cells cells, Rates& rates) const override {
    for (const Making& making : makings_)
      for (CellIndex i : cells) rates.making[making.index][i] += making.rate.at(view, i);
  }

 private:
  std::vector<Making> makings_;
};

const Registry<Mechanism>::Entry<Make> entry{"makes"};

}  // namespace
}  // namespace exomet
