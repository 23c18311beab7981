// Numbers of the voxels of a grid, row by row, each filled up with 0 to whole registers and one more; rows
// that are equal to one before them are kept once, so that where most of a grid is alike they stay in the
// fastest cache.
#pragma once

#include <cstddef>
#include <cstring>
#include <vector>

#include "sim/base/aligned.hpp"
#include "sim/base/double8.hpp"

namespace exomet {

// The least multiple of eight from there on.
constexpr std::size_t whole_registers(std::size_t length) {
  return (length + wide_lanes - 1) / wide_lanes * wide_lanes;
}

class RowPool {
 public:
  RowPool() = default;
  // length: of each row. together: rows of a plane, whose like in the plane before is looked at, too.
  RowPool(std::size_t length, std::size_t together)
      : length_(length), stride_(whole_registers(length) + wide_lanes), together_(together) {}

  // Appends a row like the last one.
  void repeat() { at_.push_back(at_.back()); }
  // Appends a row, of `length` numbers.
  void add(const double* row) {
    const std::size_t rows = at_.size();
    if (rows > 0 && same(row, at_[rows - 1])) return at_.push_back(at_[rows - 1]);
    if (rows >= together_ && same(row, at_[rows - together_])) return at_.push_back(at_[rows - together_]);
    at_.push_back(values_.size());
    values_.insert(values_.end(), row, row + length_);
    values_.resize(values_.size() + stride_ - length_);
  }
  const double* operator[](std::size_t row) const { return values_.data() + at_[row]; }
  std::size_t rows() const { return at_.size(); }
  std::size_t length() const { return length_; }

 private:
  bool same(const double* row, std::size_t at) const {
    return std::memcmp(row, values_.data() + at, length_ * sizeof(double)) == 0;
  }

  std::size_t length_ = 0, stride_ = 0, together_ = 0;
  VoxelValues values_;
  std::vector<std::size_t> at_;  // of each row, in values_
};

}  // namespace exomet
