// Tissue matter on the grid, as the share (volume fraction, 0..1) of each voxel that a tissue fills: what
// cells meet there and how layers of it are laid.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "sim/grid/geometry.hpp"

namespace exomet {

// Share of a tissue at a position (um): linear between the centres of the eight nearest voxels, constant
// beyond the outermost centres, across joined ends where an axis is periodic. density: one share per voxel.
double share_at(const Geometry&, std::span<const double> density, const Vec3& position);

// The shares `reach` um from a position along each axis, as of share_at; [axis][low, high].
using SharesAround = std::array<std::array<double, 2>, 3>;
SharesAround shares_around(const Geometry&, std::span<const double> density, const Vec3& position,
                           double reach);

// How many steps each voxel is from the nearest whose share is one half or more, diagonal steps included,
// across periodic ends: 0 for those themselves, most + 1 for all beyond `most` (below 255).
std::vector<std::uint8_t> steps_to_solid(const Geometry&, std::span<const double> density, int most);

// From a voxel that is more steps than this from all such, share_at is below one half everywhere within
// `reach` um along each axis of any position in the voxel.
int steps_within(const Geometry&, double reach);

// Mean over the voxels with centres within `radius` um of a position of the share of a tissue that was there
// (`before`) and isn't now; what was added counts for nothing.
double mean_eroded(const Geometry&, std::span<const double> before, std::span<const double> now,
                   const Vec3& position, double radius);

// How solid a tissue is to cells: its surface is where its share is one half, from there it rises to 1 where
// the share is 1.
double solidity(double share);

// Fills the box from low to high (um; what is outside the grid counts for nothing) with a share of `value`: a
// voxel that is partly in the box gets its part, so that layers that meet inside a voxel add up. No voxel
// gets more than 1. Returns the volume of tissue added, um^3.
double fill_layer(const Geometry&, std::span<double> density, const Vec3& low, const Vec3& high,
                  double value);

}  // namespace exomet
