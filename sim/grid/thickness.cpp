#include "sim/grid/thickness.hpp"

#include <array>
#include <bit>
#include <cassert>
#include <limits>
#include <utility>

#include "sim/base/parallel.hpp"
#include "sim/base/wide.hpp"
#include "sim/grid/ball.hpp"
#include "sim/grid/distance.hpp"

namespace exomet {

namespace {

constexpr std::size_t voxels_per_chunk = 2048;
constexpr double infinite = std::numeric_limits<double>::infinity();

// A sphere inside the tissue. Its centre is in the voxel that it was grown from.
struct Ball {
  Vec3 centre;  // um
  double radius = -1;
};

using Index = std::array<int, 3>;

// Calls visit(voxel, shift) for a voxel and those around it (26, or 8 in 2-D); shift: um, to the centre of
// the other.
template <class Visit>
void visit_around(const Geometry& grid, const Index& at, const Visit& visit) {
  struct Step {
    int index;
    double shift;  // um
  };
  std::array<std::array<Step, 3>, 3> along;  // those that are there, of each axis
  std::array<int, 3> count{};
  for (int axis = 0; axis < 3; ++axis)
    for (int step = -1; step <= 1; ++step) {
      Index other = at;
      if (step == 0 || grid.step(other, axis, step))
        along[axis][count[axis]++] = {other[axis], step * grid.spacing[axis]};
    }
  for (int k = 0; k < count[2]; ++k)
    for (int j = 0; j < count[1]; ++j)
      for (int i = 0; i < count[0]; ++i) {
        const Step &x = along[0][i], &y = along[1][j], &z = along[2][k];
        visit(grid.index(x.index, y.index, z.index), Vec3{x.shift, y.shift, z.shift});
      }
}

// The points of the surface nearest to a voxel and to those around it, um from the centre of the voxel.
class Points {
 public:
  Points(const Geometry& grid, const std::vector<Vec3>& nearest, const Index& at) {
    for (auto* column : {&x_, &y_, &z_}) column->fill(infinite);
    visit_around(grid, at, [&](std::size_t voxel, const Vec3& shift) {
      const Vec3 point = shift + nearest[voxel];
      x_[count_] = point.x, y_[count_] = point.y, z_[count_++] = point.z;
    });
  }

  // The distance of the nearest (the first of several) from a place, and the way from it to there.
  std::pair<double, Vec3> nearest(const Vec3& from) const {
    std::array<Wide, room / wide_lanes> square;
    Wide least_of_all = wide(infinite);
    for (std::size_t n = 0; n < square.size(); ++n) {
      const Wide x = from.x - load(&x_[n * wide_lanes]), y = from.y - load(&y_[n * wide_lanes]),
                 z = from.z - load(&z_[n * wide_lanes]);
      square[n] = x * x + y * y + z * z;
      least_of_all = square[n] < least_of_all ? square[n] : least_of_all;
    }
    const double least = least_of_lanes(least_of_all);
    if (least == infinite) return {infinite, {}};
    unsigned equal = 0;  // a bit for each point
    for (std::size_t n = 0; n < square.size(); ++n)
      equal |= (~less_lanes(wide(least), square[n]) & first_lanes(wide_lanes)) << n * wide_lanes;
    const auto found = static_cast<std::size_t>(std::countr_zero(equal));
    return {std::sqrt(least), from - Vec3{x_[found], y_[found], z_[found]}};
  }

