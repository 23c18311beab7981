// Cells that stay at the surface of a tissue however they move: a force draws them to it while they touch it.
#include <algorithm>

#include "sim/run/mechanism.hpp"
#include "sim/run/rule_schema.hpp"

namespace exomet {
namespace {

struct Hold {
  int index = -1;  // tissue
  Rule force;      // nN
};

class Cling final : public Mechanism {
 public:
  static Section<Cling> schema() {
    Section<Hold> hold("How strongly.");
    hold.shorthand("force");
    add_number(hold, "force", &Hold::force, Dimension::force, {true, not_negative},
               "That draws it to the surface while it touches it.");
    Section<Cling> section("Stays at the surface of a tissue, along which it may crawl.");
    section.names(&Cling::holds_, "tissue", hold, "Which, e.g. {mineral: 5 nN}.");
    return section;
  }

  std::vector<std::string> warnings(const Model& model, CellTypeId type) const override {
    std::vector<std::string> warnings;
    for (const Hold& hold : holds_) {
      const TissueKind& tissue = model.tissues[hold.index];
      const double most = hold.force.bound();
      if (most > 0 && most >= tissue.resists)
        warnings.push_back("cells of type '" + model.cells[type].name + "' cling to '" + tissue.name +
                           "' with " + format_quantity(most, Dimension::force) + ", but it resists with " +
                           format_quantity(tissue.resists, Dimension::force) +
                           " only: they are drawn into it");
    }
    return warnings;
  }

  void connect(SignallingGraph& graph, const Model& model, CellTypeId type) const override {
    for (const Hold& hold : holds_)
      hold.force.connect(graph, model, type, "clings to " + model.tissues[hold.index].name);
  }

  Moves moves() const override {
    const bool responds =
        std::any_of(holds_.begin(), holds_.end(), [](const Hold& hold) { return hold.force.responds(); });
    return responds ? Moves::freely : Moves::by_place;
  }
  void move(const View& view, const OwnCells& cells, Forces& forces) const override {
    for (const Hold& hold : holds_)
      for (const OwnCell cell : cells)
        forces.push(cell, hold.force.at(view, cell) * towards_tissue(view, hold.index, cell));
  }

 private:
  std::vector<Hold> holds_;
};

const Registry<Mechanism>::Entry<Cling> entry{"clings_to"};

}  // namespace
}  // namespace exomet
