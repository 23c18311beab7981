// Cells release into the grid and take up from it. Over a step the counts u of a voxel follow
//
//   du/dt = S - K u,   S = sum of its cells' secretion,   K = sum of their clearance / voxel volume,
//
// which is solved exactly (integrating factor), so that any step is stable and conserves. What is taken up is
// shared among the voxel's cells by their clearance.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "sim/grid/geometry.hpp"

namespace exomet {

// The voxels that hold cells, ascending, and their cells, ascending: those of voxel[i] are
// cell[begin[i]] .. cell[begin[i + 1] - 1], and cell c is in voxel[place[c]].
struct CellsByVoxel {
  std::vector<std::uint32_t> voxel, begin, cell, place;

  std::span<const std::uint32_t> of(std::size_t i) const {
    return {cell.data() + begin[i], cell.data() + begin[i + 1]};
  }
};

// Sorts cells by the voxel that contains them. x, y, z: um, one per cell. Linear in cells and voxels.
CellsByVoxel cells_by_voxel(const Geometry&, std::span<const double> x, std::span<const double> y,
                            std::span<const double> z);

// Totals of one field in one step, counts. Sum after = sum before + emitted - taken, to round-off.
struct ExchangeTotals {
  double emitted = 0, taken = 0;
};

// What all fields of one species (lanes, one per type of donor) have in common: who takes up how fast. Good
// for as many steps as cells stay where they are and as they are. Refers to the CellsByVoxel, which must
// outlive it. What happens in a step is worked out per voxel; what a cell gets of it is asked for apart.
class Exchange {
 public:
  // clearance: um^3/min, one per cell, >= 0. step: min.
  Exchange(const Geometry&, const CellsByVoxel&, std::span<const double> clearance, double step);

  // What cells release in a step into each voxel that holds some, counts. secretion: counts/min, one per
  // cell, >= 0.
  std::vector<double> emission(std::span<const double> secretion) const;

  // Advances counts (one per voxel) of one lane by one step, in parallel; the same bits at any number of
  // threads. emission: see above; empty if nobody secretes into this lane. taken: counts, one per voxel that
  // holds cells, to which what is taken up is added.
  ExchangeTotals apply(std::span<double> counts, std::span<const double> emission,
                       std::span<double> taken) const;

  // What cells begin .. begin + shares.size() - 1 get of what is taken up in their voxels, counts.
  void share_out(std::span<const double> taken, std::size_t begin, std::span<double> shares) const;

 private:
  // A voxel's shares of the step, from its K; with k = K step: e^-k, 1 - e^-k, and the same for what is
  // secreted evenly over the step, (1 - e^-k) / k and 1 - (1 - e^-k) / k.
  struct Shares {
    double kept = 1, taken = 0;
    double secreted_kept = 1, secreted_taken = 0;
  };
  static Shares shares(double clearance, double step, double voxel_volume);

  const CellsByVoxel* cells_;
  double step_;
  std::vector<Shares> shares_;         // one per occupied voxel
  std::vector<double> per_clearance_;  // the same: 1 / sum of clearance, min/um^3
  std::vector<double> clearance_;      // of each cell
};

}  // namespace exomet