 private:
  static constexpr std::size_t room = 32;  // 27 and what fills the last register
  std::array<double, room> x_, y_, z_;
  std::size_t count_ = 0;
};

// Grows the largest sphere with its centre in a voxel that holds none of the points of the surface nearest to
// the voxels around: the centre runs from the nearest point, in ever smaller steps.
Ball grow(const Geometry& grid, const std::vector<Vec3>& nearest, const Index& at) {
  const Points points(grid, nearest, at);
  constexpr int steps = 16;
  const double shortest = std::min({grid.spacing.x, grid.spacing.y, grid.spacing.z});
  Ball best;
  Vec3 offset;
  double length = 0.5 * shortest;
  for (int step = 0; step < steps; ++step, length *= 0.75) {
    const auto [radius, away] = points.nearest(offset);
    if (radius > best.radius) best = {offset, radius};
    if (radius == 0 || std::isinf(radius)) break;
    const Vec3 before = offset;
    offset += (length / radius) * away;
    for (int axis = 0; axis < 3; ++axis)
      offset[axis] = std::clamp(offset[axis], -0.5 * grid.spacing[axis], 0.5 * grid.spacing[axis]);
    if (offset == before) break;  // in a corner, which shorter steps won't leave either
  }
  best.centre += grid.centre(at[0], at[1], at[2]);
  return best;
}

// The largest sphere of each solid voxel; radius -1 elsewhere.
std::vector<Ball> grow_all(const Geometry& grid, std::span<const double> density,
                           const std::vector<Vec3>& nearest) {
  std::vector<Ball> balls(grid.size());
  parallel_chunks(grid.size(), voxels_per_chunk, [&](std::size_t begin, std::size_t end) {
    for (std::size_t v = begin; v < end; ++v)
      if (is_solid(density[v])) balls[v] = grow(grid, nearest, coordinates(grid, v));
  });
  return balls;
}

// Those that aren't within the larger one of a neighbour; what is left is near the middle of the structure.
std::vector<Ball> without_enclosed(const Geometry& grid, const std::vector<Ball>& balls) {
  const double tolerance = 1e-3 * std::min({grid.spacing.x, grid.spacing.y, grid.spacing.z});
  std::vector<char> kept(balls.size(), 0);
  parallel_chunks(balls.size(), voxels_per_chunk, [&](std::size_t begin, std::size_t end) {
    for (std::size_t v = begin; v < end; ++v) {
      if (balls[v].radius < 0) continue;
      bool enclosed = false;
      visit_around(grid, coordinates(grid, v), [&](std::size_t other, const Vec3&) {
        const double larger = balls[other].radius - balls[v].radius;
        enclosed =
            enclosed ||
            (larger > 0 && larger >= norm(grid.difference(balls[other].centre, balls[v].centre)) - tolerance);
      });
      kept[v] = !enclosed;
    }
  });
  std::vector<Ball> left;
  for (std::size_t v = 0; v < balls.size(); ++v)
    if (kept[v]) left.push_back(balls[v]);
  return left;
}

// The voxels of an axis of which the centres are within a reach of a place (um): first .. last, beyond the
// ends where periodic.
std::pair<int, int> within(const Geometry& grid, int axis, double at, double reach) {
  const int count = grid.voxels[axis];
  const double middle = at / grid.spacing[axis] - 0.5, half = reach / grid.spacing[axis];
  const auto whole = [&](double number) {
    return static_cast<int>(std::clamp(number, -1.0 * count, 2.0 * count));
  };
  const int first = whole(std::ceil(middle - half)), last = whole(std::floor(middle + half));
  if (!grid.periodic(axis)) return {std::max(first, 0), std::min(last, count - 1)};
  return {first, std::min(last, first + count - 1)};  // none twice
}

double half_chord(double square) { return std::sqrt(std::max(0.0, square)); }

// Raises the thickness of voxels that a sphere contains in the layer z = k, which is so far (um) from its
// centre.
void paint(const Geometry& grid, const Ball& ball, int k, double height, std::span<const double> density,
           std::vector<double>& thickness) {
  const double in_layer = ball.radius * ball.radius - height * height;
  const auto [first_y, last_y] = within(grid, 1, ball.centre.y, half_chord(in_layer));
  for (int y = first_y; y <= last_y; ++y) {
    const double dy = (y + 0.5) * grid.spacing.y - ball.centre.y;
    const auto [first_x, last_x] = within(grid, 0, ball.centre.x, half_chord(in_layer - dy * dy));
    const std::size_t row = grid.index(0, wrapped(y, grid.voxels[1]), k);
    for (int x = first_x; x <= last_x; ++x) {
      const std::size_t voxel = row + wrapped(x, grid.voxels[0]);
      if (is_solid(density[voxel])) thickness[voxel] = std::max(thickness[voxel], 2 * ball.radius);
    }
  }
}

std::vector<double> local_thickness(const Geometry& grid, std::span<const double> density,
                                    const std::vector<Vec3>& nearest) {
  assert(density.size() == grid.size() && nearest.size() == grid.size());
  const std::vector<Ball> balls = without_enclosed(grid, grow_all(grid, density, nearest));
  std::vector<double> thickness(grid.size(), 0.0);
  parallel_chunks(grid.size(), voxels_per_chunk, [&](std::size_t begin, std::size_t end) {
    for (std::size_t v = begin; v < end; ++v)  // at least the sphere around the voxel's own centre
      if (is_solid(density[v])) thickness[v] = 2 * norm(nearest[v]);
  });
  const int layers = grid.voxels[2];
  std::vector<std::vector<std::pair<std::uint32_t, int>>> crossing(layers);  // by each: ball and its layer
  for (std::size_t n = 0; n < balls.size(); ++n) {
    const auto [first, last] = within(grid, 2, balls[n].centre.z, balls[n].radius);
    for (int z = first; z <= last; ++z)  // beyond the ends where periodic
      crossing[wrapped(z, layers)].emplace_back(static_cast<std::uint32_t>(n), z);
  }
  parallel_chunks(layers, 1, [&](std::size_t layer, std::size_t) {
    for (const auto& [n, z] : crossing[layer])
      paint(grid, balls[n], static_cast<int>(layer), (z + 0.5) * grid.spacing.z - balls[n].centre.z, density,
            thickness);
  });
  return thickness;
}
}  // namespace

std::vector<double> local_thickness(const Geometry& grid, std::span<const double> density) {
  return local_thickness(grid, density, to_surface(grid, density));
}

double mean_thickness(const Geometry& grid, std::span<const double> density) {
  return mean_thickness(grid, density, to_surface(grid, density));
}

double mean_thickness(const Geometry& grid, std::span<const double> density,
                      const std::vector<Vec3>& to_surface) {
  const std::vector<double> thickness = local_thickness(grid, density, to_surface);
  double sum = 0, weight = 0;
  for (std::size_t v = 0; v < grid.size(); ++v)
    if (is_solid(density[v])) sum += density[v] * thickness[v], weight += density[v];
  const double mean = sum / weight;
  return std::isfinite(mean) ? mean : std::numeric_limits<double>::quiet_NaN();
}

}  // namespace exomet
