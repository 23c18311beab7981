// Sedimentation: free cells sink in the fluid, at a given net speed or at Stokes' speed for their excess
// density, v = (rho_cell - rho_fluid) g d^2 / (18 eta) (Stokes 1851).
#include "sim/run/mechanism.hpp"
#include "sim/run/rule_schema.hpp"

namespace exomet {
namespace {

class Sediment final : public Mechanism {
 public:
  static Section<Sediment> schema() {
    Section<Sediment> section("Sinks along -z while free.");
    section.shorthand("speed");
    add_number(section, "speed", &Sediment::speed_, Dimension::speed, {false, not_negative},
               "Net speed; breathing and bowel movement stir ascites, so that it is far below Stokes' speed.")
        .quantity("excess_density", &Sediment::excess_density_, Dimension::mass_density,
                  {false, not_negative},
                  "Of the cell over the fluid: sinks at Stokes' speed, as in a resting dish.")
        .check([](const Sediment&, const Node& node, Reader& reader) {
          if (node.kind == Node::Kind::map && !node.find("speed") == !node.find("excess_density"))
            reader.problem(node, "give either 'speed' or 'excess_density'");
        });
    return section;
  }

  double top_speed(const Model& model, CellTypeId type) const override {
    return speed_.bound() + stokes(model.medium, model.cells[type].diameter);
  }
  void connect(SignallingGraph& graph, const Model& model, CellTypeId type) const override {
    speed_.connect(graph, model, type, "sediments");
  }
  Moves moves() const override { return speed_.responds() ? Moves::freely : Moves::by_place; }
  void move(const View& view, const OwnCells& cells, Forces& forces) const override {
    const Population& population = view.world.cells;
    for (const OwnCell i : cells)
      if (population.attachment[i] == Attachment::none)
        forces.drive(i, {0, 0, -(speed_.at(view, i) + stokes(view.model.medium, population.diameter[i]))});
  }

 private:
  // um/min
  double stokes(const Medium& medium, double diameter) const {
    constexpr double gravity = 9.80665, m_per_um = 1e-6, um_per_min = 60e6;  // m/s^2; m/s to um/min
    const double across = diameter * m_per_um, viscosity = 1e-3 * medium.viscosity;
    return excess_density_ * gravity * across * across / (18 * viscosity) * um_per_min;
  }

  Rule speed_;                 // um/min
  double excess_density_ = 0;  // kg/m^3
};

const Registry<Mechanism>::Entry<Sediment> entry{"sediments"};

}  // namespace
}  // namespace exomet
