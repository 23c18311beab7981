// Cells lay down matter: on the surface of a tissue, as osteoblasts form bone, or around them, as fibroblasts
// make a scar.
#pragma once

#include <span>

#include "sim/grid/geometry.hpp"

namespace exomet {

// Adds up to `volume` um^3 of the tissue whose share per voxel is `density` to the voxels with centres within
// `radius` um of `centre` (at least the voxel that contains it) that are at its surface: not full, and they
// or a face neighbour half full at least. Each gets in proportion to its room; none gets more than 1.
// Returns the volume added, um^3.
double add_volume(const Geometry&, std::span<double> density, const Vec3& centre, double radius,
                  double volume);

// The same of all voxels there, whether the tissue is there yet or not.
double add_volume_anywhere(const Geometry&, std::span<double> density, const Vec3& centre, double radius,
                           double volume);

}  // namespace exomet
