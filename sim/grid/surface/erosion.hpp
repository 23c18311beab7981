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

// The place where a cell lies on a surface.
struct Footprint {
  Vec3 centre;        // um, on the surface
  Vec3 inward;        // unit vector into the tissue
  double radius = 0;  // um
};

// Removes up to `volume` um^3 of the tissue from its surface under a footprint, as much from each voxel, so
// that a flat surface sinks evenly by volume / area of the footprint. A voxel that the footprint's edge cuts
// counts in part. Voxels are at the surface if they, or one that is beside them and less deep, are less than
// half full; those further than `radius` (and than a voxel) above or below the footprint are out of reach.
// Returns the volume removed, um^3.
double remove_under(const Geometry&, std::span<double> density, const Footprint&, double volume);

}  // namespace exomet
