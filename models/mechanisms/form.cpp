// Formation: a cell that touches the surface of a tissue lays down more of it there, as osteoblasts do bone;
// or it lays it down around itself, as myofibroblasts do collagen.
#include "sim/run/mechanism.hpp"
#include "sim/run/rule_schema.hpp"

namespace exomet {
namespace {

struct Formation {
  int index = -1;     // tissue
  Rule rate;          // um^3/min
  double reach = 15;  // um
  bool anywhere = false;
};

class Form final : public Mechanism {
 public:
  static Section<Form> schema() {
    Section<Formation> formation("How it forms it.");
    formation.shorthand("rate");
    add_rule(formation, "rate", &Formation::rate, Dimension::clearance, true,
             "Volume of tissue laid down per time.");
    formation
        .quantity("reach", &Formation::reach, Dimension::length, {false, positive},
                  "Radius around the place where it touches the surface (anywhere: around its middle) "
                  "within which it lays it down.")
        .flag("anywhere", &Formation::anywhere,
              "Also where there is none of it yet; otherwise only on a surface of it that it touches.");
    Section<Form> section("Forms tissue, on a surface of it that it touches or anywhere around it.");
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
        const Vec3 inward = formation.anywhere ? Vec3{} : towards_tissue(view, formation.index, cell);
        if (!formation.anywhere && norm(inward) == 0) continue;
        const Vec3 at = all.position(cell) + (0.5 * all.diameter[cell]) * inward;
        changes.deposit(cell, all.type[cell],
                        {formation.index,
                         view.model.geometry.inside(at),
                         formation.reach,
                         formation.rate.at(view, cell) * cell.minutes(),
                         {},
                         formation.anywhere});
      }
  }

 private:
  std::vector<Formation> formations_;
};

const Registry<Mechanism>::Entry<Form> entry{"forms"};

}  // namespace
}  // namespace exomet
