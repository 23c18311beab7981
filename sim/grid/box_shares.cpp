#include "sim/grid/box_shares.hpp"

#include <cassert>

namespace exomet {

namespace {
// Share of each voxel of an axis that is between two positions.
std::vector<double> overlaps(const Geometry& grid, int axis, double low, double high) {
  std::vector<double> shares(grid.voxels[axis]);
  for (int i = 0; i < grid.voxels[axis]; ++i) {
    const double from = std::max(low / grid.spacing[axis], double(i));
    const double to = std::min(high / grid.spacing[axis], i + 1.0);
    shares[i] = std::max(0.0, to - from);
  }
  return shares;
}
}  // namespace

BoxShares::BoxShares(const Geometry& grid, const Vec3& low, const Vec3& high) {
  for (int axis = 0; axis < 3; ++axis) {
    along_[axis] = overlaps(grid, axis, low[axis], high[axis]);
    while (first_[axis] < grid.voxels[axis] && along_[axis][first_[axis]] <= 0) ++first_[axis];
    end_[axis] = first_[axis];
    while (end_[axis] < grid.voxels[axis] && along_[axis][end_[axis]] > 0) ++end_[axis];
  }
}

BoxSum sum_in_box(const Geometry& grid, std::span<const double> values, const BoxShares& shares) {
  assert(values.size() == grid.size());
  BoxSum sum;
  shares.for_each(grid, [&](std::size_t voxel, double share) {
    sum.values += share * values[voxel];
    sum.voxels += share;
  });
  return sum;
}

}  // namespace exomet
