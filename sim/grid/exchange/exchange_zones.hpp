// With which voxels all cells exchange, and sums over cells by voxel and over voxels by cell.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "sim/grid/exchange/exchange_zone.hpp"

namespace exomet {

class ExchangeZones {
 public:
  // um, one of each per cell.
  struct Cells {
    std::span<const double> x, y, z, diameter;
  };

  // Keeps a copy of where cells are. free: as of a ExchangeZone; must outlive it. Linear in cells and voxels.
  ExchangeZones(const Geometry&, const Cells&, std::span<const double> free = {});

  const Geometry& grid() const { return grid_; }
  double diameter(std::size_t cell) const { return cells_[cell].diameter; }
  ExchangeZone of(std::size_t cell) const {
    const Cell& at = cells_[cell];
    return {grid_, at.position, at.diameter, free_, at.scale};
  }

  bool in_space() const;  // each axis has several voxels
  // What the uptake of a cell in space goes by, as its ExchangeZone has it; find_extents() comes before, and
  // works it out once.
  struct Extent {
    double resistance = 0, spread = 0, sum_of_squares = 0;
  };
  void find_extents();
  const Extent& extent(std::size_t cell) const { return extents_[cell]; }

  // The voxels with which any cell exchanges, ascending; "per voxel" below is one for each of these.
  std::span<const std::uint32_t> voxels() const { return voxels_; }
  // Of what there is one per cell, the sum per voxel of what cells have times their share in it. In parallel,
  // the same bits at any number of threads.
  std::vector<double> spread(std::span<const double> of_cells) const;
  // The mean of a value per voxel over the voxels with which a cell exchanges.
  double mean(std::size_t cell, std::span<const double> per_voxel) const;

  // Whether there are as many cells, and none has moved by more than a tenth of a voxel along any axis.
  bool still_there(const Cells&) const;

 private:
  struct Cell {
    Vec3 position;
    double diameter = 0, scale = 1;
  };

  void find_scales();
  void sort_by_plane();
  void find_voxels();
  // Calls visit(cell) for the cells that may exchange with planes begin .. end - 1, always in
  // the same order.
  template <class Visit>
  void visit_near(int begin, int end, const Visit&) const;
  template <class Body>
  void for_each_slab(const Body&) const;

  Geometry grid_;
  std::span<const double> free_;
  std::vector<Cell> cells_;
  std::vector<Extent> extents_;
  int axis_ = 0;   // the last along which there are several voxels: planes of it are consecutive
  int reach_ = 0;  // planes to both sides of its own with which a cell may exchange
  std::vector<std::uint32_t> plane_,
      sorted_;  // of plane p: cells sorted_[plane_[p]] .. sorted_[plane_[p + 1] - 1]
  std::vector<std::uint32_t> voxels_, place_;  // voxels_[place_[v]] is v
};

}  // namespace exomet
