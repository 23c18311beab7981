// Cells grow and divide: they leave G1 at a rate that signals raise and lower, then pass phases of
// exponentially distributed duration, double their volume meanwhile, and split into two (phase model as in
// Macklin et al. 2012).
#include <algorithm>
#include <cmath>

#include "sim/base/mathematics.hpp"
#include "sim/run/growth.hpp"
#include "sim/run/mechanism.hpp"
#include "sim/run/rule_schema.hpp"

namespace exomet {
namespace {

struct CyclePhase {
  std::string name;
  double mean = 0;  // min
};

class Divide final : public Mechanism {
 public:
  static Section<Divide> schema() {
    Section<Divide> section("Grows and divides.");
    add_rule(section, "rate", &Divide::leaves_g1_, Dimension::rate, true,
             "Of leaving G1; crowding usually lowers it.");
    section
        .custom({"phases",
                 "map from name to time, e.g. {S: 8 h, G2: 4 h, M: 1 h}",
                 "The phases after G1, each of exponentially distributed duration with this mean; division "
                 "ends the "
                 "last.",
                 "",
                 false,
                 {},
                 Holds::declared},
                [](const Node& node, Divide& divide, Reader& reader) { divide.read_phases(node, reader); })
        .quantity("growth_time", &Divide::growth_time_, Dimension::time, {false, positive},
                  "Time constant of the volume on its way to that of the phase: the type's in G1, twice that "
                  "after.");
    return section;
  }

  void declare(StateColumns& columns) override { phase_ = columns.of("cycle_phase"); }
  // The rate r at which cells increase by exponentially distributed phases i of rates k(i), G1 among them:
  // 2 prod k(i) / (k(i) + r) = 1 (Powell 1956, doi:10.1099/00221287-15-3-492).
  double increase() const override {
    const auto daughters_in_time = [&](double rate) {
      double share = 2 * leaves_g1_.base / (leaves_g1_.base + rate);
      for (const CyclePhase& phase : phases_) share /= 1 + phase.mean * rate;
      return share;
    };
    double low = 0, high = leaves_g1_.base;
    constexpr int halvings = 50;
    for (int n = 0; n < halvings; ++n)
      (daughters_in_time(0.5 * (low + high)) > 1 ? low : high) = 0.5 * (low + high);
    return low;
  }
  double growth(const Model&, CellTypeId) const override { return phases_.empty() ? 1 : maths::cbrt(2.0); }
  bool sets_size() const override { return true; }
  void connect(SignallingGraph& graph, const Model& model, CellTypeId type) const override {
    leaves_g1_.connect(graph, model, type, "divides");
  }

  void offer(const View& view, Cells cells, Offers& offers) const override {
    for (CellIndex i : cells) {
      const std::size_t phase = phase_of(view, i);
      offers.may(i, phase == 0 ? leaves_g1_.at(view, i) : 1 / phases_[phase - 1].mean);
    }
  }

  void act(const View& view, OwnCell cell, const Occasion& occasion, Commands& commands) const override {
    const std::size_t phase = phase_of(view, cell);
    if (phase < phases_.size()) {
      cell[phase_] = static_cast<double>(phase + 1);
      return;
    }
    cell[phase_] = 0;
    commands.spawn(halves(view, cell, random_direction(view.model.geometry, occasion.random)));
  }

  void evolve(const View& view, const OwnCells& cells, TissueChanges&) const override {
    for (const OwnCell cell : cells) {
      const double rest = view.model.cells[view.world.cells.type[cell]].diameter;
      cell.set_diameter(grown(view.world.cells.diameter[cell],
                              rest * rest * rest * (phase_of(view, cell) == 0 ? 1 : 2), cell.minutes(),
                              growth_time_));
    }
  }

 private:
  void read_phases(const Node& node, Reader& reader) {
    if (node.kind != Node::Kind::map)
      return reader.problem(node, "expected a map from phases to mean durations");
    for (const Entry& entry : node.entries) {
      if (entry.key == "source" || entry.key == "about") continue;
      const Reader::Scope scope(reader, entry.key, entry.value);
      phases_.push_back({entry.key, reader.quantity(entry.value, Dimension::time, positive, 1)});
    }
  }

  // A cell that became this type, or a treatment, may bring the number of a phase that isn't there.
  std::size_t phase_of(const View& view, CellIndex i) const {
    return std::min(static_cast<std::size_t>(phase_.of(view.world.cells, i)), phases_.size());
  }

  // Two daughters of half the volume, the mother's place between them.
  static Spawn halves(const View& view, CellIndex i, const Vec3& axis) {
    const double diameter = view.world.cells.diameter[i] / maths::cbrt(2.0);
    const Vec3 shift = (0.25 * diameter) * axis;
    return {true, -1, shift, -1 * shift, diameter, "division"};
  }

  Rule leaves_g1_;
  std::vector<CyclePhase> phases_;
  double growth_time_ = 240;  // min
  StateColumn phase_;         // 0 in G1, then the number of the phase
};

const Registry<Mechanism>::Entry<Divide> entry{"divides"};

}  // namespace
}  // namespace exomet
