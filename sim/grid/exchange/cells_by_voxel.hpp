// Which cells are in which voxel.
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

// Whether all of the cells are still in the voxels into which they were sorted.
bool still_sorted(const CellsByVoxel&, const Geometry&, std::span<const double> x, std::span<const double> y,
                  std::span<const double> z);

// Of what there is one per cell, the sum over the cells of each voxel that holds some. In parallel.
std::vector<double> sum_by_voxel(const CellsByVoxel&, std::span<const double> of_cells);

}  // namespace exomet
