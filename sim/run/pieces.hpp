// The connected pieces of a tissue, or of what it has lost.
#pragma once

#include <vector>

#include "sim/grid/geometry.hpp"

namespace exomet {

// Number of the piece of each marked voxel (0, 1, ... in the order of their lowest voxel), -1 for the others.
// Voxels hang together by their faces, across joined ends. marked: one per voxel.
std::vector<int> pieces(const Geometry&, const std::vector<char>& marked);

// How many voxels each piece has.
std::vector<std::size_t> piece_sizes(const std::vector<int>& piece);

}  // namespace exomet
