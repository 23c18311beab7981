// The voxels around a place.
#pragma once

#include <cstddef>
#include <vector>

#include "sim/grid/geometry.hpp"

namespace exomet {

// The voxels with centres within `radius` um of `centre`, each once, in rising order of z, y, x; at least the
// one that contains it.
std::vector<std::size_t> voxels_within(const Geometry&, const Vec3& centre, double radius);

}  // namespace exomet
