// A task's part of the sweeps of a step with a diffusivity in each voxel.
#pragma once

#include <cstddef>
#include <span>

#include "sim/base/aligned.hpp"
#include "sim/grid/diffusion/adi_grid.hpp"
#include "sim/grid/diffusion/diffusivity.hpp"
#include "sim/grid/diffusion/lines.hpp"

namespace exomet {

class AdiByVoxel {
 public:
  // Rows that are solved side by side: as many as keep the processor busy while it divides.
  static constexpr std::size_t rows_together = 4 * wide_lanes;
  // Lines along y or z that are solved side by side, by their distance in memory.
  static std::size_t lines_together(std::size_t) { return Lines::most_together; }

  // Fields that diffuse alike, and a balance for each. All of these must outlive this.
  AdiByVoxel(const AdiGrid&, const Diffusivity&, std::span<const AdiField>, std::span<TransportBalance>);

  // Decays rows and solves them along x.
  void rows(std::size_t begin, std::size_t end);
  // The same for all rows of planes, and then solves these along y.
  void planes(std::size_t begin, std::size_t end);
  // Solves so many lines along y or z, side by side from a voxel on.
  void tile(int axis, std::size_t first, std::size_t lines);

 private:
  void row_group(std::size_t row, std::size_t rows);
  DiffusivityBlock read_row_group(std::size_t row, std::size_t rows);
  DiffusivityBlock read_tile(int axis, std::size_t first, std::size_t lines, bool copied);
  template <class Block>
  EndFlux solve(const Lines&, Block&, const DiffusivityBlock&, std::size_t field);
  // Voxels of planes whose diffusivities have to be worked out, and are kept for the second axis.
  std::size_t blended() const;
  // The diffusivities from a voxel on; nullptr if they aren't at hand.
  const double* known_at(std::size_t voxel) const {
    return known_ ? known_ + (voxel - known_from_) : nullptr;
  }

  const AdiGrid& grid_;
  const Diffusivity& diffusivity_;
  std::span<const AdiField> fields_;
  std::span<TransportBalance> balances_;
  AlignedRoom room_;
  double *values_, *diffusivities_, *rows_, *shares_, *in_planes_;  // in it
  const double* known_;
  std::size_t known_from_ = 0;  // voxel
};

}  // namespace exomet
