// Cells counting-sorted into equal boxes ("bins") no narrower than the longest interaction, so that whatever
// is within that range of a place is in the bin of the place or in one next to it.
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "sim/base/double8.hpp"
#include "sim/cells/population.hpp"
#include "sim/grid/geometry.hpp"

namespace exomet {

// Copies of the cells in the order of their bins (x fastest), within a bin in ascending index. Behind the
// last there is room to read a register of them.
struct BinnedCells {
  std::vector<CellIndex> index;         // in the population
  std::vector<double> x, y, z, radius;  // um; positions wrapped into the domain on periodic axes

  std::size_t size() const { return index.size(); }
};

// Consecutive binned cells.
struct Row {
  std::uint32_t begin = 0, end = 0;
};

// The rows that hold every cell of a bin and of those next to it, each cell once, in a fixed order.
struct Surroundings {
  std::array<Row, 18> rows;  // 9 lines of bins along x, each in two parts where it crosses a periodic end
  int count = 0;
  bool wraps = false;  // some of them may be nearer across a periodic end

  const Row* begin() const { return rows.data(); }
  const Row* end() const { return rows.data() + count; }
  std::uint32_t cells() const;
};

class CellGrid {
 public:
  explicit CellGrid(const Geometry&);

  // Sorts some of the cells (ascending): linear in their number. There are at most 2 bins a cell plus a
  // constant: in a large domain with few cells the bins are wider than `range` (um, >= 0).
  void build(const Population&, std::span<const CellIndex> some, double range);

  const BinnedCells& cells() const { return cells_; }
  void forget_cells();  // which are in the bins, until the next build(), for those who need the memory
  const Geometry& geometry() const { return geometry_; }

  std::size_t size() const { return std::size_t(number_[0]) * number_[1] * number_[2]; }
  Row cells_of(std::size_t bin) const { return {begin_[bin], begin_[bin + 1]}; }
  Surroundings around(std::size_t bin) const;  // all that is within the range of anywhere in the bin

  // Calls visit(Row) with rows of bins that hold all that is within a distance (um, of any size) of a place,
  // each once.
  template <class Visit>
  void for_each_row_within(const Vec3& wrapped_position, double distance, const Visit& visit) const;

  Vec3 wrapped(const Vec3& position) const;                // into the domain, on periodic axes only
  std::size_t bin_at(const Vec3& wrapped_position) const;  // outside the domain: the nearest bin

  // The period of each axis, 0 if it has none: um.
  const Vec3& period() const { return period_; }

 private:
  struct Interval {
    int first = 0, count = 0;  // bins along an axis, from the last on to the first where it is periodic
  };
  Interval interval(int axis, double at, double distance) const;
  void choose_bins(std::size_t cells, double range);
  void sort(const Population&, std::span<const CellIndex> some);
  void copy_sorted(const Population&);

  Geometry geometry_;
  Vec3 period_;
  std::array<int, 3> number_{1, 1, 1};  // of bins along each axis
  Vec3 bins_per_um_;
  std::vector<std::uint32_t> begin_{0, 0};  // [bin], first binned cell; size() + 1 entries
  std::vector<std::uint32_t> bin_of_;       // of each of the cells
  BinnedCells cells_;
};

template <class Visit>
void CellGrid::for_each_row_within(const Vec3& wrapped_position, double distance, const Visit& visit) const {
  const Interval x = interval(0, wrapped_position.x, distance), y = interval(1, wrapped_position.y, distance),
                 z = interval(2, wrapped_position.z, distance);
  for (int k = 0; k < z.count; ++k)
    for (int j = 0; j < y.count; ++j) {
      const std::size_t line =
          std::size_t((z.first + k) % number_[2]) * number_[1] + (y.first + j) % number_[1];
      // A row, or two where it goes on across the joined ends.
      const std::size_t row = line * number_[0], first = row + x.first;
      const int before_end = std::min(x.count, number_[0] - x.first);
      visit(Row{begin_[first], begin_[first + before_end]});
      if (before_end < x.count) visit(Row{begin_[row], begin_[row + x.count - before_end]});
    }
}

// The shortest of the differences d, d - period, d + period; d itself if the period is 0.
inline double nearest_image(double d, double period) {
  return d - (d > 0.5 * period ? period : 0.0) + (d < -0.5 * period ? period : 0.0);
}
inline Double8 nearest_image(const Double8& d, double period) {
  const Double8 one = wide(period), none{};
  return d - either(below(0.5 * one, d), one, none) + either(below(d, -0.5 * one), one, none);
}

}  // namespace exomet
