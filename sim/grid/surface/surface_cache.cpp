#include "sim/grid/surface/surface_cache.hpp"

#include <algorithm>

#include "sim/grid/surface/distance.hpp"

namespace exomet {

// Comparing densities takes far less than the work that it saves, and can't be wrong.
std::shared_ptr<const std::vector<Vec3>> SurfaceCache::to_surface(const Geometry& grid,
                                                                  std::span<const double> density) {
  const auto found = std::find_if(known_.begin(), known_.end(), [&](const Known& known) {
    return std::equal(known.density.begin(), known.density.end(), density.begin(), density.end());
  });
  if (found != known_.end()) {
    std::rotate(known_.begin(), found, found + 1);
  } else {
    if (known_.size() == most) known_.pop_back();
    known_.insert(known_.begin(),
                  {std::vector<double>(density.begin(), density.end()),
                   std::make_shared<const std::vector<Vec3>>(exomet::to_surface(grid, density))});
  }
  return known_.front().offset;
}

}  // namespace exomet
