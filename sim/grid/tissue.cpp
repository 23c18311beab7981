#include "sim/grid/tissue.hpp"

#include <cassert>
#include <cmath>
#include <vector>

#include "sim/base/parallel.hpp"
#include "sim/grid/ball.hpp"
#include "sim/grid/box_shares.hpp"

namespace exomet {

namespace {
constexpr std::size_t voxels_per_chunk = 65536;

// The two voxels of an axis between whose centres a position is, as how far they are in memory from the first
// of the axis, and the weight of the upper.
struct Between {
  std::size_t lower = 0, upper = 0;
  double weight = 0;
};

[[gnu::always_inline]] inline Between between(const Geometry& grid, int axis, double position) {
  const int count = grid.voxels[axis];
  const std::size_t step = axis == 0 ? 1 : axis == 1 ? grid.index(0, 1, 0) : grid.index(0, 0, 1);
  const double in_voxels = position / grid.spacing[axis] - 0.5;
  if (grid.periodic(axis)) {
    const double lower = std::floor(in_voxels);
    int at = static_cast<int>(lower);
    if (at < 0 || at >= count) at = ((at % count) + count) % count;
    return {at * step, (at + 1 < count ? at + 1 : 0) * step, in_voxels - lower};
  }
  const double inside = std::clamp(in_voxels, 0.0, count - 1.0);
  const int at = std::min(static_cast<int>(inside), std::max(0, count - 2));
  return {at * step, std::min(at + 1, count - 1) * step, inside - at};
}
}  // namespace

namespace {
double mix(double a, double b, double weight) { return a + weight * (b - a); }

[[gnu::always_inline]] inline double share_between(const double* density, const Between& x, const Between& y,
                                                   const Between& z) {
  const auto along_x = [&](std::size_t row) {
    return mix(density[row + x.lower], density[row + x.upper], x.weight);
  };
  return mix(mix(along_x(y.lower + z.lower), along_x(y.upper + z.lower), y.weight),
             mix(along_x(y.lower + z.upper), along_x(y.upper + z.upper), y.weight), z.weight);
}
}  // namespace

double share_at(const Geometry& grid, std::span<const double> density, const Vec3& position) {
  assert(density.size() == grid.size());
  return share_between(density.data(), between(grid, 0, position.x), between(grid, 1, position.y),
                       between(grid, 2, position.z));
}

SharesAround shares_around(const Geometry& grid, std::span<const double> density, const Vec3& position,
                           double reach) {
  assert(density.size() == grid.size());
  const Between x = between(grid, 0, position.x), y = between(grid, 1, position.y),
                z = between(grid, 2, position.z);
  SharesAround shares;
  for (int side = 0; side < 2; ++side) {
    const double away = side == 0 ? -reach : reach;
    shares[0][side] = share_between(density.data(), between(grid, 0, position.x + away), y, z);
    shares[1][side] = share_between(density.data(), x, between(grid, 1, position.y + away), z);
    shares[2][side] = share_between(density.data(), x, y, between(grid, 2, position.z + away));
  }
  return shares;
}

namespace {
void merge(const std::uint8_t* from, std::size_t count, std::uint8_t* to) {
  for (std::size_t n = 0; n < count; ++n) to[n] |= from[n];
}

// Sets each mark that has one beside it along x.
void widen_rows(const Geometry& grid, std::vector<std::uint8_t>& marks) {
  const std::size_t count = grid.voxels[0];
  parallel_chunks(marks.size() / count, std::max<std::size_t>(1, voxels_per_chunk / count),
                  [&](std::size_t begin, std::size_t end) {
                    std::vector<std::uint8_t> row(count + 2);  // and what is beyond its ends
                    for (std::size_t r = begin; r < end; ++r) {
                      std::uint8_t* const to = &marks[r * count];
                      std::copy_n(to, count, row.begin() + 1);
                      row.front() = grid.periodic(0) ? to[count - 1] : 0;
                      row.back() = grid.periodic(0) ? to[0] : 0;
                      merge(&row[0], count, to);
                      merge(&row[2], count, to);
                    }
                  });
}

// The same along y or z: whole rows are laid over others.
void widen_across(const Geometry& grid, int axis, std::vector<std::uint8_t>& marks) {
  const std::vector<std::uint8_t> from = marks;
  const std::size_t length = grid.voxels[0], next = axis == 1 ? 1 : grid.voxels[1];  // rows to the next
  const int count = grid.voxels[axis];
  parallel_chunks(marks.size() / length, std::max<std::size_t>(1, voxels_per_chunk / length),
                  [&](std::size_t begin, std::size_t end) {
                    for (std::size_t row = begin; row < end; ++row) {
                      const int i = static_cast<int>(row / next % count);
                      for (int at : {i - 1, i + 1}) {
                        if (grid.periodic(axis)) at = (at + count) % count;
                        if (at >= 0 && at < count)
                          merge(&from[(row + (at - i) * static_cast<std::ptrdiff_t>(next)) * length], length,
                                &marks[row * length]);
                      }
                    }
                  });
}
}  // namespace

std::vector<std::uint8_t> steps_to_solid(const Geometry& grid, std::span<const double> density, int most) {
  assert(most >= 0 && most < 255);
  std::vector<std::uint8_t> marks(grid.size()), steps(grid.size());
  parallel_chunks(marks.size(), voxels_per_chunk, [&](std::size_t begin, std::size_t end) {
    for (std::size_t v = begin; v < end; ++v) marks[v] = density[v] >= 0.5, steps[v] = !marks[v];
  });
  for (int step = 1; step <= most; ++step) {
    widen_rows(grid, marks);
    for (int axis = 1; axis < 3; ++axis) widen_across(grid, axis, marks);
    parallel_chunks(marks.size(), voxels_per_chunk, [&](std::size_t begin, std::size_t end) {
      for (std::size_t v = begin; v < end; ++v) steps[v] += !marks[v];
    });
  }
  return steps;
}

int steps_within(const Geometry& grid, double reach) {
  constexpr double rounding = 1e-9;
  double most = 0;
  for (int axis = 0; axis < 3; ++axis) most = std::max(most, reach / grid.spacing[axis]);
  // A position is at most half a voxel from the centre of its voxel, and interpolation looks at the next.
  return static_cast<int>(most + 0.5 + rounding) + 1;
}

double mean_eroded(const Geometry& grid, std::span<const double> before, std::span<const double> now,
                   const Vec3& position, double radius) {
  double eroded = 0;
  std::size_t voxels = 0;
  for_each_voxel_within(grid, position, radius, [&](std::size_t voxel) {
    eroded += std::max(0.0, before[voxel] - now[voxel]);
    ++voxels;
  });
  return eroded / static_cast<double>(voxels);
}

double solidity(double share) { return std::clamp(2 * share - 1, 0.0, 1.0); }

double fill_layer(const Geometry& grid, std::span<double> density, const Vec3& low, const Vec3& high,
                  double value) {
  assert(density.size() == grid.size());
  assert(value >= 0 && value <= 1);
  double added = 0;
  BoxShares(grid, low, high).for_each(grid, [&](std::size_t voxel, double in_box) {
    double& share = density[voxel];
    const double after = std::min(std::max(share, 1.0), share + value * in_box);
    added += after - share;
    share = after;
  });
  return added * grid.voxel_volume();
}

}  // namespace exomet
