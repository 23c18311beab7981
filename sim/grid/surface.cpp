#include "sim/grid/surface.hpp"

#include <cassert>

#include "sim/base/parallel.hpp"
#include "sim/grid/ball.hpp"
#include "sim/grid/distance.hpp"

namespace exomet {

namespace {

constexpr std::size_t voxels_per_chunk = 4096;

using Index = std::array<int, 3>;

// The gradient of the share at a voxel's centre, up to a factor, weighted with a Gaussian over the voxels
// around; beyond ends the shares are as at the end.
Vec3 smooth_gradient(const Geometry& grid, std::span<const double> density, const Index& at) {
  constexpr int reach = 2;
  constexpr double weight[reach + 1] = {1, 0.60653066, 0.13533528};  // e^(-n^2 / 2)
  std::array<int, 3> reaches;
  std::array<std::array<int, 2 * reach + 1>, 3> index;  // of the voxels around, by axis
  for (int axis = 0; axis < 3; ++axis) {
    const int count = grid.voxels[axis];
    reaches[axis] = count > 1 ? reach : 0;
    for (int step = -reaches[axis]; step <= reaches[axis]; ++step) {
      const int there = at[axis] + step;
      index[axis][step + reach] =
          grid.periodic(axis) ? wrapped(there, count) : std::clamp(there, 0, count - 1);
    }
  }
  const Vec3& spacing = grid.spacing;
  const bool cubic = spacing.x == spacing.y && spacing.y == spacing.z;  // then one division does for three
  Vec3 gradient;
  for (int dz = -reaches[2]; dz <= reaches[2]; ++dz)
    for (int dy = -reaches[1]; dy <= reaches[1]; ++dy) {
      const std::size_t row = grid.index(0, index[1][dy + reach], index[2][dz + reach]);
      for (int dx = -reaches[0]; dx <= reaches[0]; ++dx) {
        const double weighted = weight[std::abs(dx)] * weight[std::abs(dy)] * weight[std::abs(dz)] *
                                density[row + index[0][dx + reach]];
        const double along_x = weighted / spacing.x, along_y = cubic ? along_x : weighted / spacing.y,
                     along_z = cubic ? along_x : weighted / spacing.z;
        gradient += {along_x * dx, along_y * dy, along_z * dz};
      }
    }
  return gradient;
}

// Out of the tissue at the face between two voxels, from the gradients at both; straight through the face
// where these cancel, as in a wall one voxel thick.
Vec3 face_normal(const Vec3& inside, const Vec3& outside, int axis, int side) {
  const Vec3 gradient = inside + outside;
  const double length = norm(gradient);
  if (length > 0 && gradient[axis] * side < 0) return (-1 / length) * gradient;
  Vec3 straight;
  straight[axis] = side;
  return straight;
}

class Surface {
 public:
  Surface(const Geometry& grid, std::span<const double> density) : grid_(grid), density_(density) {}

  // Adds the voxel to the list if it is on the surface.
  void look(const Index& at, std::vector<SurfaceVoxel>& found) const {
    const std::size_t voxel = grid_.index(at[0], at[1], at[2]);
    if (!is_solid(density_[voxel])) return;
    SurfaceVoxel here{static_cast<std::uint32_t>(voxel), {}, {}, 0};
    if (!is_exposed(at)) return;
    const Vec3 gradient = smooth_gradient(grid_, density_, at);
    int faces = 0;
    for (int axis = 0; axis < 3; ++axis)
      for (int side : {-1, 1}) faces += add_face(at, gradient, axis, side, here);
    here.point = grid_.inside(grid_.centre(at[0], at[1], at[2]) + (1.0 / faces) * here.point);
    const double length = norm(here.normal);
    here.normal = length > 0 ? (1 / length) * here.normal : Vec3{0, 0, 1};  // a voxel that is alone looks up
    found.push_back(here);
  }

 private:
  bool is_exposed(const Index& at) const {
    for (int axis = 0; axis < 3; ++axis)
      for (int side : {-1, 1})
        if (Index other = at;
            grid_.step(other, axis, side) && !is_solid(density_[grid_.index(other[0], other[1], other[2])]))
          return true;
    return false;
  }
  bool add_face(const Index& at, const Vec3& gradient, int axis, int side, SurfaceVoxel& here) const {
    Index other = at;
    if (!grid_.step(other, axis, side)) return false;
    const double share = density_[here.voxel], beyond = density_[grid_.index(other[0], other[1], other[2])];
    if (is_solid(beyond)) return false;
    const Vec3 normal = face_normal(gradient, smooth_gradient(grid_, density_, other), axis, side);
    const double face = grid_.voxel_volume() / grid_.spacing[axis] * std::abs(normal[axis]);
    here.point[axis] += side * crossing(share, beyond) * grid_.spacing[axis];
    here.normal += face * normal;
    here.area += face;
    return true;
  }

  const Geometry& grid_;
  std::span<const double> density_;
};

}  // namespace

std::vector<SurfaceVoxel> surface_voxels(const Geometry& grid, std::span<const double> density) {
  assert(density.size() == grid.size());
  const Surface surface(grid, density);
  std::vector<std::vector<SurfaceVoxel>> parts((grid.size() + voxels_per_chunk - 1) / voxels_per_chunk);
  parallel_chunks(grid.size(), voxels_per_chunk, [&](std::size_t begin, std::size_t end) {
    std::vector<SurfaceVoxel>& part = parts[begin / voxels_per_chunk];
    for (std::size_t v = begin; v < end; ++v) surface.look(coordinates(grid, v), part);
  });
  std::vector<SurfaceVoxel> all;
  for (const auto& part : parts) all.insert(all.end(), part.begin(), part.end());
  return all;
}

namespace {
Vec3 cross(const Vec3& a, const Vec3& b) {
  return {a.y * b.z - a.z * b.y, a.z * b.x - a.x * b.z, a.x * b.y - a.y * b.x};
}
Vec3 unit(const Vec3& a) { return (1 / norm(a)) * a; }
}  // namespace

Vec3 point_on(const Geometry& grid, const SurfaceVoxel& part, double u, double v) {
  for (int axis = 0; axis < 3; ++axis)
    if (grid.flat(axis)) {
      Vec3 flat;
      flat[axis] = 1;
      return grid.inside(part.point + u * part.area / grid.spacing[axis] * unit(cross(part.normal, flat)));
    }
  const Vec3 beside = std::abs(part.normal.x) < 0.6 ? Vec3{1, 0, 0} : Vec3{0, 1, 0};
  const Vec3 first = unit(cross(part.normal, beside)), second = cross(part.normal, first);
  return grid.inside(part.point + std::sqrt(part.area) * (u * first + v * second));
}

double area(std::span<const SurfaceVoxel> surface) {
  double sum = 0;
  for (const SurfaceVoxel& voxel : surface) sum += voxel.area;
  return sum;
}

}  // namespace exomet
