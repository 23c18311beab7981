// What cells do to tissues in a step of the rules. They all see the tissues as they were at its start; what
// they remove and lay down comes to its end, in the order of ids.
#pragma once

#include <memory>
#include <vector>

#include "sim/run/own_cell.hpp"
#include "sim/run/view.hpp"

namespace exomet {

// Up to `volume` um^3 within `radius` of `centre`.
struct TissueChange {
  int tissue = -1;
  Vec3 centre;  // um
  double radius = 0, volume = 0;
  // Erosion: the unit vector into the tissue if matter goes only from its surface, under a footprint there;
  // zero if from everywhere within the radius.
  Vec3 inward = {};
  // Deposition: wherever there is room, otherwise only on the tissue's surface.
  bool anywhere = false;
};

class TissueChanges {
 public:
  explicit TissueChanges(std::size_t cells) : of_cells_(cells) {}

  // Cells of different chunks may at the same time. `type`: of the cell now, under which what the tissue held
  // is booked.
  void erode(OwnCell cell, CellTypeId type, const TissueChange& change) {
    of(cell).erosion.push_back({type, change});
  }
  void deposit(OwnCell cell, CellTypeId type, const TissueChange& change) {
    of(cell).deposition.push_back({type, change});
  }
  void add_cell() { of_cells_.emplace_back(); }

  // Removes, then lays down; what the removed volume held goes to the fluid around the cell, as its release.
  // free: as in a View. Returns whether a tissue has changed.
  bool apply(const Model&, World&, std::span<const double> free) const;

 private:
  struct Change {
    CellTypeId by = 0;
    TissueChange change;
  };
  struct OfCell {
    std::vector<Change> erosion, deposition;
  };
  OfCell& of(CellIndex i) {
    if (!of_cells_[i]) of_cells_[i] = std::make_unique<OfCell>();
    return *of_cells_[i];
  }

  std::vector<std::unique_ptr<OfCell>> of_cells_;
};

}  // namespace exomet
