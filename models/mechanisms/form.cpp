// Formation: a cell that touches the surface of a tissue lays down more of it there, as osteoblasts do bone.
#include "sim/run/mechanism.hpp"
#include "sim/run/rule.hpp"

namespace exomet {
namespace {

struct Formation {
  int index = -1;     // tissue
  Rule rate;          // um^3/min
  double reach = 15;  // um
};

class Form final : public Mechanism {
 public:
  static Section<Form> schema() {
    Section<Formation> formation("How it forms it.");
    formation.shorthand("rate");
    add_rule(formation, "rate", &Formation::rate, Dimension::clearance, true,
             "Volume of tissue laid down per time.");
    formation.quantity("reach", &Formation::reach, Dimension::length, {false, positive},
                       "Radius around the place where it touches the surface within which it lays it down.");
    Section<Form> section("Forms tissue on a surface of it that it touches.");
    section.names(&Form::formations_, "tissue", formation, "Which, e.g. {mineral: 20 um^3/h}.");
    return section;
  }

  void connect(SignallingGraph& graph, const Model& model, CellTypeId type) const override {
    for (const Formation& formation : formations_)
      formation.rate.connect(graph, model, type, "forms " + model.tissues[formation.index].name);
  }

  void evolve(const View& view, const OwnCells& cells, TissueChanges& changes) const override {
    const Population& all = view.world.cells;
    for (const Formation& formation : formations_)
      for (const OwnCell cell : cells) {
        const Vec3 inward = towards_tissue(view, formation.index, cell);
        if (norm(inward) == 0) continue;
        const Vec3 at = all.position(cell) + (0.5 * all.diameter[cell]) * inward;
        changes.deposit(cell, all.type[cell],
                        {formation.index, view.model.geometry.inside(at), formation.reach,
                         formation.rate.at(view, cell) * cell.minutes()});
      }
  }

 private:
  std::vector<Formation> formations_;
};

const Registry<Mechanism>::Entry<Form> entry{"forms"};

}  // namespace
}  // namespace exomet
