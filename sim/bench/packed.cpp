#include "sim/bench/packed.hpp"

#include <cmath>
#include <numbers>
#include <utility>
#include <vector>

#include "sim/base/mathematics.hpp"
#include "sim/base/random.hpp"

namespace exomet::bench {

namespace {
// The points of a hexagonal close packing within a radius of the origin.
std::vector<Vec3> lattice(double spacing, double radius) {
  const double row = spacing * std::sqrt(0.75), layer = spacing * std::sqrt(2.0 / 3);
  const int most = static_cast<int>(radius / layer) + 2;
  std::vector<Vec3> points;
  for (int k = -most; k <= most; ++k)
    for (int j = -2 * most; j <= 2 * most; ++j)
      for (int i = -2 * most; i <= 2 * most; ++i) {
        const Vec3 point{spacing * (i + 0.5 * (j & 1) + 0.5 * (k & 1)), row * (j + (k & 1) / 3.0), layer * k};
        if (norm(point) < radius) points.push_back(point);
      }
  return points;
}
}  // namespace

Packed packed_ball(std::size_t about, double voxel) {
  const double spacing = 0.95 * packed_diameter, volume = spacing * spacing * spacing / std::numbers::sqrt2;
  const double radius = maths::cbrt(static_cast<double>(about) * volume * 3 / (4 * std::numbers::pi));
  const int voxels = static_cast<int>(std::ceil(2 * (radius + 60) / voxel));
  Packed packed;
  packed.geometry.voxels = {voxels, voxels, voxels};
  packed.geometry.spacing = {voxel, voxel, voxel};
  const Vec3 centre = packed.geometry.extent() * 0.5;
  Random random(7, 0, 0, purpose("packing"));
  std::vector<Vec3> points = lattice(spacing, radius);
  for (std::size_t i = points.size(); i-- > 1;)
    std::swap(points[i], points[static_cast<std::size_t>(random.uniform() * static_cast<double>(i + 1))]);
  for (const Vec3& point : points) {
    const Vec3 jitter{random.uniform() - 0.5, random.uniform() - 0.5, random.uniform() - 0.5};
    packed.cells.append(0, centre + point + 1.6 * jitter, packed_diameter, 0, 0);
  }
  return packed;
}

}  // namespace exomet::bench
