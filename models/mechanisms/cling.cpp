// Cells that stay at the surface of a tissue however they move: a force draws them to it while they touch it.
#include "sim/run/mechanism.hpp"

namespace exomet {
namespace {

struct Hold {
  int index = -1;    // tissue
  double force = 0;  // nN
};

class Cling final : public Mechanism {
 public:
  static Section<Cling> schema() {
    Section<Hold> hold("How strongly.");
    hold.shorthand("force").quantity("force", &Hold::force, Dimension::force, {true, not_negative},
                                     "That draws it to the surface while it touches it.");
    Section<Cling> section("Stays at the surface of a tissue, along which it may crawl.");
    section.names(&Cling::holds_, "tissue", hold, "Which, e.g. {mineral: 5 nN}.");
    return section;
  }

  std::vector<std::string> warnings(const Model& model, CellTypeId type) const override {
    std::vector<std::string> warnings;
    for (const Hold& hold : holds_) {
      const TissueKind& tissue = model.tissues[hold.index];
      if (hold.force > 0 && hold.force >= tissue.resists)
        warnings.push_back("cells of type '" + model.cells[type].name + "' cling to '" + tissue.name +
                           "' with " + format_quantity(hold.force, Dimension::force) +
                           ", but it resists with " + format_quantity(tissue.resists, Dimension::force) +
                           " only: they are drawn into it");
    }
    return warnings;
  }

  Moves moves() const override { return Moves::by_place; }
  void move(const View& view, const OwnCells& cells, Forces& forces) const override {
    for (const Hold& hold : holds_)
      for (const OwnCell cell : cells) forces.push(cell, hold.force * towards_tissue(view, hold.index, cell));
  }

 private:
  std::vector<Hold> holds_;
};

const Registry<Mechanism>::Entry<Cling> entry{"clings_to"};

}  // namespace
}  // namespace exomet
