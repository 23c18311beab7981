// Degradation: a cell dissolves a tissue around it, as macrophages do scars by metalloproteinases; it needn't
// be attached.
#include "sim/run/mechanism.hpp"
#include "sim/run/rule_schema.hpp"

namespace exomet {
namespace {

struct Degradation {
  int index = -1;    // tissue
  Rule rate;         // um^3/min
  double reach = 5;  // um
};

class Degrade final : public Mechanism {
 public:
  static Section<Degrade> schema() {
    Section<Degradation> degradation("How fast.");
    degradation.shorthand("rate");
    add_rule(degradation, "rate", &Degradation::rate, Dimension::clearance, true,
             "Volume of tissue removed per time, while there is any.");
    degradation.quantity("reach", &Degradation::reach, Dimension::length, {false, not_negative},
                         "How far from its surface; each place loses in proportion to what it holds.");
    Section<Degrade> section("Dissolves tissue around it.");
    section.names(&Degrade::degradations_, "tissue", degradation, "Which, e.g. {collagen: 20 um^3/h}.");
    return section;
  }

  std::vector<int> erodes() const override {
    std::vector<int> tissues;
    for (const Degradation& degradation : degradations_) tissues.push_back(degradation.index);
    return tissues;
  }

  void connect(SignallingGraph& graph, const Model& model, CellTypeId type) const override {
    for (const Degradation& degradation : degradations_)
      degradation.rate.connect(graph, model, type, "degrades " + model.tissues[degradation.index].name);
  }

  void evolve(const View& view, const OwnCells& cells, TissueChanges& changes) const override {
    const Population& all = view.world.cells;
    for (const Degradation& degradation : degradations_)
      for (const OwnCell cell : cells)
        changes.erode(cell, all.type[cell],
                      {degradation.index, all.position(cell), 0.5 * all.diameter[cell] + degradation.reach,
                       degradation.rate.at(view, cell) * cell.minutes()});
  }

 private:
  std::vector<Degradation> degradations_;
};

const Registry<Mechanism>::Entry<Degrade> entry{"degrades"};

}  // namespace
}  // namespace exomet
