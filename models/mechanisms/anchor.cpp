// Cells held in place, as mesothelial cells on their basement membrane: a spring to where they belong. Beyond
// the force at which it yields, the anchor is dragged along.
#include <array>
#include <cmath>
#include <utility>

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

  void declare(StateColumns& columns) override {
    anchor_ = {columns.of("anchor_x"), columns.of("anchor_y"), columns.of("anchor_z")};
    is_anchored_ = columns.of("is_anchored");
  }

  void initialise(const View& view, OwnCell cell) const override {
    if (std::exchange(cell[is_anchored_], 1) == 0) set_anchor(cell, view.world.cells.position(cell));
  }

  // Daughters that shared an anchor would be held in each other.
  void displaced(const View& view, OwnCell cell, const Vec3& by) const override {
    set_anchor(cell, view.model.geometry.inside(anchor_of(cell) + by));
  }

  // One that yields is moved itself.
  Moves moves() const override { return std::isinf(yields_at_) ? Moves::by_place : Moves::freely; }
  void move(const View& view, const OwnCells& cells, Forces& forces) const override {
    for (const OwnCell cell : cells) {
      const Vec3 anchor = anchor_of(cell);
      const Vec3 stretch = view.model.geometry.difference(view.world.cells.position(cell), anchor);
      const double force = stiffness_ * norm(stretch);
      if (force > yields_at_)
        set_anchor(cell, view.model.geometry.inside(anchor + (1 - yields_at_ / force) * stretch));
      forces.push(cell, -std::min(1.0, yields_at_ / std::max(force, 1e-300)) * stiffness_ * stretch);
    }
  }

 private:
  Vec3 anchor_of(OwnCell cell) const { return {cell[anchor_[0]], cell[anchor_[1]], cell[anchor_[2]]}; }
  void set_anchor(OwnCell cell, const Vec3& at) const {
    for (int axis = 0; axis < 3; ++axis) cell[anchor_[axis]] = at[axis];
  }

  double stiffness_ = 0;                                        // nN/um
  double yields_at_ = std::numeric_limits<double>::infinity();  // nN
  std::array<StateColumn, 3> anchor_;                           // um
  StateColumn is_anchored_;                                     // 1 once it is
};

const Registry<Mechanism>::Entry<Anchor> entry{"anchored"};

}  // namespace
}  // namespace exomet
