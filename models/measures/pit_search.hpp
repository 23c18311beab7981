// Where a tissue that was solid at the start isn't any more: the pits that cells have resorbed.
#pragma once

#include <vector>

#include "sim/grid/geometry.hpp"
#include "sim/run/view.hpp"

namespace exomet {

// Volumes (um^3) of the connected regions of voxels that were solid at the start and aren't now, in the order
// of their lowest voxel. Volume is the tissue that a region has lost, so that partly full voxels count as
// such.
std::vector<double> pit_volumes(const Geometry&, const Tissue&);

// The deepest place of any: the most that the surface has receded, um, as the distance from the surface at
// the start through a lost voxel to the surface now. 0 if nothing was lost; NaN if all of it was, so that no
// surface is left.
double deepest_pit(const View&, const Tissue&);

}  // namespace exomet
