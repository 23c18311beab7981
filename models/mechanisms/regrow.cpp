// A sheet regrows from its edges: a cell whose neighbours of its own type leave a wide gap divides into that
// gap, along x and y, if the place is free.
#include <algorithm>
#include <cmath>
#include <numbers>

#include "sim/base/mathematics.hpp"
#include "sim/run/mechanism.hpp"
#include "sim/run/rule_schema.hpp"

namespace exomet {
namespace {

class Regrow final : public Mechanism {
 public:
  static Section<Regrow> schema() {
    Section<Regrow> section("Regrows its sheet (in x and y) from free edges.");
    add_rule(section, "rate", &Regrow::rate_, Dimension::rate, true, "Of dividing into a gap, at an edge.");
    section.quantity("gap", &Regrow::gap_, Dimension::angle, {false, positive},
                     "The angle between two neighbours from which on there is an edge.");
    return section;
  }

  void connect(SignallingGraph& graph, const Model& model, CellTypeId type) const override {
    rate_.connect(graph, model, type, "regrows");
  }

  // Whether there is a gap is looked at only when the draw falls on a cell, which is as likely as if cells
  // without one had no hazard.
  void offer(const View& view, Cells cells, Offers& offers) const override {
    for (CellIndex i : cells) offers.may(i, rate_.at(view, i));
  }

  // Both of full size, as cells at the edge of a sheet spread while they divide.
  void act(const View& view, OwnCell cell, const Occasion& occasion, Commands& commands) const override {
    Vec3 offset;
    if (gap_beside(view, cell, occasion.random, offset) && is_free(view, cell, offset))
      commands.spawn({true, -1, offset, {}, view.world.cells.diameter[cell], "division"});
  }

 private:
  // Calls visit(other) for living cells around a point, those born just now among them.
  template <class Visit>
  static void for_each_living(const View& view, const Vec3& point, double radius, const Visit& visit) {
    const Population& all = view.world.cells;
    view.near.for_each_near(all, point, radius, [&](CellIndex other) {
      if (all.alive(other)) visit(other);
    });
    for (CellIndex other = view.first_born(); other < all.size(); ++other)
      if (all.alive(other) && norm(view.model.geometry.difference(all.position(other), point)) <= radius)
        visit(other);
  }

  // The middle of the widest gap between neighbours, a cell diameter away, anywhere if there are none;
  // whether it is wide enough.
  bool gap_beside(const View& view, CellIndex i, Random& random, Vec3& offset) const {
    const Geometry& grid = view.model.geometry;
    const Population& all = view.world.cells;
    const double diameter = all.diameter[i];
    if (grid.flat(0) || grid.flat(1)) return gap_in_row(view, i, random, offset);
    std::vector<double> angles;
    for_each_living(view, all.position(i), touching_reach * diameter, [&](CellIndex other) {
      if (other == i || all.type[other] != all.type[i]) return;
      const Vec3 to = grid.difference(all.position(other), all.position(i));
      angles.push_back(maths::atan2(to.y, to.x));
    });
    double middle = 0, widest = 2 * std::numbers::pi;
    if (angles.empty()) middle = widest * random.uniform();
    std::sort(angles.begin(), angles.end());
    for (std::size_t n = 0; n < angles.size(); ++n) {
      const bool last = n + 1 == angles.size();
      const double gap = (last ? angles.front() + 2 * std::numbers::pi : angles[n + 1]) - angles[n];
      if (n == 0 || gap > widest) widest = gap, middle = angles[n] + 0.5 * gap;
    }
    const auto [sine, cosine] = maths::sin_cos_turn(middle / (2 * std::numbers::pi));
    offset = {diameter * cosine, diameter * sine, 0};
    return widest >= gap_;
  }

  // In a vertical 2-D section the sheet is a row: the gap is on a side without neighbour.
  static bool gap_in_row(const View& view, CellIndex i, Random& random, Vec3& offset) {
    const Geometry& grid = view.model.geometry;
    const Population& all = view.world.cells;
    const int along = grid.flat(0) ? 1 : 0;
    bool taken[2] = {false, false};
    for_each_living(view, all.position(i), touching_reach * all.diameter[i], [&](CellIndex other) {
      if (other == i || all.type[other] != all.type[i]) return;
      taken[grid.difference(all.position(other), all.position(i))[along] > 0] = true;
    });
    if (taken[0] && taken[1]) return false;
    const bool backwards = taken[1] || (!taken[0] && random.uniform() < 0.5);
    offset[along] = (backwards ? -1 : 1) * all.diameter[i];
    return true;
  }

  static bool is_free(const View& view, CellIndex i, const Vec3& offset) {
    const Population& all = view.world.cells;
    const Vec3 wanted = all.position(i) + offset, place = view.model.geometry.inside(wanted);
    // Beyond a closed end there is no place; cells aren't squeezed in before it.
    bool free = norm(view.model.geometry.difference(wanted, place)) < 0.01 * all.diameter[i];
    for_each_living(view, place, 0.7 * all.diameter[i], [&](CellIndex other) {
      if (other != i) free = false;
    });
    return free;
  }

  Rule rate_;
  double gap_ = 110 * std::numbers::pi / 180;  // rad
};

const Registry<Mechanism>::Entry<Regrow> entry{"regrows"};

}  // namespace
}  // namespace exomet
