#include "sim/grid/surface/deposition.hpp"

#include "sim/grid/ball.hpp"
#include "sim/grid/surface/distance.hpp"

namespace exomet {

namespace {

bool is_at_surface(const Geometry& grid, std::span<const double> density, std::size_t voxel) {
  if (density[voxel] >= 1) return false;
  if (is_solid(density[voxel])) return true;
  for (int axis = 0; axis < 3; ++axis)
    for (int side : {-1, 1})
      if (const auto beside = voxel_beside(grid, voxel, axis, side); beside && is_solid(density[*beside]))
        return true;
  return false;
}

// Each voxel gets in proportion to its room.
double fill(const Geometry& grid, std::span<double> density, std::span<const std::size_t> voxels,
            double volume) {
  double room = 0;
  for (std::size_t voxel : voxels) room += (1 - density[voxel]) * grid.voxel_volume();
  if (room <= 0 || volume <= 0) return 0;
  const double share = std::min(1.0, volume / room);
  for (std::size_t voxel : voxels) density[voxel] += share * (1 - density[voxel]);
  return share * room;
}

}  // namespace

double add_volume(const Geometry& grid, std::span<double> density, const Vec3& centre, double radius,
                  double volume) {
  std::vector<std::size_t> surface;
  for (std::size_t voxel : voxels_within(grid, centre, radius))
    if (is_at_surface(grid, density, voxel)) surface.push_back(voxel);
  return fill(grid, density, surface, volume);
}

double add_volume_anywhere(const Geometry& grid, std::span<double> density, const Vec3& centre, double radius,
                           double volume) {
  std::vector<std::size_t> around;
  for (std::size_t voxel : voxels_within(grid, centre, radius))
    if (density[voxel] < 1) around.push_back(voxel);
  return fill(grid, density, around, volume);
}

}  // namespace exomet
