// How cells of a type cover a plane: each living one covers the circle around its hexagon, so that a
// confluent hexagonal sheet covers all. One row of pixels in a 2-D section.
#pragma once

#include "sim/network/components.hpp"
#include "sim/run/region.hpp"
#include "sim/run/view.hpp"

namespace exomet {

// The cells of `type` whose centres are within one diameter of the plane, projected on it.
Raster coverage(const View&, int type, const Plane&);

}  // namespace exomet
