#include "sim/grid/surface/distance.hpp"

#include <cassert>
#include <limits>

#include "sim/base/double8.hpp"
#include "sim/base/parallel.hpp"

namespace exomet {

namespace {

constexpr double infinite = std::numeric_limits<double>::infinity();
constexpr std::size_t lines_per_chunk = 64, voxels_per_chunk = 8192;

// The nearest point of a set that each voxel has found so far.
struct Nearest {
  explicit Nearest(std::size_t voxels)
      : square(voxels, infinite), offset(voxels, {infinite, infinite, infinite}) {}

  std::vector<double> square;  // of the distance, um^2
  std::vector<Vec3> offset;    // to the point, um
};

// Voxel i of a grid line is at first + i stride.
struct GridLine {
  std::size_t first = 0, stride = 0;
  int length = 0;
  std::size_t voxel(int i) const { return first + i * stride; }
};

// Calls act(line) for all lines along an axis, in parallel, each chunk of lines with a copy of `act`.
template <class Act>
void for_each_line(const Geometry& grid, int axis, const Act& act) {
  const int other = axis == 0 ? 1 : 0, last = axis == 2 ? 1 : 2;
  const std::array<std::size_t, 3> stride{1, grid.index(0, 1, 0), grid.index(0, 0, 1)};
  const std::size_t width = grid.voxels[other], lines = width * grid.voxels[last];
  parallel_chunks(lines, lines_per_chunk, [&](std::size_t begin, std::size_t end) {
    Act own(act);
    for (std::size_t line = begin; line < end; ++line)
      own(GridLine{line % width * stride[other] + line / width * stride[last], stride[axis],
                   grid.voxels[axis]});
  });
}

// Finds, for the voxels of a line, the nearest point at which the line itself crosses the surface.
class CrossingsOfLine {
 public:
  CrossingsOfLine(const Geometry& grid, int axis, std::span<const double> density, Nearest& nearest)
      : axis_(axis),
        spacing_(grid.spacing[axis]),
        periodic_(grid.periodic(axis)),
        density_(density),
        nearest_(nearest) {}

  void operator()(const GridLine& line) {
    const int n = line.length, rounds = periodic_ ? 2 : 1;  // the second goes on across the joined ends
    for (int i = 0; i < n; ++i) {
      nearest_.square[line.voxel(i)] = infinite;
      nearest_.offset[line.voxel(i)] = {infinite, infinite, infinite};
    }
    double last = infinite;
    for (int i = 0; i < rounds * n; ++i, last += 1) {  // from the crossing before the voxel
      const int here = wrapped(i, n);
      if (periodic_ || i > 0) look(line, here, wrapped(here - 1, n), last);
      keep(line, here, -last);
    }
    last = infinite;
    for (int i = rounds * n - 1; i >= 0; --i, last += 1) {
      const int here = wrapped(i, n);
      if (periodic_ || i + 1 < n) look(line, here, wrapped(here + 1, n), last);
      keep(line, here, last);
    }
  }

 private:
  void look(const GridLine& line, int here, int there, double& last) const {
    const double from = density_[line.voxel(here)], to = density_[line.voxel(there)];
    if (is_solid(from) != is_solid(to)) last = crossing(from, to);
  }
  void keep(const GridLine& line, int i, double away) {
    const double distance = spacing_ * away;
    const std::size_t voxel = line.voxel(i);
    if (distance * distance >= nearest_.square[voxel]) return;
    nearest_.square[voxel] = distance * distance;
    nearest_.offset[voxel] = {};
    nearest_.offset[voxel][axis_] = distance;
  }

  int axis_;
  double spacing_;
  bool periodic_;
  std::span<const double> density_;
  Nearest& nearest_;
};

// Hands the points that the voxels of a line have found on to all of the line: of each voxel and of those
// before and behind it, farther and farther off, until what they are away is more than the nearest so far.
class SpreadAlongLine {
 public:
  SpreadAlongLine(const Geometry& grid, int axis, Nearest& nearest)
      : axis_(axis),
        spacing_(grid.spacing[axis]),
        farthest_(grid.periodic(axis) ? grid.voxels[axis] / 2 : grid.voxels[axis] - 1),
        periodic_(grid.periodic(axis)),
        nearest_(nearest),
        square_(grid.voxels[axis] + 2 * farthest_ + wide_lanes, infinite),
        before_(grid.voxels[axis]) {}

