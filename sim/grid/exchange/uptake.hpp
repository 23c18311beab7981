// Cells take up from their voxels: of counts u in a voxel K u a minute, K the sum of its cells' clearance
// (the volume that a cell frees of EVs in a minute) over the volume of the voxel. Each cell gets the share
// that its clearance has in the sum.
#pragma once

#include <span>
#include <vector>

#include "sim/grid/exchange/cells_by_voxel.hpp"

namespace exomet {

// Good as long as no cell leaves its voxel or changes. Refers to the CellsByVoxel and to the clearance, which
// must outlive it (so no temporary).
class Uptake {
 public:
  // clearance: um^3/min, one per cell, >= 0.
  Uptake(const Geometry&, const CellsByVoxel&, std::span<const double> clearance);

  // K (1/min) of each voxel that holds cells.
  std::span<const double> rates() const { return rates_; }

  // What cells begin .. begin + shares.size() - 1 get of what is taken up in their voxels, counts.
  // taken: one per voxel that holds cells.
  void share_out(std::span<const double> taken, std::size_t begin, std::span<double> shares) const;

 private:
  const CellsByVoxel* cells_;
  std::span<const double> clearance_;  // of each cell
  std::vector<double> rates_;
  std::vector<double> per_clearance_;  // per voxel that holds cells: 1 / sum of clearance, min/um^3
};

}  // namespace exomet
