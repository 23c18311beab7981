// Cells become another type: a state of a cell is a type that inherits.
#include "sim/run/mechanism.hpp"
#include "sim/run/rule_schema.hpp"

namespace exomet {
namespace {

struct Turn {
  int index = -1;  // cell type
  Rule rate;       // 1/min
};

class Become final : public Mechanism {
 public:
  static Section<Become> schema() {
    Section<Turn> turn("How fast.");
    turn.shorthand("rate");
    add_rule(turn, "rate", &Turn::rate, Dimension::rate, true, "Of becoming it.");
    Section<Become> section(
        "Becomes a cell of another type; what is in it stays, and its size comes to that of the type over "
        "the type's "
        "grows_over.");
    section.names(&Become::turns_, "cell type", turn, "What it becomes.");
    return section;
  }

  void connect(SignallingGraph& graph, const Model& model, CellTypeId type) const override {
    for (const Turn& turn : turns_)
      if (turn.index != type)
        turn.rate.connect(graph, model, type, "becomes " + model.cells[turn.index].name);
  }

  void offer(const View& view, Cells cells, Offers& offers) const override {
    for (const Turn& turn : turns_)
      for (CellIndex i : cells)
        // A type that inherits from the one it came from keeps the rule, which then says nothing.
        if (turn.index != view.world.cells.type[i]) offers.may(i, turn.rate.at(view, i), turn.index);
  }

  void act(const View&, OwnCell, const Occasion& occasion, Commands& commands) const override {
    commands.replace(static_cast<CellTypeId>(occasion.what));
  }

 private:
  std::vector<Turn> turns_;
};

const Registry<Mechanism>::Entry<Become> entry{"becomes"};

}  // namespace
}  // namespace exomet
