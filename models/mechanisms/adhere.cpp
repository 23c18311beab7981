// Adhesion: to other cells, as the affinity that the contact law's adhesion is multiplied with; and
// attachment, to bare matrix or to cells, after an exponentially distributed time of touching. An attached
// cell neither sinks nor drifts.
#include <algorithm>
#include <cmath>

#include "sim/run/mechanism.hpp"

namespace exomet {
namespace {

struct Affinity {
  int index = -1;  // cell type
  double value = 0;
};

struct Surface {
  int index = -1;    // tissues first, then cell types
  double after = 1;  // min, mean
};

class Adhere final : public Mechanism {
 public:
  static Section<Adhere> schema() {
    Section<Affinity> affinity("How strongly.");
    affinity.shorthand("affinity")
        .quantity("affinity", &Affinity::value, Dimension::number, {true, not_negative},
                  "Multiplies the contact law's adhesion; the larger one of a pair holds.");
    Section<Surface> surface("How soon.");
    surface.shorthand("after").quantity("after", &Surface::after, Dimension::time, {true, positive},
                                        "Mean time of touching before it is attached.");
    Section<Adhere> section("Adheres to cells and to matrix.");
    section
        .each("to_cells", &Adhere::affinities_, "cell type", affinity, false, "Affinities, e.g. {tumour: 1}.")
        .each("attaches_to", &Adhere::surfaces_, "tissue or cell type", surface, false,
              "Where it attaches, e.g. {matrix: 30 min, mesothelial: 180 min}.");
    return section;
  }

  bool attaches() const override { return true; }

  void set_adhesion(const Mechanics& mechanics, CellTypeId type, PairAdhesions& adhesions) const override {
    for (const Affinity& affinity : affinities_) {
      const double adhesion = affinity.value * mechanics.adhesion;
      const auto other = static_cast<CellTypeId>(affinity.index);
      for (const auto& pair : {std::pair{type, other}, {other, type}}) {
        double& mutual = adhesions[pair];
        mutual = std::max(mutual, adhesion);
      }
    }
  }

  void offer(const View& view, Cells cells, Offers& offers) const override {
    for (CellIndex i : cells) {
      const Attachment now = view.world.cells.attachment[i];
      if (now == Attachment::sealed) continue;  // what seals a cell to a tissue lets it go itself
      const bool to_tissue = now == Attachment::tissue, to_cells = now == Attachment::cells;
      if ((to_tissue || to_cells) && !touches(view, i, to_tissue))
        offers.due(i, 0, lets_go);
      else if (!to_tissue)
        for (std::size_t n = 0; n < surfaces_.size(); ++n)
          if (!(to_cells && !is_tissue(view, surfaces_[n])) && touches(view, i, surfaces_[n]))
            offers.may(i, 1 / surfaces_[n].after, static_cast<int>(n));
    }
  }

  void act(const View& view, OwnCell, const Occasion& occasion, Commands& commands) const override {
    if (occasion.what == lets_go) return commands.let_go();
    const Surface& surface = surfaces_[occasion.what];
    commands.attach(is_tissue(view, surface) ? Attachment::tissue : Attachment::cells, name(view, surface));
  }

 private:
  static constexpr int lets_go = -1;  // otherwise: attaches to the surface of that number

  static bool is_tissue(const View& view, const Surface& surface) {
    return surface.index < static_cast<int>(view.model.tissues.size());
  }
  static int cell_type(const View& view, const Surface& surface) {
    return surface.index - static_cast<int>(view.model.tissues.size());
  }
  static const std::string& name(const View& view, const Surface& surface) {
    return is_tissue(view, surface) ? view.model.tissues[surface.index].name
                                    : view.model.cells[cell_type(view, surface)].name;
  }

  static bool touches(const View& view, CellIndex i, const Surface& surface) {
    if (is_tissue(view, surface)) return norm(towards_tissue(view, surface.index, i)) > 0;
    for (CellIndex other : view.touching(i))
      if (view.world.cells.type[other] == cell_type(view, surface) && view.world.cells.alive(other))
        return true;
    return false;
  }

  // Whether it touches any surface of that sort.
  bool touches(const View& view, CellIndex i, bool tissue) const {
    return std::any_of(surfaces_.begin(), surfaces_.end(), [&](const Surface& surface) {
      return is_tissue(view, surface) == tissue && touches(view, i, surface);
    });
  }

  std::vector<Affinity> affinities_;
  std::vector<Surface> surfaces_;
};

const Registry<Mechanism>::Entry<Adhere> entry{"adheres"};

}  // namespace
}  // namespace exomet
