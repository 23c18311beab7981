// Designs as points of the unit cube: which u in [0, 1] each axis takes at each point. The same bits
// everywhere.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace exomet {

using Cube = std::vector<std::vector<double>>;  // [point][axis]

// Independent draws. A point's value on an axis depends on the seed, its number and the axis's name alone, so
// that more points or axes don't change those that are there.
Cube random_cube(std::size_t points, const std::vector<std::string>& axes, std::uint64_t seed);

// One draw in each of `points` equal slices of each axis, in random order (McKay, Beckman & Conover,
// Technometrics 1979).
Cube latin_hypercube(std::size_t points, const std::vector<std::string>& axes, std::uint64_t seed);

// Sobol's low-discrepancy sequence (direction numbers of Joe & Kuo 2008), from its second point (0.5, 0.5,
// ...) on. Powers of two less one are best balanced. At most 1,000 axes.
Cube sobol_cube(std::size_t points, std::size_t axes);

// Morris's trajectories on a grid of `levels` (even) values an axis: each starts at random and moves one axis
// after the other, in random order, by levels / (2 (levels - 1)) (Morris, Technometrics 1991). axes + 1
// points each.
Cube morris_cube(std::size_t trajectories, std::size_t axes, long levels, std::uint64_t seed);

// Saltelli's design for variance-based indices: for each of `base` rows the points A, B, and A with axis i
// from B, for each i (Saltelli et al., Comput Phys Commun 2010); A and B are the halves of a Sobol sequence.
// axes + 2 points each.
Cube saltelli_cube(std::size_t base, std::size_t axes);

}  // namespace exomet
