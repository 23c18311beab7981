// Implicit diffusion and exact decay of one species in counts per voxel, by locally one-dimensional sweeps (Thomas
// algorithm along x, y, z; as in BioFVM, Ghaffarizadeh et al. 2016): first order in time, second in space, stable at
// any step. The sweeps conserve: what changes in the sum is what decayed, left through ends or was supplied there.
#pragma once

#include <array>
#include <span>
#include <vector>

#include "sim/grid/geometry.hpp"

namespace exomet {

// What one step did, in counts. Sum after = sum before - decayed - left + supplied, to round-off.
struct TransportBalance {
  double decayed = 0;
  double left = 0;      // through open and fixed ends, outwards
  double supplied = 0;  // through fixed ends, inwards
};

class Diffusion {
 public:
  // diffusivity: um^2/min, one value for all voxels (size 1) or one per voxel; faces use the harmonic mean.
  // decay: 1/min. step: min. fixed: value just outside of each fixed end, counts per voxel, [axis][low, high].
  Diffusion(const Geometry&, std::span<const double> diffusivity, double decay, double step,
            const std::array<std::array<double, 2>, 3>& fixed = {});

  // Advances counts (one per voxel) by one step, in parallel; the same bits at any number of threads.
  TransportBalance advance(std::span<double> counts) const;
