// A Gaussian random field of nearly one wavelength, as a sum of plane waves in random directions with random
// phases (Cahn 1965, doi:10.1063/1.1695731: what spinodal decomposition leaves). Where it is above a level is
// a sponge of struts, at about a fifth of the volume much like trabecular bone.
#pragma once

#include <cstdint>
#include <vector>

#include "sim/grid/geometry.hpp"

namespace exomet {

struct RandomField {
  std::vector<double> value;  // at each voxel's centre; mean 0, variance 1
  std::vector<double> range;  // how much the field, taken as linear, changes across the voxel

  // The share of a voxel in which the field is above a level, 0..1.
  double share_above(double level, std::size_t voxel) const {
    const double above = value[voxel] - level;
    if (range[voxel] <= 0) return above > 0 ? 1 : 0;
    return std::clamp(0.5 + above / range[voxel], 0.0, 1.0);
  }
};

// wavelength: um, > 0. Along periodic axes the field goes on across the ends, which bends the waves' lengths
// by up to 30 % where the domain is only a few of them long. A 2-D domain gets a section through a field in
// three dimensions. The same seed and key give the same field; in parallel.
RandomField random_field(const Geometry&, double wavelength, std::uint64_t seed, std::uint64_t key);

// The level above which a share (0..1) of the volume of the marked voxels lies, so that sum of share_above
// over them is that share of all voxels of the grid. marked: one per voxel.
double level_of(const RandomField&, const std::vector<char>& marked, double share);

}  // namespace exomet
