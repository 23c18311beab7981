// Cells held in place, as mesothelial cells on their basement membrane: a spring to where they belong. Beyond
// the force at which it yields, the anchor is dragged along.
#include <cmath>

#include "sim/run/mechanism.hpp"

namespace exomet {
namespace {

class Anchor final : public Mechanism {
 public:
  static Section<Anchor> schema() {
    Section<Anchor> section("Is held in its place by a spring.");
    section.shorthand("stiffness")
        .quantity("stiffness", &Anchor::stiffness_, Dimension::stiffness, {true, not_negative},
                  "Of the spring.")
        .quantity("yields_at", &Anchor::yields_at_, Dimension::force, {false, positive},
                  "The force that drags the anchor along; never unless given.");
    return section;
  }

  double stiffness() const override { return stiffness_; }

  void initialise(const View&, CellIndex i, Population& cells) const override {
    if (!std::isnan(cells.anchor_x[i])) return;
    cells.anchor_x[i] = cells.x[i];
    cells.anchor_y[i] = cells.y[i];
    cells.anchor_z[i] = cells.z[i];
  }

  // One that yields is moved itself.
  Moves moves() const override { return std::isinf(yields_at_) ? Moves::by_place : Moves::freely; }
  void move(const View& view, Cells cells, Population& population, Forces& forces) const override {
    for (CellIndex i : cells) {
      const Vec3 anchor{population.anchor_x[i], population.anchor_y[i], population.anchor_z[i]};
      const Vec3 stretch = view.model.geometry.difference(population.position(i), anchor);
      const double force = stiffness_ * norm(stretch);
      if (force > yields_at_) {
        const Vec3 moved = view.model.geometry.inside(anchor + (1 - yields_at_ / force) * stretch);
        population.anchor_x[i] = moved.x;
        population.anchor_y[i] = moved.y;
        population.anchor_z[i] = moved.z;
      }
      forces.push(i, -std::min(1.0, yields_at_ / std::max(force, 1e-300)) * stiffness_ * stretch);
    }
  }

 private:
  double stiffness_ = 0;                                        // nN/um
  double yields_at_ = std::numeric_limits<double>::infinity();  // nN
};

const Registry<Mechanism>::Entry<Anchor> entry{"anchored"};

}  // namespace
}  // namespace exomet
