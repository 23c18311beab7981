// Invasion: a cell that is attached to a tissue degrades it around the place that it touches, and pushes into
// it. It has breached the surface once it is its own radius deeper than where it attached.
#include "sim/run/mechanism.hpp"
#include "sim/run/rule.hpp"

namespace exomet {
namespace {

struct Invasion {
  int index = -1;     // tissue
  Rule degrades;      // um^3/min
  double force = 0;   // nN
  double reach = 10;  // um
};

class Invade final : public Mechanism {
 public:
  static Section<Invade> schema() {
    Section<Invasion> invasion("How it invades.");
    add_rule(invasion, "degrades", &Invasion::degrades, Dimension::clearance, true,
             "Volume of tissue removed per time.");
    invasion
        .quantity("force", &Invasion::force, Dimension::force, {true, not_negative},
                  "With which it pushes in.")
        .quantity("reach", &Invasion::reach, Dimension::length, {false, positive},
                  "Radius around the cell's surface within which it degrades.");
    Section<Invade> section("Invades a tissue that it is attached to.");
    section.names(&Invade::invasions_, "tissue", invasion,
                  "Which, e.g. {matrix: {degrades: 500 um^3/h, force: 5 nN}}.");
    return section;
  }

  void declare(StateColumns& columns) override {
    start_ = {columns.of("attached_x"), columns.of("attached_y"), columns.of("attached_z")};
    depth_ = columns.of("invasion");
  }

  void move(const View& view, Cells cells, Population& population, Forces& forces) const override {
    for (const Invasion& invasion : invasions_)
      for (CellIndex i : cells)
        if (population.attachment[i] == Attachment::tissue)
          forces.push(i, invasion.force * towards_tissue(view, invasion.index, i));
  }

  void decide(const View& view, Cells cells, Population& population, Decisions& decisions) const override {
    for (const Invasion& invasion : invasions_)
      for (CellIndex i : cells) {
        if (population.attachment[i] != Attachment::tissue) continue;
        const Vec3 inward = towards_tissue(view, invasion.index, i);
        if (norm(inward) == 0) continue;
        const double radius = 0.5 * population.diameter[i];
        decisions.erosion[i] = {invasion.index, population.position(i) + radius * inward, invasion.reach,
                                invasion.degrades.at(view, i) * view.interval};
        watch_breach(view, i, inward, population, decisions);
      }
  }

 private:
  static constexpr double untouched = 0, attached = 1, breached = 2;  // values of the state column

  void watch_breach(const View& view, CellIndex i, const Vec3& inward, Population& population,
                    Decisions& decisions) const {
    double& depth = population.state[depth_][i];
    if (depth == untouched) {
      for (int axis = 0; axis < 3; ++axis) population.state[start_[axis]][i] = population.position(i)[axis];
      depth = attached;
    } else if (depth == attached) {
      const Vec3 start{population.state[start_[0]][i], population.state[start_[1]][i],
                       population.state[start_[2]][i]};
      const Vec3 moved = view.model.geometry.difference(population.position(i), start);
      if (dot(moved, inward) < 0.5 * population.diameter[i]) return;
      depth = breached;
      decisions.breach[i] = 1;
    }
  }

  std::vector<Invasion> invasions_;
  std::array<int, 3> start_{};  // state columns, um
  int depth_ = 0;               // state column
};

const Registry<Mechanism>::Entry<Invade> entry{"invades"};

}  // namespace
}  // namespace exomet
