// Cells remove matter from the grid: matrix that is degraded, mineral that is resorbed.
#pragma once

#include <span>

#include "sim/grid/geometry.hpp"

namespace exomet {

// Removes up to `volume` um^3 of the tissue whose share per voxel is `density`, from the voxels with centres
// within `radius` um of `centre` (at least the voxel that contains it), each in proportion to what it holds.
// Returns the volume removed, um^3.
double remove_volume(const Geometry&, std::span<double> density, const Vec3& centre, double radius,
                     double volume);

}  // namespace exomet
