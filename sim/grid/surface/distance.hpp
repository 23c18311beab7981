// How far each voxel is from the surface of a tissue. The surface is where the share of the tissue, taken as
// linear between the centres of face neighbours (as share_at takes it), is one half: a cloud of points, one
// on each line between the centre of a solid voxel and that of a neighbour that isn't solid. The ends of the
// domain are no surface.
#pragma once

#include <span>
#include <vector>

#include "sim/grid/geometry.hpp"

namespace exomet {

// A voxel is solid where the tissue fills at least half of it.
constexpr double surface_share = 0.5;
inline bool is_solid(double share) { return share >= surface_share; }

// Where the surface crosses the way from a voxel centre to the next, as a part of that way, 0..1. One of the
// two shares must be solid and the other not.
inline double crossing(double from, double to) { return (from - surface_share) / (from - to); }

// From each voxel's centre to the nearest point of the surface, um, across periodic ends: exact, along one
// axis after the other (Saito and Toriwaki 1994, doi:10.1016/0031-3203(94)90133-3). Takes longer the farther
// voxels are from the surface. Infinite where there is no surface. density: one share per voxel.
std::vector<Vec3> to_surface(const Geometry&, std::span<const double> density);

// The same as a distance, um: negative inside the tissue, positive outside.
std::vector<double> signed_distance(const Geometry&, std::span<const double> density);
// The same from to_surface() of the density.
std::vector<double> signed_distance(std::span<const double> density, std::span<const Vec3> to_surface);
// Of one voxel.
inline double signed_distance(double density, const Vec3& to_surface) {
  return is_solid(density) ? -norm(to_surface) : norm(to_surface);
}

}  // namespace exomet
