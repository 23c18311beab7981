// Resorption: a cell that touches the surface of a tissue seals itself to it, resorbs what is below its
// footprint for a bout during which it doesn't move, lets go, and moves on (Kanehisa & Heersche 1988).
#include <utility>

#include "sim/run/mechanism.hpp"
#include "sim/run/rule_schema.hpp"

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

  void offer(const View& view, Cells cells, Offers& offers) const override {
    for (CellIndex i : cells)
      if (view.world.cells.attachment[i] != Attachment::sealed)
        offer_seals(view, i, offers);
      else if (const auto [resorption, inward] = below(view, i); resorption)
        offers.may(i, 1 / resorption->bout, lets_go);
      else
        offers.due(i, 0, lets_go);
  }

  void act(const View& view, OwnCell, const Occasion& occasion, Commands& commands) const override {
    if (occasion.what == lets_go) return commands.let_go();
    commands.attach(Attachment::sealed, view.model.tissues[occasion.what].name);
  }

  void evolve(const View& view, const OwnCells& cells, TissueChanges& changes) const override {
    const Population& all = view.world.cells;
    for (const OwnCell cell : cells) {
      if (all.attachment[cell] != Attachment::sealed) continue;
      const auto [resorption, inward] = below(view, cell);
      if (!resorption) continue;
      const double radius = 0.5 * all.diameter[cell];
      const double spread = all.diameter[cell] / view.model.cells[all.type[cell]].diameter;
      changes.erode(cell, all.type[cell],
                    {resorption->index, view.model.geometry.inside(all.position(cell) + radius * inward),
                     radius, resorption->rate.at(view, cell) * spread * spread * cell.minutes(), inward});
    }
  }

 private:
  static constexpr int lets_go = -1;  // otherwise: seals itself to the tissue of that number

  void offer_seals(const View& view, CellIndex i, Offers& offers) const {
    for (const Resorption& resorption : resorptions_)
      if (norm(towards_tissue(view, resorption.index, i)) > 0)
        offers.may(i, resorption.seals.rate.at(view, i), resorption.index);
  }

  // What a sealed cell lies on, and the unit vector into it; nullptr: on nothing that it resorbs.
  std::pair<const Resorption*, Vec3> below(const View& view, CellIndex i) const {
    for (const Resorption& resorption : resorptions_) {
      const Vec3 inward = towards_tissue(view, resorption.index, i, remains);
      if (norm(inward) > 0) return {&resorption, inward};
    }
    return {nullptr, {}};
  }

  std::vector<Resorption> resorptions_;
};

const Registry<Mechanism>::Entry<Resorb> entry{"resorbs"};

}  // namespace
}  // namespace exomet
