// The regular grid of voxels that fields, tissue and neighbours share. x runs fastest: voxel = x + nx (y + ny
// z).
#pragma once

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>

#include "sim/base/vec3.hpp"

namespace exomet {

// What happens at the two ends of an axis, to fields and to cells.
enum class Boundary {
  closed,    // nothing passes; cells stay inside
  periodic,  // the ends are joined (both ends of an axis or none)
  open,      // what leaves is gone: concentration 0 just outside; cells that leave are removed
  fixed,     // fields are held at a value just outside; closed for cells
  flat       // the axis is one voxel thick: a 2-D model; closed to fields, cells stay in the mid-plane
};

// Places up to once beyond the ends of an axis that is joined. (A division would take longer.)
inline int wrapped(int i, int count) { return i < 0 ? i + count : i < count ? i : i - count; }

struct Geometry {
  std::array<int, 3> voxels{1, 1, 1};
  Vec3 spacing{1, 1, 1};                              // um
  std::array<std::array<Boundary, 2>, 3> boundary{};  // [axis][low, high]

  std::size_t size() const { return std::size_t(voxels[0]) * voxels[1] * voxels[2]; }
  double voxel_volume() const { return spacing.x * spacing.y * spacing.z; }  // um^3
  Vec3 extent() const {                                                      // um
    return {voxels[0] * spacing.x, voxels[1] * spacing.y, voxels[2] * spacing.z};
  }
  bool periodic(int axis) const { return boundary[axis][0] == Boundary::periodic; }
  bool flat(int axis) const { return boundary[axis][0] == Boundary::flat; }
  bool has_fixed_end() const {
    return std::any_of(boundary.begin(), boundary.end(), [](const auto& ends) {
      return ends[0] == Boundary::fixed || ends[1] == Boundary::fixed;
    });
  }
  // An axis with ends, neither joined nor flat.
  bool has_ends(int axis) const { return !periodic(axis) && !flat(axis); }
  int dimensions() const { return 3 - flat(0) - flat(1) - flat(2); }

  std::size_t index(int x, int y, int z) const {
    return std::size_t(x) + std::size_t(voxels[0]) * (std::size_t(y) + std::size_t(voxels[1]) * z);
  }
  // From a voxel to the next one along an axis (side: -1 or 1), across joined ends; false beyond other ends.
  bool step(std::array<int, 3>& at, int axis, int side) const {
    at[axis] += side;
    if (periodic(axis)) at[axis] = wrapped(at[axis], voxels[axis]);
    return at[axis] >= 0 && at[axis] < voxels[axis];
  }
  // The voxel that contains a position; positions outside count as at the nearest voxel.
  std::size_t voxel_at(const Vec3& p) const {
    std::array<int, 3> v;
    for (int axis = 0; axis < 3; ++axis)
      v[axis] = std::clamp(static_cast<int>(p[axis] / spacing[axis]), 0, voxels[axis] - 1);
    return index(v[0], v[1], v[2]);
  }
  Vec3 centre(int x, int y, int z) const {
    return {(x + 0.5) * spacing.x, (y + 0.5) * spacing.y, (z + 0.5) * spacing.z};
  }
  // A position brought into the box: wrapped where periodic, to the mid-plane where flat, else to the nearest
  // end.
  Vec3 inside(Vec3 p) const {
    for (int axis = 0; axis < 3; ++axis) {
      const double length = voxels[axis] * spacing[axis];
      if (periodic(axis))
        p[axis] -= length * std::floor(p[axis] / length);
      else
        p[axis] = flat(axis) ? 0.5 * length : std::clamp(p[axis], 0.0, length);
    }
    return p;
  }
  // The shortest vector from b to a, across periodic ends.
  Vec3 difference(const Vec3& a, const Vec3& b) const {
    Vec3 d = a - b;
    for (int axis = 0; axis < 3; ++axis)
      if (periodic(axis)) {
        const double length = voxels[axis] * spacing[axis];
        if (d[axis] > 0.5 * length) d[axis] -= length;
        if (d[axis] < -0.5 * length) d[axis] += length;
      }
    return d;
  }
};

}  // namespace exomet
