// How cells of some types cover a plane: each living one covers the circle around its hexagon, so that a
// confluent hexagonal sheet covers all. One row of pixels in a 2-D section.
#pragma once

#include "sim/network/raster.hpp"
#include "sim/run/cell_types.hpp"
#include "sim/run/cost.hpp"
#include "sim/run/region.hpp"
#include "sim/run/view.hpp"

namespace exomet {

// The cells of these types whose centres are within one diameter (of their type) of the plane, projected on
// it. Ten pixels to the diameter of the smallest type.
Raster coverage(const View&, const CellTypes&, const Plane&);

// What that takes if so many cells are of these types and near the plane.
Cost coverage_cost(const Model&, const CellTypes&, double cells);

}  // namespace exomet
