#include "sim/grid/surface/erosion.hpp"

#include <algorithm>
#include <cmath>

#include "sim/base/mathematics.hpp"
#include "sim/grid/ball.hpp"
#include "sim/grid/surface/distance.hpp"

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

namespace {

struct Exposed {
  std::size_t voxel = 0;
  double part = 0;  // of it that is under the footprint, 0..1
};

double widest(const Vec3& spacing) { return std::max({spacing.x, spacing.y, spacing.z}); }

// Part of a voxel that is under a footprint, from how far its centre is from the footprint's edge.
double part_under(const Geometry& grid, const Footprint& footprint, const Vec3& centre) {
  const Vec3 offset = grid.difference(centre, footprint.centre);
  const double deep = dot(offset, footprint.inward);
  if (std::abs(deep) > std::max(footprint.radius, widest(grid.spacing))) return 0;
  const double aside = norm(offset - deep * footprint.inward);
  return std::clamp((footprint.radius - aside) / maths::cbrt(grid.voxel_volume()) + 0.5, 0.0, 1.0);
}

bool is_exposed(const Geometry& grid, std::span<const double> density, std::size_t voxel,
                const Vec3& inward) {
  if (!is_solid(density[voxel])) return density[voxel] > 0;
  constexpr double sideways = 1e-9;
  for (int axis = 0; axis < 3; ++axis) {
    if (std::abs(inward[axis]) < sideways) continue;
    const auto above = voxel_beside(grid, voxel, axis, inward[axis] > 0 ? -1 : 1);
    if (above && !is_solid(density[*above])) return true;
  }
  return false;
}

// Takes as much from each, in proportion to its part; those that are emptied leave the rest to the others.
double remove_evenly(const Geometry& grid, std::span<double> density, std::vector<Exposed> from,
                     double volume) {
  double left = volume / grid.voxel_volume(), removed = 0;  // in voxels
  while (!from.empty()) {
    double parts = 0;
    for (const Exposed& e : from) parts += e.part;
    const double each = left / parts;
    std::vector<Exposed> full;
    for (const Exposed& e : from) {
      const double taken = std::min(density[e.voxel], each * e.part);
      if (taken < density[e.voxel]) full.push_back(e);
      density[e.voxel] -= taken;
      removed += taken;
    }
    left = volume / grid.voxel_volume() - removed;
    if (full.size() == from.size() || left <= 0) break;
    from = std::move(full);
  }
  return removed * grid.voxel_volume();
}

}  // namespace

double remove_under(const Geometry& grid, std::span<double> density, const Footprint& footprint,
                    double volume) {
  if (volume <= 0) return 0;
  std::vector<Exposed> surface;
  for (std::size_t voxel :
       voxels_within(grid, footprint.centre, 1.5 * (footprint.radius + widest(grid.spacing)))) {
    const std::array<int, 3> at = coordinates(grid, voxel);
    const double part = part_under(grid, footprint, grid.centre(at[0], at[1], at[2]));
    if (part > 0 && is_exposed(grid, density, voxel, footprint.inward)) surface.push_back({voxel, part});
  }
  return remove_evenly(grid, density, std::move(surface), volume);
}

}  // namespace exomet
