// The ways to the surfaces of tissues that were asked for last, so that those who need the same ones share
// them.
#pragma once

#include <memory>
#include <span>
#include <vector>

#include "sim/grid/geometry.hpp"

namespace exomet {

class SurfaceCache {
 public:
  // to_surface() of this density: worked out unless it is among the `most` that were asked for last.
  // Not to be called by several threads at the same time.
  std::shared_ptr<const std::vector<Vec3>> to_surface(const Geometry&, std::span<const double> density);

 private:
  static constexpr std::size_t most = 3;  // of a tissue at the start, at the record before, and now
  struct Known {
    std::vector<double> density;
    std::shared_ptr<const std::vector<Vec3>> offset;
  };
  std::vector<Known> known_;  // the one that was asked for last in front
};

}  // namespace exomet
