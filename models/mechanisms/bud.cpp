// Asymmetric division: a stem cell stays what it is and gives off a cell of another type.
#include "sim/run/mechanism.hpp"
#include "sim/run/rule_schema.hpp"

namespace exomet {
namespace {

struct Progeny {
  int index = -1;  // cell type
  Rule rate;       // 1/min
};

class Bud final : public Mechanism {
 public:
  static Section<Bud> schema() {
    Section<Progeny> progeny("How often.");
    progeny.shorthand("rate");
    add_rule(progeny, "rate", &Progeny::rate, Dimension::rate, true, "Of giving off one.");
    Section<Bud> section("Gives off cells of another type and stays what it is, as stem cells do.");
    section.names(&Bud::progeny_, "cell type", progeny, "Which, e.g. {osteoblast_precursor: 0.1 /d}.");
    return section;
  }

  void connect(SignallingGraph& graph, const Model& model, CellTypeId type) const override {
    for (const Progeny& progeny : progeny_)
      progeny.rate.connect(graph, model, type, "gives off " + model.cells[progeny.index].name);
  }

  void offer(const View& view, Cells cells, Offers& offers) const override {
    for (const Progeny& progeny : progeny_)
      for (CellIndex i : cells) offers.may(i, progeny.rate.at(view, i), progeny.index);
  }

  // A daughter beside the mother.
  void act(const View& view, OwnCell cell, const Occasion& occasion, Commands& commands) const override {
    const double diameter = view.model.cells[occasion.what].diameter,
                 apart = 0.5 * (view.world.cells.diameter[cell] + diameter);
    const Vec3 direction = random_direction(view.model.geometry, occasion.random);
    commands.spawn({false, occasion.what, apart * direction, {}, diameter, "budding"});
  }

 private:
  std::vector<Progeny> progeny_;
};

const Registry<Mechanism>::Entry<Bud> entry{"gives_off"};

}  // namespace
}  // namespace exomet
