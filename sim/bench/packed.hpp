// Cells as they are in a spheroid: close-packed at 95 % of their diameter in a ball and jittered, in random
// order, as after many divisions. 12 touch a cell.
#pragma once

#include "sim/cells/population.hpp"
#include "sim/grid/geometry.hpp"

namespace exomet::bench {

constexpr double packed_diameter = 16.825421;  // um: 2494 um^3, the cell of PhysiCell's examples

struct Packed {
  Geometry geometry;  // a closed cube around the ball
  Population cells;
};

// About so many cells; voxels of about `voxel` um.
Packed packed_ball(std::size_t about, double voxel);

}  // namespace exomet::bench
