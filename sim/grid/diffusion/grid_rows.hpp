// Numbers of the voxels of a grid in which each voxel has six neighbours: rows have a place at each of their
// ends, and there are rows beyond the ends of the two other axes. These hold what is outside, and across
// joined ends what is at the other one. Rows begin with a cache line and are worked on in whole registers,
// whose last ones hold numbers that mean nothing.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>

#include "sim/base/aligned.hpp"
#include "sim/grid/diffusion/row_pool.hpp"

namespace exomet {

struct GridShape {
  std::array<std::size_t, 3> voxels{1, 1, 1};
  std::array<bool, 3> joined{};

  std::size_t rows() const { return voxels[1] * voxels[2]; }
  std::size_t size() const { return voxels[0] * rows(); }
  bool operator==(const GridShape&) const = default;
};

// What is beyond the ends of the axes: [axis][low, high].
using Beyond = std::array<std::array<double, 2>, 3>;

class GridRows {
 public:
  GridRows() = default;
  explicit GridRows(const GridShape& shape, const Beyond& beyond = {})
      : shape_(shape),
        stride_(whole_registers(shape.voxels[0]) + wide_lanes),
        values_(stride_ * (shape.rows() + 4) + wide_lanes) {
    set_beyond(beyond);
  }

  void set_beyond(const Beyond& beyond) {
    beyond_ = beyond[0];
    for (int end = 0; end < 4; ++end)
      std::fill_n(values_.begin() + static_cast<std::ptrdiff_t>(stride_ * (shape_.rows() + end)), stride_,
                  beyond[1 + end / 2][end % 2]);
  }

  double* row(std::size_t y, std::size_t z) {
    return values_.data() + stride_ * (y + shape_.voxels[1] * z) + wide_lanes;
  }
  const double* row(std::size_t y, std::size_t z) const { return const_cast<GridRows*>(this)->row(y, z); }
  // The rows beside a row along y (axis 1) or z (axis 2).
  std::array<const double*, 2> beside(int axis, std::size_t y, std::size_t z) const {
    const std::size_t at = axis == 1 ? y : z, last = shape_.voxels[axis] - 1;
    const auto there = [&](std::size_t other) { return axis == 1 ? row(other, z) : row(y, other); };
    const auto outside = [&](int end) {
      return row(0, 0) + stride_ * (shape_.rows() + 2 * (axis - 1) + end);
    };
    return {at > 0                ? there(at - 1)
            : shape_.joined[axis] ? there(last)
                                  : outside(0),
            at < last             ? there(at + 1)
            : shape_.joined[axis] ? there(0)
                                  : outside(1)};
  }
  // To be called when a row was written.
  void close(std::size_t y, std::size_t z) {
    double* const values = row(y, z);
    const std::size_t n = shape_.voxels[0];
    values[-1] = shape_.joined[0] ? values[n - 1] : beyond_[0];
    values[n] = shape_.joined[0] ? values[0] : beyond_[1];
  }
  const GridShape& shape() const { return shape_; }

 private:
  GridShape shape_;
  std::size_t stride_ = 0;
  std::array<double, 2> beyond_{};
  VoxelValues values_;
};

}  // namespace exomet
