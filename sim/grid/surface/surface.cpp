#include "sim/grid/surface/surface.hpp"

#include <algorithm>
#include <array>
#include <cassert>
#include <memory>

#include "sim/base/double8.hpp"
#include "sim/base/parallel.hpp"
#include "sim/grid/ball.hpp"
#include "sim/grid/surface/distance.hpp"

namespace exomet {

namespace {

constexpr std::size_t voxels_per_chunk = 1024, rows_per_chunk = 64;

using Index = std::array<int, 3>;

// Calls visit(axis, side, voxel) for the up to six voxels beyond the faces of one.
template <class Visit>
void visit_faces(const Geometry& grid, const Index& at, const Visit& visit) {
  for (int axis = 0; axis < 3; ++axis)
    for (int side : {-1, 1})
      if (Index other = at; grid.step(other, axis, side))
        visit(axis, side, grid.index(other[0], other[1], other[2]));
}

// What parts of [0, size) have found, one after the other. find(begin, end, found) adds to it. In parallel.
template <class Found, class Find>
std::vector<Found> collect(std::size_t size, std::size_t chunk, const Find& find) {
  std::vector<std::vector<Found>> parts((size + chunk - 1) / chunk);
  parallel_chunks(size, chunk,
                  [&](std::size_t begin, std::size_t end) { find(begin, end, parts[begin / chunk]); });
  std::vector<Found> all;
  for (const auto& part : parts) all.insert(all.end(), part.begin(), part.end());
  return all;
}

// The voxels on both sides of the surface, ascending.
std::vector<std::uint32_t> voxels_at_surface(const Geometry& grid, std::span<const double> density) {
  const int count = grid.voxels[0];
  const auto look = [&](std::size_t row, std::vector<std::uint32_t>& found) {
    const std::size_t first = row * count;
    std::array<const double*, 4> beside;  // the rows beyond the faces that aren't ends
    std::size_t rows = 0;
    const Index at = coordinates(grid, first);
    for (int axis : {1, 2})
      for (int side : {-1, 1})
        if (Index other = at; grid.step(other, axis, side))
          beside[rows++] = &density[grid.index(0, other[1], other[2])];
    const double* const here = &density[first];
    for (int x = 0; x < count; ++x) {
      const bool solid = is_solid(here[x]);
      bool other = false;
      for (std::size_t n = 0; n < rows; ++n) other |= is_solid(beside[n][x]) != solid;
      if (x > 0 || grid.periodic(0)) other |= is_solid(here[wrapped(x - 1, count)]) != solid;
      if (x + 1 < count || grid.periodic(0)) other |= is_solid(here[wrapped(x + 1, count)]) != solid;
      if (other) found.push_back(static_cast<std::uint32_t>(first + x));
    }
  };
  return collect<std::uint32_t>(grid.size() / count, rows_per_chunk,
                                [&](std::size_t begin, std::size_t end, std::vector<std::uint32_t>& found) {
                                  for (std::size_t row = begin; row < end; ++row) look(row, found);
                                });
}

// Gradients of the share at the centres of the voxels on both sides of the surface, up to a factor, weighted
// with a Gaussian over the voxels around; beyond ends the shares are as at the end.
class Gradients {
 public:
  Gradients(const Geometry& grid, std::span<const double> density, std::span<const std::uint32_t> at_surface)
      : grid_(grid), density_(density), values_(std::make_unique_for_overwrite<double[]>(3 * grid.size())) {
    parallel_chunks(at_surface.size(), voxels_per_chunk, [&](std::size_t begin, std::size_t end) {
      for (std::size_t i = begin; i < end; i += wide_lanes) {
        std::array<std::size_t, wide_lanes> voxels;  // the last ones perhaps once more
        for (std::size_t lane = 0; lane < wide_lanes; ++lane)
          voxels[lane] = at_surface[std::min(i + lane, end - 1)];
        find(voxels);
      }
    });
  }
  Vec3 operator[](std::size_t voxel) const {
    return {values_[3 * voxel], values_[3 * voxel + 1], values_[3 * voxel + 2]};
  }

 private:
  static constexpr int reach = 2, across = 2 * reach + 1;
  using Places = std::array<std::size_t, wide_lanes>;  // by voxel

