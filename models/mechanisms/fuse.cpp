// Fusion: cells that touch become one with the nuclei of both, as precursors of osteoclasts do. Fused cells
// spread flat: their footprints add up, so that a cell of n nuclei has the diameter of the first times
// sqrt(n).
#include <algorithm>
#include <cmath>

#include "sim/run/mechanism.hpp"
#include "sim/run/rule_schema.hpp"

namespace exomet {
namespace {

struct Partner {
  int index = -1;  // cell type
  Rule rate;       // 1/min, for each that it touches
};

class Fuse final : public Mechanism {
 public:
  static Section<Fuse> schema() {
    Section<Partner> partner("How readily.");
    partner.shorthand("rate");
    add_rule(partner, "rate", &Partner::rate, Dimension::rate, true,
             "Of taking in one, for each that it touches; where either of a pair may, the rates add up.");
    Section<Fuse> section("Fuses with cells that it touches; nuclei, footprints and cargo add up.");
    section
        .each("with", &Fuse::partners_, "cell type", partner, true,
              "Which cells it takes in, e.g. {osteoclast_precursor: 0.5 /h}.")
        .integer("nuclei", &Fuse::most_, 2, 1000, "That it has at most.")
        .reference("becomes", &Fuse::into_, "cell type", false, "What it is from `becomes_at` nuclei on.")
        .integer("becomes_at", &Fuse::becomes_at_, 2, 1000, "An osteoclast has three nuclei at least.")
        .check([](const Fuse& fuse, const Node& node, Reader& reader) {
          if (fuse.partners_.empty())
            reader.problem(node, "fuses with nobody; name a cell type under 'with', or leave 'fuses' away");
          if (fuse.into_ >= 0 && fuse.becomes_at_ > fuse.most_)
            reader.problem(node,
                           "never becomes another type, since 'becomes_at' is above 'nuclei', the most "
                           "that it has; lower the one or raise the other");
        });
    return section;
  }

  void declare(StateColumns& columns) override { nuclei_ = columns.of("nuclei"); }
  double growth(const Model& model, CellTypeId type) const override {
    return std::sqrt(static_cast<double>(most_)) * footprint_of_one(model) / model.cells[type].diameter;
  }

  bool sets_size() const override { return true; }
  void connect(SignallingGraph& graph, const Model& model, CellTypeId type) const override {
    for (const Partner& partner : partners_)
      partner.rate.connect(graph, model, type, "fuses with " + model.cells[partner.index].name);
  }

  std::vector<std::string> warnings(const Model& model, CellTypeId type) const override {
    const auto& keys = model.cells[type].mechanism_keys;
    if (std::find(keys.begin(), keys.end(), "divides") == keys.end()) return {};
    return {"cells of type '" + model.cells[type].name +
            "' fuse and divide: between divisions fused ones shrink to the size of one nucleus; let a type "
            "that fuses come from another that divides"};
  }

  void initialise(const View& view, OwnCell cell) const override {
    const double spread = view.world.cells.diameter[cell] / footprint_of_one(view.model);
    if (cell[nuclei_] == 0) cell[nuclei_] = std::max(1.0, std::round(spread * spread));
  }

  void merge(const View& view, OwnCell cell, CellIndex other) const override {
    const Population& cells = view.world.cells;
    cell[nuclei_] += nuclei_of(cells, other);
    const double mine = cells.diameter[cell], others = cells.diameter[other];
    cell.set_diameter(std::sqrt(mine * mine + others * others));
  }

  void offer(const View& view, Cells cells, Offers& offers) const override {
    const Population& all = view.world.cells;
    for (CellIndex i : cells)
      if (into_ >= 0 && into_ != all.type[i] && nuclei_.of(all, i) >= static_cast<double>(becomes_at_))
        offers.due(i, 0, becomes);
      else
        for (CellIndex other : view.touching(i))
          for (std::size_t n = 0; n < partners_.size(); ++n)
            if (takes_in(view, partners_[n], i, other))
              offers.may(i, partners_[n].rate.at(view, i), static_cast<int>(n), other);
  }

  void act(const View& view, OwnCell cell, const Occasion& occasion, Commands& commands) const override {
    if (occasion.what == becomes) return commands.replace(static_cast<CellTypeId>(into_));
    if (takes_in(view, partners_[occasion.what], cell, occasion.other)) commands.merge(occasion.other);
  }

 private:
  // Diameter of a cell with one nucleus, um: the smallest of those that it takes in.
  double footprint_of_one(const Model& model) const {
    double smallest = std::numeric_limits<double>::infinity();
    for (const Partner& partner : partners_)
      smallest = std::min(smallest, model.cells[partner.index].diameter);
    return smallest;
  }

  static constexpr int becomes = -1;  // otherwise: takes in a partner of that number

  double nuclei_of(const Population& cells, CellIndex i) const { return std::max(1.0, nuclei_.of(cells, i)); }

  bool takes_in(const View& view, const Partner& partner, CellIndex i, CellIndex other) const {
    const Population& all = view.world.cells;
    return all.type[other] == partner.index && all.alive(other) &&
           nuclei_.of(all, i) + nuclei_of(all, other) <= static_cast<double>(most_);
  }

  std::vector<Partner> partners_;
  int into_ = -1;
  long becomes_at_ = 3, most_ = 10;
  StateColumn nuclei_;
};

const Registry<Mechanism>::Entry<Fuse> entry{"fuses"};

}  // namespace
}  // namespace exomet
