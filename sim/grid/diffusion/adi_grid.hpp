// What the sweeps of a diffusion step work on: lines along three axes in memory order, and fields.
#pragma once

#include <array>
#include <cstddef>

#include "sim/grid/diffusion/lines.hpp"

namespace exomet {

// What one step did, in counts. Sum after = sum before - decayed - left + supplied, to round-off.
struct TransportBalance {
  double decayed = 0;
  double left = 0;      // through open and fixed ends, outwards (net of each end voxel)
  double supplied = 0;  // through fixed ends, inwards (net of each end voxel)

  void add(const TransportBalance& part) {
    decayed += part.decayed, left += part.left, supplied += part.supplied;
  }
  void add(const EndFlux& part) { left += part.left, supplied += part.supplied; }
};

// A field, and the shares of it that are kept and that decay in a step.
struct AdiField {
  double* values = nullptr;  // counts, one per voxel
  double keeps = 1, decays = 0;
};

struct AdiGrid {
  std::array<Lines, 3> axes;
  std::size_t planes_together = 0;  // planes of a task that solves their rows and columns; 0: others do each

  std::size_t voxels(int axis) const { return axes[axis].length(); }
  std::size_t plane() const { return voxels(0) * voxels(1); }
  std::size_t size() const { return plane() * voxels(2); }
  // From a voxel to the next one along an axis.
  std::size_t stride(int axis) const { return axis == 0 ? 1 : axis == 1 ? voxels(0) : plane(); }
};

// A line's voxels that are fetched while it is solved: so many ahead.
inline constexpr std::size_t fetched_ahead = 8;

}  // namespace exomet