  // Of eight voxels at a time, since each sum waits for itself.
  void find(const std::array<std::size_t, wide_lanes>& voxels) {
    constexpr double weight[reach + 1] = {1, 0.60653066, 0.13533528};  // e^(-n^2 / 2)
    std::array<int, 3> reaches;
    // What the places of the voxels around add to the index, by axis and step.
    std::array<std::array<Places, across>, 3> place;
    std::array<Index, wide_lanes> at;
    for (std::size_t lane = 0; lane < wide_lanes; ++lane) at[lane] = coordinates(grid_, voxels[lane]);
    for (int axis = 0; axis < 3; ++axis) {
      const int count = grid_.voxels[axis];
      const std::size_t stride = axis == 0 ? 1 : axis == 1 ? grid_.index(0, 1, 0) : grid_.index(0, 0, 1);
      reaches[axis] = count > 1 ? reach : 0;
      for (int step = -reaches[axis]; step <= reaches[axis]; ++step)
        for (std::size_t lane = 0; lane < wide_lanes; ++lane) {
          const int there = at[lane][axis] + step;
          const int inside = grid_.periodic(axis) ? wrapped(there, count) : std::clamp(there, 0, count - 1);
          place[axis][step + reach][lane] = inside * stride;
        }
    }
    const Vec3& spacing = grid_.spacing;
    const bool cubic = spacing.x == spacing.y && spacing.y == spacing.z;  // then one division does for three
    std::array<Double8, 3> gradient{};
    for (int dz = -reaches[2]; dz <= reaches[2]; ++dz)
      for (int dy = -reaches[1]; dy <= reaches[1]; ++dy) {
        Places row;
        for (std::size_t lane = 0; lane < wide_lanes; ++lane)
          row[lane] = place[1][dy + reach][lane] + place[2][dz + reach][lane];
        for (int dx = -reaches[0]; dx <= reaches[0]; ++dx) {
          Double8 share;
          for (std::size_t lane = 0; lane < wide_lanes; ++lane)
            share[lane] = density_[row[lane] + place[0][dx + reach][lane]];
          const Double8 weighted = weight[std::abs(dx)] * weight[std::abs(dy)] * weight[std::abs(dz)] * share;
          const Double8 along_x = weighted / spacing.x, along_y = cubic ? along_x : weighted / spacing.y,
                        along_z = cubic ? along_x : weighted / spacing.z;
          gradient[0] += along_x * double(dx), gradient[1] += along_y * double(dy),
              gradient[2] += along_z * double(dz);
        }
      }
    for (std::size_t lane = 0; lane < wide_lanes; ++lane)
      for (int axis = 0; axis < 3; ++axis) values_[3 * voxels[lane] + axis] = gradient[axis][lane];
  }

  const Geometry& grid_;
  std::span<const double> density_;
  std::unique_ptr<double[]> values_;  // only those at the surface
};

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
  Surface(const Geometry& grid, std::span<const double> density)
      : grid_(grid),
        density_(density),
        at_surface_(voxels_at_surface(grid, density)),
        gradients_(grid, density, at_surface_) {}

  std::vector<SurfaceVoxel> voxels() const {
    return collect<SurfaceVoxel>(at_surface_.size(), voxels_per_chunk,
                                 [&](std::size_t begin, std::size_t end, std::vector<SurfaceVoxel>& found) {
                                   for (std::size_t i = begin; i < end; ++i)
                                     if (is_solid(density_[at_surface_[i]]))
                                       found.push_back(voxel(at_surface_[i]));
                                 });
  }

 private:
  SurfaceVoxel voxel(std::uint32_t voxel) const {
    const Index at = coordinates(grid_, voxel);
    SurfaceVoxel here{voxel, {}, {}, 0};
    int faces = 0;
    visit_faces(grid_, at, [&](int axis, int side, std::size_t beyond) {
      if (is_solid(density_[beyond])) return;
      add_face(axis, side, beyond, here);
      ++faces;
    });
    here.point = grid_.inside(grid_.centre(at[0], at[1], at[2]) + (1.0 / faces) * here.point);
    const double length = norm(here.normal);
    here.normal = length > 0 ? (1 / length) * here.normal : Vec3{0, 0, 1};  // a voxel that is alone looks up
    return here;
  }
  void add_face(int axis, int side, std::size_t beyond, SurfaceVoxel& here) const {
    const Vec3 normal = face_normal(gradients_[here.voxel], gradients_[beyond], axis, side);
    const double face = grid_.voxel_volume() / grid_.spacing[axis] * std::abs(normal[axis]);
    here.point[axis] += side * crossing(density_[here.voxel], density_[beyond]) * grid_.spacing[axis];
    here.normal += face * normal;
    here.area += face;
  }

  const Geometry& grid_;
  std::span<const double> density_;
  std::vector<std::uint32_t> at_surface_;
  Gradients gradients_;
};

}  // namespace

std::vector<SurfaceVoxel> surface_voxels(const Geometry& grid, std::span<const double> density) {
  assert(density.size() == grid.size());
  return Surface(grid, density).voxels();
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
