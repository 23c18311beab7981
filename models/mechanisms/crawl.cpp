// Cells crawl: a persistent random walk of constant speed whose direction is drawn anew at rate
// 1/persistence, so that the mean squared displacement is 2 v^2 P^2 (t/P - 1 + exp(-t/P)) (Fuerth 1920;
// Codling et al. 2008).
#include "sim/run/mechanism.hpp"

namespace exomet {
namespace {

enum class When { always, free, attached };

class Crawl final : public Mechanism {
 public:
  static Section<Crawl> schema() {
    Section<Crawl> section("Crawls in a persistent random walk.");
    section
        .quantity("speed", &Crawl::speed_, Dimension::speed, {true, not_negative},
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

  double top_speed(const Model&, CellTypeId) const override { return speed_; }
  Moves moves() const override { return Moves::freely; }
  void move(const View& view, Cells cells, Population& population, Forces& forces) const override {
    const double turns = Random::probability(1 / persistence_, view.interval);
    for (CellIndex i : cells) {
      const bool attached = population.attachment[i] != Attachment::none;
      if (population.attachment[i] == Attachment::sealed) continue;
      if (when_ != When::always && attached != (when_ == When::attached)) continue;
      Random random = view.random(i, purpose("crawls"));
      Vec3 heading = stored(population, i);
      if (norm(heading) == 0 || random.uniform() < turns) {
        heading = random_direction(view.model.geometry, random);
        for (int axis = 0; axis < 3; ++axis) population.state[heading_[axis]][i] = heading[axis];
      }
      forces.drive(i, speed_ * heading);
    }
  }

 private:
  Vec3 stored(const Population& population, CellIndex i) const {
    return {population.state[heading_[0]][i], population.state[heading_[1]][i],
            population.state[heading_[2]][i]};
  }

  double speed_ = 0, persistence_ = 1;  // um/min, min
  When when_ = When::always;
  std::array<int, 3> heading_{};  // state columns
};

const Registry<Mechanism>::Entry<Crawl> entry{"crawls"};

}  // namespace
}  // namespace exomet
