// Implicit diffusion and exact decay of one species in counts per voxel, by locally one-dimensional sweeps
// (along x, y, z; as in BioFVM, Ghaffarizadeh et al. 2016): first order in time, second in space, stable at
// any step. The sweeps conserve: what changes in the sum is what decayed, left through ends or was supplied
// there.
#pragma once

#include <array>
#include <cstddef>
#include <span>

#include "sim/grid/geometry.hpp"
#include "sim/grid/lines.hpp"

namespace exomet {

// What one step did, in counts. Sum after = sum before - decayed - left + supplied, to round-off.
struct TransportBalance {
  double decayed = 0;
  double left = 0;      // through open and fixed ends, outwards (net of each end voxel)
  double supplied = 0;  // through fixed ends, inwards (net of each end voxel)
};

class Diffusion {
 public:
  // diffusivity: um^2/min, one value for all voxels (size 1) or one per voxel; faces use the harmonic mean.
  // decay: 1/min. step: min. fixed: value at the face of each fixed end, counts per voxel, [axis][low, high].
  // With one value per voxel, making a Diffusion costs about three steps, in parallel.
  Diffusion(const Geometry&, std::span<const double> diffusivity, double decay, double step,
            const std::array<std::array<double, 2>, 3>& fixed = {});

  // Advances counts (one per voxel) by one step, in parallel; the same bits at any number of threads. Many
  // fields may be advanced at the same time.
  TransportBalance advance(std::span<double> counts) const;

 private:
  static constexpr std::size_t lanes = 16;  // rows along the first axis that are solved side by side
  static constexpr std::size_t tile = 64;   // lines along the other axes that are solved side by side

  void plan();
  void factor(std::span<const double> diffusivity);
  void factor_tiles(int axis, std::span<const double> diffusivity);
  TransportBalance solve_rows(std::span<double> counts, std::size_t begin, std::size_t end) const;
  TransportBalance solve_tiles(int axis, std::span<double> counts, std::size_t begin, std::size_t end) const;
  LineBlock row_block(std::size_t row, std::size_t end) const;
  LineBlock tile_block(int axis, std::size_t index) const;
  std::size_t tile_place(int axis, std::size_t index) const;
  std::size_t stride(int axis) const { return axis == 1 ? voxels_[0] : voxels_[0] * voxels_[1]; }
  std::size_t tiles(int axis) const;
  std::size_t tile_chunk(int axis) const;

  // Axes in memory order, those that do nothing last: a 2-D model of any orientation is solved as one in x
  // and y.
  std::array<Lines, 3> axes_;
  std::array<std::size_t, 3> voxels_{};
  double keeps_ = 1, decays_ = 0;  // share of the counts, per step
  std::size_t planes_per_chunk_ = 0, rows_per_chunk_ = 0;
  bool planes_at_once_ = true;  // rows and columns of a plane are solved while it is in the cache
};

}  // namespace exomet
