// Resorption: a cell that touches the surface of a tissue seals itself to it, resorbs what is below its
// footprint for a bout during which it doesn't move, lets go, and moves on (Kanehisa & Heersche 1988).
#include <algorithm>

#include "sim/run/mechanism.hpp"
#include "sim/run/rule.hpp"

namespace exomet {
namespace {

// A sealed cell goes on until less than this share of tissue is left below it: otherwise thin remains, which
// have no surface, would stay for ever.
constexpr double remains = 0.05;

struct Sealing {
  Rule rate;  // 1/min, while it touches the tissue
};

struct Resorption {
  int index = -1;  // tissue
  Rule rate;       // um^3/min, of a cell of its type's diameter
  Sealing seals;
  double bout = 60;  // min, mean
};

class Resorb final : public Mechanism {
 public:
  static Section<Resorb> schema() {
    Section<Sealing> sealing("Of sealing itself to the surface that it touches.");
    sealing.shorthand("rate");
    add_rule(sealing, "rate", &Sealing::rate, Dimension::rate, true, "While it touches the surface.");
    Section<Resorption> resorption("How it resorbs it.");
    add_rule(
        resorption, "rate", &Resorption::rate, Dimension::clearance, true,
        "Volume resorbed per time by a sealed cell of its type's diameter; in proportion to the footprint.");
    resorption
        .quantity("bout", &Resorption::bout, Dimension::time, {true, positive},
                  "Mean time from sealing to letting go.")
        .section("seals", &Resorption::seals, sealing, true, "How readily it seals itself to the surface.");
    Section<Resorb> section(
        "Resorbs the surface of a tissue under its footprint, in bouts between which it moves.");
    section.names(&Resorb::resorptions_, "tissue", resorption,
                  "Which, e.g. {mineral: {rate: 390 um^3/h, seals: 0.2 /h, bout: 12 h}}.");
    return section;
  }

  bool attaches() const override { return true; }

  std::vector<int> erodes() const override {
    std::vector<int> tissues;
    for (const Resorption& resorption : resorptions_) tissues.push_back(resorption.index);
    return tissues;
  }

  void connect(SignallingGraph& graph, const Model& model, CellTypeId type) const override {
    for (const Resorption& resorption : resorptions_) {
      const std::string& tissue = model.tissues[resorption.index].name;
      resorption.rate.connect(graph, model, type, "resorbs " + tissue);
      resorption.seals.rate.connect(graph, model, type, "seals to " + tissue);
    }
  }

  void decide(const View& view, Cells cells, Population& population, Decisions& decisions) const override {
    for (CellIndex i : cells)
      if (population.attachment[i] == Attachment::sealed)
        resorb(view, i, decisions);
      else
        seal(view, i, decisions);
  }

 private:
  // It was sealed since the last step: what it has resorbed meanwhile goes now, also if it lets go.
  void resorb(const View& view, CellIndex i, Decisions& decisions) const {
    Random random = view.random(i, purpose("resorbs"));
    bool holds = false;
    for (const Resorption& resorption : resorptions_) {
      const Vec3 inward = towards_tissue(view, resorption.index, i, remains);
      if (norm(inward) == 0) continue;
      decisions.actions_of(i).erosion.push_back(below(view, resorption, i, inward));
      holds = !random.happens(1 / resorption.bout, view.interval);
      break;  // it lies on one
    }
    if (!holds) decisions.attachment[i] = Attachment::none;
  }

  void seal(const View& view, CellIndex i, Decisions& decisions) const {
    Random random = view.random(i, purpose("resorbs"));
    for (const Resorption& resorption : resorptions_) {
      if (norm(towards_tissue(view, resorption.index, i)) == 0) continue;
      if (!random.happens(resorption.seals.rate.at(view, i), view.interval)) continue;
      decisions.attachment[i] = Attachment::sealed;
      decisions.actions_of(i).attach_to = view.model.tissues[resorption.index].name;
      break;
    }
  }

  static TissueChange below(const View& view, const Resorption& resorption, CellIndex i, const Vec3& inward) {
    const Population& cells = view.world.cells;
    const double radius = 0.5 * cells.diameter[i];
    const double spread = cells.diameter[i] / view.model.cells[cells.type[i]].diameter;
    return {resorption.index, view.model.geometry.inside(cells.position(i) + radius * inward), radius,
            resorption.rate.at(view, i) * spread * spread * view.interval, inward};
  }

  std::vector<Resorption> resorptions_;
};

const Registry<Mechanism>::Entry<Resorb> entry{"resorbs"};

}  // namespace
}  // namespace exomet
