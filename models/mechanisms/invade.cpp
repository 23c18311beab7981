// Invasion: a cell that is attached to a tissue degrades it around the place that it touches, and pushes into
// it. It has breached the surface once it is its own radius deeper than where it attached. A cell that comes
// off and is carried further than its diameter begins anew where it attaches again; one that loses its hold
// while it digs goes on.
#include <algorithm>
#include <array>

#include "sim/run/mechanism.hpp"
#include "sim/run/rule_schema.hpp"

namespace exomet {
namespace {

struct Invasion {
  int index = -1;     // tissue
  Rule degrades;      // um^3/min
  Rule force;         // nN
  double reach = 10;  // um
};

const EventKind breaches{"breach", "enters a tissue that it invades"};

class Invade final : public Mechanism {
 public:
  static Section<Invade> schema() {
    Section<Invasion> invasion("How it invades.");
    add_rule(invasion, "degrades", &Invasion::degrades, Dimension::clearance, true,
             "Volume of tissue removed per time.");
    add_number(invasion, "force", &Invasion::force, Dimension::force, {true, not_negative},
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

  void connect(SignallingGraph& graph, const Model& model, CellTypeId type) const override {
    for (const Invasion& invasion : invasions_) {
      invasion.degrades.connect(graph, model, type, "degrades " + model.tissues[invasion.index].name);
      invasion.force.connect(graph, model, type, "pushes into " + model.tissues[invasion.index].name);
    }
  }

  Moves moves() const override {
    const bool responds = std::any_of(invasions_.begin(), invasions_.end(),
                                      [](const Invasion& invasion) { return invasion.force.responds(); });
    return responds ? Moves::freely : Moves::by_place;
  }
  void move(const View& view, const OwnCells& cells, Forces& forces) const override {
    for (const Invasion& invasion : invasions_)
      for (const OwnCell cell : cells)
        if (view.world.cells.attachment[cell] == Attachment::tissue)
          forces.push(cell, invasion.force.at(view, cell) * towards_tissue(view, invasion.index, cell));
  }

  void offer(const View& view, Cells cells, Offers& offers) const override {
    const Population& all = view.world.cells;
    for (const Invasion& invasion : invasions_)
      for (CellIndex i : cells)
        if (progress_.of(all, i) == attached && all.attachment[i] == Attachment::tissue &&
            dot(moved(view, i), towards_tissue(view, invasion.index, i)) >= 0.5 * all.diameter[i])
          offers.due(i, 0);
  }

  void act(const View& view, OwnCell cell, const Occasion&, Commands& commands) const override {
    cell[progress_] = breached;
    start_here(view, cell);
    commands.record(breaches);
  }

  void evolve(const View& view, const OwnCells& cells, TissueChanges& changes) const override {
    const Population& all = view.world.cells;
    for (const Invasion& invasion : invasions_)
      for (const OwnCell cell : cells) {
        if (all.attachment[cell] != Attachment::tissue) {
          forget_if_away(view, cell);
          continue;
        }
        const Vec3 inward = towards_tissue(view, invasion.index, cell);
        if (norm(inward) == 0) continue;
        changes.erode(cell, all.type[cell],
                      {invasion.index, all.position(cell) + 0.5 * all.diameter[cell] * inward, invasion.reach,
                       invasion.degrades.at(view, cell) * cell.minutes()});
        if (cell[progress_] == attached) continue;
        if (cell[progress_] == untouched) cell[progress_] = attached;
        start_here(view, cell);
      }
  }

 private:
  static constexpr double untouched = 0, attached = 1, breached = 2;  // values of the state column

  // How far the cell is from where it attached, or, once it has breached, from where it last held the tissue.
  Vec3 moved(const View& view, CellIndex i) const {
    const Population& all = view.world.cells;
    const Vec3 start{start_[0].of(all, i), start_[1].of(all, i), start_[2].of(all, i)};
    return view.model.geometry.difference(all.position(i), start);
  }

  void start_here(const View& view, OwnCell cell) const {
    for (int axis = 0; axis < 3; ++axis) cell[start_[axis]] = view.world.cells.position(cell)[axis];
  }

  void forget_if_away(const View& view, OwnCell cell) const {
    if (cell[progress_] != untouched && norm(moved(view, cell)) > view.world.cells.diameter[cell])
      cell[progress_] = untouched;
  }

  std::vector<Invasion> invasions_;
  std::array<StateColumn, 3> start_;  // um
  StateColumn progress_;
};

const Registry<Mechanism>::Entry<Invade> entry{"invades"};

}  // namespace
}  // namespace exomet
