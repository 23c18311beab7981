#include "sim/grid/exchange/exchange_zone.hpp"

#include <cmath>

#include "sim/base/mathematics.hpp"
#include "sim/grid/exchange/lattice_green.hpp"

namespace exomet {

namespace {
constexpr double least_width = 1.5;  // voxels

// Where a voxel beyond the ends of an axis counts.
int mirrored(int at, int count) { return at < 0 ? -1 - at : at < count ? at : 2 * count - 1 - at; }
}  // namespace

ExchangeZone::ExchangeZone(const Geometry& grid, const Vec3& position, double diameter,
                           std::span<const double> free, double scale)
    : grid_(&grid), free_(free), scale_(scale) {
  for (int axis = 0; axis < 3; ++axis) set_axis(axis, position[axis], diameter);
}

ExchangeZone::ExchangeZone(const Geometry& grid, const Vec3& position, double diameter,
                           std::span<const double> free)
    : ExchangeZone(grid, position, diameter, free, 1) {
  if (free_.empty()) return;
  double all = 0;
  visit([&](const std::array<int, 3>&, double share) { all += share; });
  scale_ = 1 / all;
}

double ExchangeZone::width(double diameter, const Geometry& grid, int axis) {
  return std::min(
      {std::max(diameter / grid.spacing[axis], least_width), most - 1.0, double(grid.voxels[axis])});
}

int ExchangeZone::reach(const Geometry& grid, int axis, double diameter) {
  return static_cast<int>(0.5 * width(diameter, grid, axis)) + 1;
}

void ExchangeZone::set_axis(int axis, double centre, double diameter) {
  const Geometry& grid = *grid_;
  const int count = grid.voxels[axis];
  const double voxel = grid.spacing[axis];
  Axis& made = along_[axis];
  if (count == 1) {
    made.count = 1, made.at[0] = 0, made.share[0] = 1;
    return;
  }
  const double half = 0.5 * width(diameter, grid, axis);
  const double middle = std::clamp(centre / voxel, 0.0, double(count));
  const double low = middle - half, high = middle + half;
  for (int n = static_cast<int>(std::floor(low)); n < high && made.count < most; ++n) {
    const double share = (std::min(high, n + 1.0) - std::max(low, double(n))) / (2 * half);
    const double away = (n + 0.5 - middle) * voxel;
    made.at[made.count] = grid.periodic(axis) ? wrapped(n, count) : mirrored(n, count);
    made.share[made.count++] = share;
    made.spread += share * away * away;
  }
}

double ExchangeZone::sum_of_squares() const {
  double sum = 0;
  visit([&](const std::array<int, 3>&, double share) { sum += share * share; });
  return sum;
}

double ExchangeZone::spread() const { return along_[0].spread + along_[1].spread + along_[2].spread; }

// The sum over pairs of voxels of their shares times what one does to the other, which goes by how far they
// are apart along each axis.
double ExchangeZone::resistance() const {
  std::array<std::array<double, most>, 3> apart{};  // of pairs so many voxels apart
  for (int axis = 0; axis < 3; ++axis)
    for (int i = 0; i < along_[axis].count; ++i)
      for (int j = 0; j < along_[axis].count; ++j)
        apart[axis][std::abs(i - j)] += along_[axis].share[i] * along_[axis].share[j];
  double sum = 0;
  for (int k = 0; k < along_[2].count; ++k)
    for (int j = 0; j < along_[1].count; ++j)
      for (int i = 0; i < along_[0].count; ++i)
        sum += apart[0][i] * apart[1][j] * apart[2][k] * lattice_green(i, j, k);
  return sum / maths::cbrt(grid_->voxel_volume());
}

}  // namespace exomet
