#include "sim/grid/erosion.hpp"

#include "sim/grid/ball.hpp"

namespace exomet {

double remove_volume(const Geometry& grid, std::span<double> density, const Vec3& centre, double radius,
                     double volume) {
  const std::vector<std::size_t> voxels = voxels_within(grid, centre, radius);
  double present = 0;
  for (std::size_t voxel : voxels) present += density[voxel] * grid.voxel_volume();
  if (present <= 0 || volume <= 0) return 0;
  const double share = std::min(1.0, volume / present);
  for (std::size_t voxel : voxels) density[voxel] *= 1 - share;
  return share * present;
}

}  // namespace exomet
