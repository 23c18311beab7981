// The voxels of a MetaImage.
#pragma once

#include <functional>

#include "sim/run/image/meta_header.hpp"

namespace exomet {

// Calls set(voxel, value) for each voxel once: x fastest. ImageError if there are fewer or more.
void read_meta_voxels(const MetaHeader&, const std::function<void(std::size_t voxel, double value)>& set);

}  // namespace exomet
