#include "sim/grid/surface/thickness.hpp"

#include <algorithm>
#include <array>
#include <cassert>
#include <limits>
#include <utility>

#include "sim/base/double8.hpp"
#include "sim/base/parallel.hpp"
#include "sim/grid/ball.hpp"
#include "sim/grid/surface/distance.hpp"

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

// Of eight voxels at a time: the points of the surface nearest to each and to those around it, um from its
// centre.
class Points {
 public:
  Points() {
    for (auto* column : {&x_, &y_, &z_}) column->fill(infinite);
  }
  void set(std::size_t lane, const Geometry& grid, const std::vector<Vec3>& nearest, const Index& at) {
    std::size_t n = lane;
    visit_around(grid, at, [&](std::size_t voxel, const Vec3& shift) {
      const Vec3 point = shift + nearest[voxel];
      x_[n] = point.x, y_[n] = point.y, z_[n] = point.z, n += wide_lanes;
    });
  }

  // The square of the distance of the nearest (the first of several) from a place, and the way from it to
  // there.
  struct Nearest {
    Double8 square = wide(infinite);
    std::array<Double8, 3> away{};
  };
  Nearest nearest(const std::array<Double8, 3>& from) const {
    Nearest found;
    for (std::size_t n = 0; n < x_.size(); n += wide_lanes) {
      const Double8 x = from[0] - load(&x_[n]), y = from[1] - load(&y_[n]), z = from[2] - load(&z_[n]);
      const Double8 square = x * x + y * y + z * z;
      const WideMask nearer = below(square, found.square);
      found.square = either(nearer, square, found.square);
      found.away = {either(nearer, x, found.away[0]), either(nearer, y, found.away[1]),
                    either(nearer, z, found.away[2])};
    }
    return found;
  }

 private:
  static constexpr std::size_t most = 27;
  std::array<double, most * wide_lanes> x_, y_, z_;  // by point and voxel
};

// Grows the largest spheres with their centres in eight voxels that hold none of the points of the surface
// nearest to the voxels around: each centre runs from the nearest point, in ever smaller steps.
void grow(const Geometry& grid, const std::vector<Vec3>& nearest, std::span<const std::size_t> voxels,
          std::vector<Ball>& balls) {
  Points points;
  for (std::size_t lane = 0; lane < voxels.size(); ++lane)
    points.set(lane, grid, nearest, coordinates(grid, voxels[lane]));
  constexpr int steps = 16;
  std::array<Double8, 3> offset{}, centre{};
  Double8 largest = wide(-1);
  double length = 0.5 * std::min({grid.spacing.x, grid.spacing.y, grid.spacing.z});
  for (int step = 0; step < steps; ++step, length *= 0.75) {
    const auto [square, away] = points.nearest(offset);
    const Double8 radius = square_root(square);
    const WideMask grew = below(largest, radius),
                   runs = below(Double8{}, square) & below(square, wide(infinite));
    largest = either(grew, radius, largest);
    const Double8 share = either(runs, length / radius, Double8{});
    for (int axis = 0; axis < 3; ++axis) {
      centre[axis] = either(grew, offset[axis], centre[axis]);
      const Double8 high = wide(0.5 * grid.spacing[axis]), to = offset[axis] + share * away[axis];
      offset[axis] = either(below(to, -high), -high, either(below(high, to), high, to));
    }
  }
  for (std::size_t lane = 0; lane < voxels.size(); ++lane) {
    const Index at = coordinates(grid, voxels[lane]);
    const Vec3 in_voxel{centre[0][lane], centre[1][lane], centre[2][lane]};
    balls[voxels[lane]] = {in_voxel + grid.centre(at[0], at[1], at[2]), largest[lane]};
  }
}

// The largest sphere of each solid voxel; radius -1 elsewhere.
std::vector<Ball> grow_all(const Geometry& grid, std::span<const double> density,
                           const std::vector<Vec3>& nearest) {
  std::vector<Ball> balls(grid.size());
  parallel_chunks(grid.size(), voxels_per_chunk, [&](std::size_t begin, std::size_t end) {
    std::array<std::size_t, wide_lanes> voxels;
    std::size_t count = 0;
    for (std::size_t v = begin; v < end; ++v) {
      if (is_solid(density[v])) voxels[count++] = v;
      if (count < voxels.size() && v + 1 < end) continue;
      if (count > 0) grow(grid, nearest, std::span(voxels).first(count), balls);
      count = 0;
    }
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
        const double larger = balls[other].radius - balls[v].radius, reach = larger + tolerance;
        if (larger <= 0 || enclosed) return;
        const Vec3 way = grid.difference(balls[other].centre, balls[v].centre);
        enclosed = dot(way, way) <= reach * reach;
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
  if (last - first < count) return {first, last};
  const int nearest = whole(std::ceil(middle - 0.5 * count));
  return {nearest, nearest + count - 1};  // of each voxel the nearest image
}

// Raises what is known of the voxels that a sphere contains in the layer z = k, which is so far (um) from its
// centre.
void paint(const Geometry& grid, const Ball& ball, int k, double height, std::vector<double>& thickness) {
  const double in_layer = ball.radius * ball.radius - height * height,
               reach = std::sqrt(std::max(0.0, in_layer));
  const auto [first_x, last_x] = within(grid, 0, ball.centre.x, reach);
  const auto [first_y, last_y] = within(grid, 1, ball.centre.y, reach);
  const auto paint_part = [&, first_y = first_y, last_y = last_y](int first, int last, int shift) {
    for (int x = first; x <= last; x += wide_lanes) {
      const Double8 dx = (lane_numbers() + (x + 0.5)) * grid.spacing.x - ball.centre.x, square = dx * dx;
      for (int y = first_y; y <= last_y; ++y) {
        const double dy = (y + 0.5) * grid.spacing.y - ball.centre.y;
        const unsigned lanes = first_lanes(last - x + 1) & ~less_lanes(wide(in_layer - dy * dy), square);
        double* const at = &thickness[grid.index(0, wrapped(y, grid.voxels[1]), k)] + (x - shift);
        store_lanes(at, larger(load_lanes(at, lanes), wide(2 * ball.radius)), lanes);
      }
    }
  };
  const int count = grid.voxels[0];
  paint_part(first_x, std::min(last_x, -1), -count);
  paint_part(std::max(first_x, 0), std::min(last_x, count - 1), 0);
  paint_part(std::max(first_x, count), last_x, count);
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
      paint(grid, balls[n], static_cast<int>(layer), (z + 0.5) * grid.spacing.z - balls[n].centre.z,
            thickness);
  });
  for (std::size_t v = 0; v < thickness.size(); ++v)
    if (!is_solid(density[v])) thickness[v] = 0;  // a sphere may reach beyond the surface between voxels
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

double mean_thickness_within(const Geometry& grid, std::span<const double> density) {
  Geometry wider = grid;  // by a voxel without tissue at each end
  std::array<int, 3> first{};
  for (int axis = 0; axis < 3; ++axis)
    if (grid.has_ends(axis)) wider.voxels[axis] += 2, first[axis] = 1;
  std::vector<double> padded(wider.size(), 0.0);
  for (int z = 0; z < grid.voxels[2]; ++z)
    for (int y = 0; y < grid.voxels[1]; ++y)
      std::copy_n(&density[grid.index(0, y, z)], grid.voxels[0],
                  &padded[wider.index(first[0], y + first[1], z + first[2])]);
  return mean_thickness(wider, padded);
}

}  // namespace exomet
