// Trabecular bone made up: connected struts of a given volume fraction and thickness.
#pragma once

#include <cstdint>
#include <vector>

#include "sim/grid/geometry.hpp"

namespace exomet {

struct TrabecularField {
  std::vector<double> share;   // of each voxel, 0..1
  double volume_fraction = 0;  // of the domain
  double thickness = 0;        // um, the mean of local_thickness
  double wavelength = 0;       // um, of the field that it was cut from
};

// Where a random field (random_field.hpp) is above a level, without the islands that don't hang together with
// the largest piece: the level is sought until the volume fraction is met to 0.1 % of the domain, the
// wavelength until the thickness is to 5 %, or as near as a few tries come: what matters in a domain of few
// struts. A 2-D domain gets a section through struts in three dimensions, whose pieces needn't hang together.
// volume_fraction: 0..1, thickness: um, both > 0. The same seed and key give the same sponge.
TrabecularField sponge(const Geometry&, double volume_fraction, double thickness, std::uint64_t seed,
                       std::uint64_t key);

}  // namespace exomet
