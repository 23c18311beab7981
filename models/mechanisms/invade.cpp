// Invasion: a cell that is attached to a tissue degrades it around the place that it touches, and pushes into
// it. It has breached the surface once it is its own radius deeper than where it attached. A cell that comes
// off and is carried further than its diameter begins anew where it attaches again; one that loses its hold
// while it digs goes on.
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

  std::vector<int> erodes() const override {
    std::vector<int> tissues;
    for (const Invasion& invasion : invasions_) tissues.push_back(invasion.index);
    return tissues;
  }

  void declare(StateColumns& columns) override {
    start_ = {columns.of("attached_x"), columns.of("attached_y"), columns.of("attached_z")};
    progress_ = columns.of("invasion");
  }

  Moves moves() const override { return Moves::by_place; }
  void move(const View& view, Cells cells, Population& population, Forces& forces) const override {
    for (const Invasion& invasion : invasions_)
      for (CellIndex i : cells)
        if (population.attachment[i] == Attachment::tissue)
          forces.push(i, invasion.force * towards_tissue(view, invasion.index, i));
  }

  void decide(const View& view, Cells cells, Population& population, Decisions& decisions) const override {
    for (const Invasion& invasion : invasions_)
      for (CellIndex i : cells) {
        if (population.attachment[i] != Attachment::tissue) {
          forget_if_away(view, i, population);
          continue;
        }
        const Vec3 inward = towards_tissue(view, invasion.index, i);
        if (norm(inward) == 0) continue;
        const double radius = 0.5 * population.diameter[i];
        decisions.actions_of(i).erosion.push_back({invasion.index, population.position(i) + radius * inward,
                                                   invasion.reach,
                                                   invasion.degrades.at(view, i) * view.interval});
        watch_breach(view, i, inward, population, decisions);
      }
  }

 private:
  static constexpr double untouched = 0, attached = 1, breached = 2;  // values of the state column

  // How far the cell is from where it attached, or, once it has breached, from where it last held the tissue.
  Vec3 moved(const View& view, CellIndex i, const Population& population) const {
    const Vec3 start{population.state[start_[0]][i], population.state[start_[1]][i],
                     population.state[start_[2]][i]};
    return view.model.geometry.difference(population.position(i), start);
  }

  void start_here(CellIndex i, Population& population) const {
    for (int axis = 0; axis < 3; ++axis) population.state[start_[axis]][i] = population.position(i)[axis];
  }

  void watch_breach(const View& view, CellIndex i, const Vec3& inward, Population& population,
                    Decisions& decisions) const {
    double& progress = population.state[progress_][i];
    if (progress == attached) {
      if (dot(moved(view, i, population), inward) < 0.5 * population.diameter[i]) return;
      progress = breached;
      decisions.actions_of(i).breach = true;
    } else if (progress == untouched) {
      progress = attached;
    }
    start_here(i, population);
  }

  void forget_if_away(const View& view, CellIndex i, Population& population) const {
    double& progress = population.state[progress_][i];
    if (progress != untouched && norm(moved(view, i, population)) > population.diameter[i])
      progress = untouched;
  }

  std::vector<Invasion> invasions_;
  std::array<int, 3> start_{};  // state columns, um
  int progress_ = 0;            // state column
};

const Registry<Mechanism>::Entry<Invade> entry{"invades"};

}  // namespace
}  // namespace exomet
