// Cells that are followed as under a microscope: where they were a while ago is kept, and with it how fast
// they were since. What a cell does isn't changed by it.
#include <array>
#include <utility>

#include "sim/run/mechanism.hpp"
#include "sim/run/signal.hpp"

namespace exomet {
namespace {

const std::string speed_column = "tracked_speed";

const SignalSource speed{
    {"speed", "speed", "", Dimension::speed,
     "net speed of a tracked cell between its last two frames; 0 of others",
     [](const View& view, CellIndex cell, int) { return kept_in(view, speed_column, cell); }}};

class Track final : public Mechanism {
 public:
  static Section<Track> schema() {
    Section<Track> section(
        "Is followed as under a microscope, which the signal `speed` tells of and changes nothing else.");
    section.shorthand("every").quantity(
        "every", &Track::every_, Dimension::time, {true, positive},
        "Time between two frames; the next step of the rules counts. The speed is the distance between two "
        "frames over this time: of a cell that turns in between it is less than that of its path.");
    return section;
  }

  void declare(StateColumns& columns) override {
    last_ = {columns.of("tracked_x"), columns.of("tracked_y"), columns.of("tracked_z")};
    frame_ = columns.of("tracked_at");
    speed_ = columns.of(speed_column);
    is_tracked_ = columns.of("is_tracked");
  }
  void initialise(const View& view, OwnCell cell) const override {
    if (std::exchange(cell[is_tracked_], 1) == 0) look(view, cell);
  }
  // That a division puts it elsewhere is no motion.
  void displaced(const View& view, OwnCell cell, const Vec3& by) const override {
    const Vec3 last = view.model.geometry.inside(last_of(cell) + by);
    for (int axis = 0; axis < 3; ++axis) cell[last_[axis]] = last[axis];
  }

  void evolve(const View& view, const OwnCells& cells, TissueChanges&) const override {
    constexpr double rounding = 1e-6;  // min
    for (const OwnCell cell : cells) {
      const double since = view.world.time - cell[frame_];  // cells are where they were at the step's start
      if (since < every_ - rounding) continue;
      const Vec3 moved = view.model.geometry.difference(view.world.cells.position(cell), last_of(cell));
      cell[speed_] = norm(moved) / since;
      look(view, cell);
    }
  }

 private:
  Vec3 last_of(OwnCell cell) const { return {cell[last_[0]], cell[last_[1]], cell[last_[2]]}; }
  void look(const View& view, OwnCell cell) const {
    const Vec3 here = view.world.cells.position(cell);
    for (int axis = 0; axis < 3; ++axis) cell[last_[axis]] = here[axis];
    cell[frame_] = view.time();
  }

  double every_ = 0;  // min
  std::array<StateColumn, 3> last_;
  StateColumn frame_, speed_, is_tracked_;  // min, um/min
};

const Registry<Mechanism>::Entry<Track> entry{"tracked"};

}  // namespace
}  // namespace exomet
