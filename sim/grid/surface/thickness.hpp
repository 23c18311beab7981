// How thick a tissue is: trabecular thickness (Tb.Th) where the tissue is bone.
#pragma once

#include <span>
#include <vector>

#include "sim/grid/geometry.hpp"

namespace exomet {

// The diameter (um) of the largest sphere inside the tissue that contains the voxel's centre (Hildebrand and
// Rüegsegger 1997, doi:10.1046/j.1365-2818.1997.1340694.x), 0 where the voxel isn't solid, infinite if there
// is no surface. A sphere's centre may lie anywhere in a voxel, not only in its middle, which would make
// everything half a voxel too thin. A sphere may reach beyond the ends of the domain, as if the tissue went
// on. density: one share per voxel.
std::vector<double> local_thickness(const Geometry&, std::span<const double> density);

// Its mean over the solid voxels, each weighted with its share, um. NaN without solid voxels or without a
// surface.
double mean_thickness(const Geometry&, std::span<const double> density);
// The same where nothing goes on beyond ends that aren't joined, so that a tissue that touches one has its
// surface there: as BoneJ and CTAn take what is outside of an image (Doube et al. 2010,
// doi:10.1016/j.bone.2010.08.023).
double mean_thickness_within(const Geometry&, std::span<const double> density);
// The same as mean_thickness if to_surface() (distance.hpp) of the density is known.
double mean_thickness(const Geometry&, std::span<const double> density, const std::vector<Vec3>& to_surface);

}  // namespace exomet
