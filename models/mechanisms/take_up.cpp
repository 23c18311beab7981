// Cells take up EVs and substances from the fluid around them (sim/grid/exchange/uptake.hpp): the clearance k
// is the volume that a cell frees of EVs per time, of the fluid at its surface. Of what is far away it gets
// k kD / (k + kD), where kD = 4 pi D R is what diffusion brings (Smoluchowski 1917).
#include <numbers>

#include "sim/run/mechanism.hpp"
#include "sim/run/rule_schema.hpp"

namespace exomet {
namespace {

struct Uptake {
  int index = -1;  // species
  Rule clearance;  // um^3/min
};

class TakeUp final : public Mechanism {
 public:
  static Section<TakeUp> schema() {
    Section<Uptake> uptake("How fast.");
    uptake.shorthand("clearance");
    add_rule(uptake, "clearance", &Uptake::clearance, Dimension::clearance, true,
             "Volume of fluid at its surface that a cell frees of it per time; of the fluid further away it "
             "is less, since diffusion must bring it.");
    Section<TakeUp> section("Takes up EVs or substances, and with EVs their cargo, until it starts to die.");
    section.names(&TakeUp::uptakes_, "EV or substance", uptake,
                  "What is taken up, e.g. {tumour_ev: {clearance: 2e5 um^3/h}}.");
    return section;
  }

  void connect(SignallingGraph& graph, const Model& model, CellTypeId type) const override {
    for (const Uptake& uptake : uptakes_) {
      const Species& species = model.species[uptake.index];
      graph.connect(graph.node(species.vesicle ? SignalKind::vesicle : SignalKind::substance, species.name),
                    graph.node(SignalKind::cell_type, model.cells[type].name), Relation::taken_up_by);
      uptake.clearance.connect(graph, model, type, "takes up " + species.name);
    }
  }

  void add_clearance(std::vector<double>& per_species) const override {
    for (const Uptake& uptake : uptakes_) per_species[uptake.index] += uptake.clearance.base;
  }

  std::vector<std::string> warnings(const Model& model, CellTypeId type) const override {
    std::vector<std::string> warnings;
    for (const Uptake& uptake : uptakes_) {
      const double most =
          2 * std::numbers::pi * model.species[uptake.index].diffusivity * model.cells[type].diameter;
      if (uptake.clearance.base > most)
        warnings.push_back("cells of type '" + model.cells[type].name + "' clear " +
                           format_quantity(uptake.clearance.base, Dimension::clearance) + " of '" +
                           model.species[uptake.index].name +
                           "' at their surface, more than diffusion brings there (4 pi D R = " +
                           format_quantity(most, Dimension::clearance) + "): diffusion limits what they get");
    }
    return warnings;
  }

  void set_rates(const View& view, Cells cells, Rates& rates) const override {
    for (const Uptake& uptake : uptakes_)
      for (CellIndex i : cells) rates.clearance[uptake.index][i] += uptake.clearance.at(view, i);
  }

 private:
  std::vector<Uptake> uptakes_;
};

const Registry<Mechanism>::Entry<TakeUp> entry{"takes_up"};

}  // namespace
}  // namespace exomet
