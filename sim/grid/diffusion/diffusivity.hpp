// The diffusion coefficient of a species in every voxel: one value, a value each, or a blend of those in the
// fluid and in tissues, which is evaluated where it is needed and so follows the tissues at no cost and
// without memory.
#pragma once

#include <cstddef>
#include <memory>
#include <span>
#include <vector>

#include "sim/base/aligned.hpp"

namespace exomet {

// What a tissue does to a species.
struct TissueDiffusivity {
  double diffusivity = 0;         // um^2/min
  std::span<const double> share;  // of each voxel that the tissue fills; must outlive its use, may change
};

class Diffusivity {
 public:
  Diffusivity(double everywhere);  // um^2/min, as the following
  // One value for all voxels (size 1) or one per voxel, which are copied.
  Diffusivity(std::span<const double> values);
  Diffusivity(const std::vector<double>& values) : Diffusivity(std::span<const double>(values)) {}
  // By volume: in_fluid * (1 - sum of shares) + sum of share * diffusivity in it. Where shares exceed 1
  // together they are scaled to 1. Without tissues: in_fluid everywhere.
  Diffusivity(double in_fluid, std::vector<TissueDiffusivity> tissues);

  bool uniform() const { return !values_ && tissues_.empty(); }
  void read(std::size_t first, std::size_t count, double* to) const;  // the values of consecutive voxels

 private:
  template <std::size_t number>
  void blend(std::size_t first, std::size_t count, double* to) const;
  template <class Value, std::size_t number>
  void blend_by(std::size_t begin, std::size_t end, double* to) const;

  double everywhere_ = 0;  // in the fluid
  std::shared_ptr<const VoxelValues> values_;
  std::vector<TissueDiffusivity> tissues_;
};

}  // namespace exomet
