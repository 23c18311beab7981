// Chemotaxis: cells move up the gradient of an EV species or substance, with a speed that saturates in the
// relative difference that they can sense across themselves: v = speed s / (half + s), s = |grad c| diameter
// / (c + detects).
#include "sim/run/mechanism.hpp"
#include "sim/run/rule_schema.hpp"

namespace exomet {
namespace {

struct Attraction {
  int index = -1;  // species
  Rule speed;      // um/min
  double half = 0.05;
  double detects = 0;  // counts/um^3
};

class Follow final : public Mechanism {
 public:
  static Section<Follow> schema() {
    Section<Attraction> attraction("How it is followed.");
    attraction.shorthand("speed");
    add_number(attraction, "speed", &Attraction::speed, Dimension::speed, {true, not_negative},
               "In a steep gradient.")
        .quantity("half", &Attraction::half, Dimension::number, {false, positive},
                  "Relative difference of the density across the cell at which it has half of that speed.")
        .quantity("detects", &Attraction::detects, Dimension::per_volume, {false, not_negative},
                  "The density that it can just tell: far below it sees no gradient.");
    Section<Follow> section("Moves up the gradient of EVs or substances (chemotaxis).");
    section.names(&Follow::attractions_, "EV or substance", attraction, "What is followed.");
    return section;
  }

  void connect(SignallingGraph& graph, const Model& model, CellTypeId type) const override {
    for (const Attraction& attraction : attractions_) {
      const Species& species = model.species[attraction.index];
      graph.connect(graph.node(species.vesicle ? SignalKind::vesicle : SignalKind::substance, species.name),
                    graph.node(SignalKind::cell_type, model.cells[type].name), Relation::raises, "follows");
      attraction.speed.connect(graph, model, type, "follows " + species.name);
    }
  }

  double top_speed(const Model&, CellTypeId) const override {
    double sum = 0;
    for (const Attraction& attraction : attractions_) sum += attraction.speed.bound();
    return sum;
  }
  Moves moves() const override { return Moves::freely; }
  void move(const View& view, const OwnCells& cells, Forces& forces) const override {
    const Population& population = view.world.cells;
    for (const Attraction& attraction : attractions_)
      for (const OwnCell i : cells) {
        if (population.attachment[i] == Attachment::sealed) continue;
        const Vec3 gradient = density_gradient(view, attraction.index, i);
        const double steepness = norm(gradient), density = density_around(view, attraction.index, i);
        if (steepness <= 0 || density <= 0) continue;
        const double sensed = steepness * population.diameter[i] / (density + attraction.detects);
        const double speed = attraction.speed.at(view, i);
        forces.drive(i, (speed * sensed / (attraction.half + sensed) / steepness) * gradient);
      }
  }

 private:
  std::vector<Attraction> attractions_;
};

const Registry<Mechanism>::Entry<Follow> entry{"follows"};

}  // namespace
}  // namespace exomet