  void operator()(const GridLine& line) {
    const int n = line.length, beyond = periodic_ ? farthest_ : 0;
    bool any = false;
    for (int i = 0; i < n; ++i) {
      const double here = nearest_.square[line.voxel(i)];
      square_[farthest_ + i] = here;
      any |= here < infinite;
    }
    if (!any) return;
    for (int i = 0; i < beyond; ++i) {
      square_[i] = square_[i + n];
      square_[farthest_ + n + i] = square_[farthest_ + i];
    }
    for (int i = 0; i < n; ++i) before_[i] = nearest_.offset[line.voxel(i)];
    for (int i = 0; i < n; i += wide_lanes) spread_to(line, i);
  }

 private:
  // To eight voxels side by side. The first of several that are as near is taken.
  void spread_to(const GridLine& line, int first) {
    const double* const here = square_.data() + farthest_ + first;
    const unsigned lanes = first_lanes(line.length - first);
    Double8 least = load(here), from{};  // um^2, voxels
    for (int away = 1; away <= farthest_; ++away) {
      const double square = spacing_ * spacing_ * away * away;
      if (!(~less_lanes(least, wide(square)) & lanes)) break;
      const Double8 before = load(here - away) + square, behind = load(here + away) + square;
      from = either(below(behind, least), wide(away), from);
      least = smaller(behind, least);
      from = either(below(least, before), from, wide(-away));
      least = smaller(before, least);
    }
    const int last = std::min<int>(wide_lanes, line.length - first);
    for (int lane = 0; lane < last; ++lane) {
      const int step = static_cast<int>(from[lane]);
      const std::size_t voxel = line.voxel(first + lane);
      nearest_.square[voxel] = least[lane];
      nearest_.offset[voxel] = before_[wrapped(first + lane + step, line.length)];
      nearest_.offset[voxel][axis_] = spacing_ * step;
    }
  }

  int axis_;
  double spacing_;
  int farthest_;  // voxels; across joined ends no image further off can be the nearest
  bool periodic_;
  Nearest& nearest_;
  std::vector<double> square_;  // of the line, with what is beyond its ends
  std::vector<Vec3> before_;
};

// The nearest of those points of the surface that lie on grid lines along one axis. What was in `nearest`
// goes.
void find_on_lines(const Geometry& grid, std::span<const double> density, int axis, Nearest& nearest) {
  for_each_line(grid, axis, CrossingsOfLine(grid, axis, density, nearest));
  for (int other = 0; other < 3; ++other)
    if (other != axis && grid.voxels[other] > 1)
      for_each_line(grid, other, SpreadAlongLine(grid, other, nearest));
}

}  // namespace

std::vector<Vec3> to_surface(const Geometry& grid, std::span<const double> density) {
  assert(density.size() == grid.size());
  Nearest nearest(grid.size()), found(grid.size());
  for (int axis = 0; axis < 3; ++axis) {
    if (grid.voxels[axis] == 1) continue;
    find_on_lines(grid, density, axis, found);
    parallel_chunks(grid.size(), voxels_per_chunk, [&](std::size_t begin, std::size_t end) {
      for (std::size_t v = begin; v < end; ++v)
        if (found.square[v] < nearest.square[v])
          nearest.square[v] = found.square[v], nearest.offset[v] = found.offset[v];
    });
  }
  return std::move(nearest.offset);
}

std::vector<double> signed_distance(const Geometry& grid, std::span<const double> density) {
  return signed_distance(density, to_surface(grid, density));
}

std::vector<double> signed_distance(std::span<const double> density, std::span<const Vec3> to_surface) {
  assert(density.size() == to_surface.size());
  std::vector<double> distance(density.size());
  for (std::size_t v = 0; v < density.size(); ++v) distance[v] = signed_distance(density[v], to_surface[v]);
  return distance;
}

}  // namespace exomet
