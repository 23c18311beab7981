// A field as dots, each of which stands for a stated number of EVs.
#pragma once

#include <array>
#include <vector>

#include "sim/base/vec3.hpp"

namespace exomet {

// The smallest of 1, 2, 5, 10, 20, 50, ... (or 0.5, 0.2, ... for what isn't counted) of which `largest` makes
// at most `dots`; 1 for a field of zeros. whole: nothing below 1.
double amount_per_dot(double largest, std::size_t dots, bool whole);

struct Lattice {
  std::array<int, 3> voxels{};
  Vec3 spacing;  // um
};

// How many dots_of gives on average; what is infinite by a tiny per_dot counts.
double expected_dots(const std::vector<double>& amounts, double per_dot);

// Points (um) for a field: amounts[v] per voxel, x fastest; voxels with NaN or nothing have none. A voxel
// with the amount x of a dot has floor(x) or ceil(x) dots, x on average. Thresholds and places follow from
// voxel and number alone, so that from one record to the next dots come and go but don't move, and pictures
// are the same each time.
std::vector<Vec3> dots_of(const std::vector<double>& amounts, const Lattice&, double per_dot);

}  // namespace exomet
