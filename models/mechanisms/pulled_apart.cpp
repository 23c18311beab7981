// The way through the sheet without EVs: tumour cells pull mesothelial cells apart by myosin force through
// integrin and talin (Iwanicki et al. 2011). A cell of the sheet feels it from each puller that it touches,
// away from it and along the sheet.
#include "sim/run/mechanism.hpp"

namespace exomet {
namespace {

struct Puller {
  int index = -1;    // cell type
  double force = 0;  // nN
};

class PulledApart final : public Mechanism {
 public:
  static Section<PulledApart> schema() {
    Section<Puller> puller("How hard.");
    puller.shorthand("force").quantity("force", &Puller::force, Dimension::force, {true, not_negative},
                                       "Of one puller on one cell.");
    Section<PulledApart> section("Is pushed aside, along x and y, by cells that touch it.");
    section.names(&PulledApart::pullers_, "cell type", puller, "Who pulls, e.g. {tumour: 5 nN}.");
    return section;
  }

  void connect(SignallingGraph& graph, const Model& model, CellTypeId type) const override {
    for (const Puller& puller : pullers_)
      if (puller.force > 0)
        graph.connect(graph.node(SignalKind::cell_type, model.cells[puller.index].name),
                      graph.node(SignalKind::cell_type, model.cells[type].name), Relation::raises,
                      "is pulled apart");
  }

  Moves moves() const override { return Moves::freely; }
  void move(const View& view, const OwnCells& cells, Forces& forces) const override {
    const Population& population = view.world.cells;
    for (const Puller& puller : pullers_) {
      if (puller.force <= 0) continue;
      for (const OwnCell i : cells)
        for (CellIndex other : view.touching(i)) {
          if (population.type[other] != puller.index || !population.alive(other)) continue;
          Vec3 away = view.model.geometry.difference(population.position(i), population.position(other));
          away.z = 0;
          const double length = norm(away);
          if (length > 0) forces.push(i, (puller.force / length) * away);
        }
    }
  }

 private:
  std::vector<Puller> pullers_;
};

const Registry<Mechanism>::Entry<PulledApart> entry{"pulled_apart_by"};

}  // namespace
}  // namespace exomet
