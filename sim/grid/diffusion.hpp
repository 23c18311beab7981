// Implicit diffusion and exact decay of one species in counts per voxel, by locally one-dimensional sweeps
// (along x, y, z; as in BioFVM, Ghaffarizadeh et al. 2016): first order in time, second in space, stable at
// any step. The sweeps conserve: what changes in the sum is what decayed, left through ends or was supplied
// there.
//
// A step goes through memory twice: plane by plane along x and y, then column by column along z.
#pragma once

#include <array>
#include <cstddef>
#include <span>

#include "sim/grid/diffusivity.hpp"
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
  // diffusivity: um^2/min; faces use the harmonic mean. decay: 1/min. step: min. fixed: value at the face of
  // each fixed end, counts per voxel, [axis][low, high]. Cheap to make: nothing is stored per voxel.
  Diffusion(const Geometry&, Diffusivity diffusivity, double decay, double step,
            const std::array<std::array<double, 2>, 3>& fixed = {});

  // Advances counts (one per voxel) by one step, in parallel; the same bits at any number of threads. Many
  // fields may be advanced at the same time.
  TransportBalance advance(std::span<double> counts) const;

 private:
  struct Room;

  void plan();
  TransportBalance solve_planes(std::span<double> counts) const;
  TransportBalance solve_axis(int axis, std::span<double> counts) const;
  TransportBalance solve_rows(std::span<double> counts, std::size_t begin, std::size_t end, Room&) const;
  TransportBalance solve_tiles(int axis, std::span<double> counts, std::size_t begin, std::size_t end,
                               Room&) const;
  EndFlux solve_row_group(double* values, std::size_t row, std::size_t rows, Room&, double& sum) const;
  EndFlux solve_tile(int axis, double* values, std::size_t first, std::size_t width, Room&) const;
  DiffusivityBlock read_tile(int axis, std::size_t first, std::size_t width, bool copied, Room&) const;
  // Rows along the first axis that are solved side by side: few stay in the fastest cache, more keep the
  // processor busy while it divides.
  std::size_t row_group() const { return (diffusivity_.uniform() ? 2 : 4) * wide_lanes; }
  std::size_t stride(int axis) const { return axis == 1 ? voxels_[0] : voxels_[0] * voxels_[1]; }
  std::size_t tiles(int axis) const;
  std::size_t tiles_per_chunk(int axis) const;

  // Axes in memory order, those that do nothing last: a 2-D model of any orientation is solved as one in x
  // and y.
  std::array<Lines, 3> axes_;
  std::array<std::size_t, 3> voxels_{};
  Diffusivity diffusivity_;
  double keeps_ = 1, decays_ = 0;  // share of the counts, per step
  std::size_t planes_per_chunk_ = 0, rows_per_chunk_ = 0;
  bool planes_at_once_ = true;  // rows and columns of a plane are solved while it is in the cache
};

}  // namespace exomet
