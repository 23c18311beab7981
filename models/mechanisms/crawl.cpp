// Cells crawl: a persistent random walk of constant speed whose direction is drawn anew at rate
// 1/persistence, so that the mean squared displacement is 2 v^2 P^2 (t/P - 1 + exp(-t/P)) (Fuerth 1920;
// Codling et al. 2008), whatever the step of motion: within it a cell turns as often as it may.
#include <array>
#include <cmath>

#include "sim/run/mechanism.hpp"
#include "sim/run/rule_schema.hpp"

namespace exomet {
namespace {

enum class When { always, free, attached };

class Crawl final : public Mechanism {
 public:
  static Section<Crawl> schema() {
    Section<Crawl> section("Crawls in a persistent random walk.");
    add_number(section, "speed", &Crawl::speed_, Dimension::speed, {true, not_negative},
               "While nothing is in the way.")
        .quantity("persistence", &Crawl::persistence_, Dimension::time, {true, positive},
                  "Mean time between changes of direction.")
        .choice("when", &Crawl::when_,
                {{"always", When::always}, {"free", When::free}, {"attached", When::attached}},
                "Only while attached to matrix or cells, only while free, or always.");
    return section;
  }

  void declare(StateColumns& columns) override {
    heading_ = {columns.of("heading_x"), columns.of("heading_y"), columns.of("heading_z")};
  }

  double top_speed(const Model&, CellTypeId) const override { return speed_.bound(); }
  void connect(SignallingGraph& graph, const Model& model, CellTypeId type) const override {
    speed_.connect(graph, model, type, "crawls");
  }
  Moves moves() const override { return Moves::freely; }
  void move(const View& view, const OwnCells& cells, Forces& forces) const override {
    for (const OwnCell cell : cells) {
      const Attachment attachment = view.world.cells.attachment[cell];
      if (attachment == Attachment::sealed) continue;
      if (when_ != When::always && (attachment != Attachment::none) != (when_ == When::attached)) continue;
      Random random = view.random(cell, purpose("crawls"));
      Vec3 heading{cell[heading_[0]], cell[heading_[1]], cell[heading_[2]]};
      if (norm(heading) == 0) heading = random_direction(view.model.geometry, random);
      forces.drive(cell, speed_.at(view, cell) * walk(view, heading, random));
      for (int axis = 0; axis < 3; ++axis) cell[heading_[axis]] = heading[axis];
    }
  }

 private:
  // The mean direction over the view's interval of a cell that starts with a heading, which is then that of
  // its end.
  Vec3 walk(const View& view, Vec3& heading, Random& random) const {
    constexpr double countless = 100;  // turns
    if (view.interval > countless * persistence_) return many_turns(view, heading, random);
    Vec3 sum;
    double left = view.interval;
    for (double run = random.exponential(persistence_); run < left; run = random.exponential(persistence_)) {
      sum += run * heading;
      left -= run;
      heading = random_direction(view.model.geometry, random);
    }
    return (1 / view.interval) * (sum + left * heading);
  }

  // The sum of so many runs is normal, by the mean that the first heading leaves it and Fuerth's variance
  // about that; no run is longer than the interval.
  Vec3 many_turns(const View& view, Vec3& heading, Random& random) const {
    const Geometry& grid = view.model.geometry;
    const double runs = view.interval / persistence_;  // expm1(-runs) = -1 to the bit
    const double spread = std::sqrt((2 * (runs - 1) - 1) / grid.dimensions()) / runs;
    Vec3 mean = (1 / runs) * heading;
    for (int axis = 0; axis < 3; ++axis)
      if (!grid.flat(axis)) mean[axis] += spread * random.normal();
    heading = random_direction(grid, random);
    return mean;
  }

  Rule speed_;              // um/min
  double persistence_ = 1;  // min
  When when_ = When::always;
  std::array<StateColumn, 3> heading_;
};

const Registry<Mechanism>::Entry<Crawl> entry{"crawls"};

}  // namespace
}  // namespace exomet
