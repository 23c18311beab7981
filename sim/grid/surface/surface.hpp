// The surface of a tissue on the grid: which voxels make it up, where it is, how it is turned, and its area.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "sim/grid/geometry.hpp"

namespace exomet {

// The part of the surface that belongs to one solid voxel with a face neighbour that isn't solid.
struct SurfaceVoxel {
  std::uint32_t voxel = 0;
  Vec3 point;       // um, mean of the places where the share is one half on the way to those neighbours
  Vec3 normal;      // unit vector out of the tissue
  double area = 0;  // um^2; in a 2-D domain, length times the thickness of the flat axis
};

// All of them in ascending order of the voxel, in parallel. The ends of the domain are no surface.
//
// Area: each face between a solid voxel and one that isn't counts with its own area times the part of the
// normal that is across it, the normal being the gradient of the share, smoothed over the voxels around.
// Voxel faces alone would be up to 1.7 times too many; so the sum is right for every plane if the normals
// are, and an error e of the normals takes 1 - cos e away (Flin et al. 2005, doi:10.1109/TIP.2005.846021;
// Tellier and Debled-Rennesson 1999).
std::vector<SurfaceVoxel> surface_voxels(const Geometry&, std::span<const double> density);

// A point (um) of the part of a voxel, taken as a flat square (a stretch of a line in a 2-D domain) around
// its middle: u and v from -0.5 to 0.5 are across it, evenly by area.
Vec3 point_on(const Geometry&, const SurfaceVoxel&, double u, double v);

// The sum of their areas, um^2.
double area(std::span<const SurfaceVoxel>);

}  // namespace exomet
