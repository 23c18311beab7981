// Cells release EVs and substances into the voxels around them (sim/grid/exchange/exchange_zone.hpp).
#include "sim/run/mechanism.hpp"
#include "sim/run/rule_schema.hpp"

namespace exomet {
namespace {

struct Release {
  int index = -1;  // species
  Rule rate;       // counts/min
};

class Secrete final : public Mechanism {
 public:
  static Section<Secrete> schema() {
    Section<Release> release("How much of it.");
    release.shorthand("rate");
    add_rule(release, "rate", &Release::rate, Dimension::rate, true, "EVs (or molecules) per cell and time.");
    Section<Secrete> section(
        "Releases EVs or substances around it, until it starts to die (then see while_dying).");
    section.names(&Secrete::releases_, "EV or substance", release,
                  "What is released, e.g. {tumour_ev: 60 /h}.");
    return section;
  }

  std::vector<int> releases() const override {
    std::vector<int> species;
    for (const Release& release : releases_) species.push_back(release.index);
    return species;
  }

  void connect(SignallingGraph& graph, const Model& model, CellTypeId type) const override {
    for (const Release& release : releases_) {
      const Species& species = model.species[release.index];
      graph.connect(graph.node(SignalKind::cell_type, model.cells[type].name),
                    graph.node(species.vesicle ? SignalKind::vesicle : SignalKind::substance, species.name),
                    Relation::releases);
      release.rate.connect(graph, model, type, "releases " + species.name);
    }
  }

  void set_rates(const View& view, Cells cells, Rates& rates) const override {
    for (const Release& release : releases_)
      for (CellIndex i : cells) rates.secretion[release.index][i] += release.rate.at(view, i);
  }

 private:
  std::vector<Release> releases_;
};

const Registry<Mechanism>::Entry<Secrete> entry{"secretes"};

}  // namespace
}  // namespace exomet
