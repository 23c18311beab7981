#include "sim/run/free_space.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace exomet {

namespace {
constexpr CellIndex none = std::numeric_limits<CellIndex>::max();
constexpr double fewest_boxes = 64, boxes_per_cell = 4;
constexpr double safety = 1 + 1e-9;  // so that rounding can't hide a cell
}  // namespace

FreeSpace::FreeSpace(const Model& model, const Population& cells) : grid_(model.geometry) {
  for (CellIndex i = 0; i < cells.size(); ++i) add(cells, i);
}

void FreeSpace::add(const Population& cells, CellIndex cell) {
  const int power = std::ilogb(cells.diameter[cell]);
  SizeClass& size = classes_[power];
  if (size.first.empty()) {
    size.largest = std::ldexp(1.0, power + 1);
    choose_boxes(size);
  }
  if (next_.size() <= cell) next_.resize(std::max<std::size_t>(cell + 1, next_.size() + next_.size() / 2));
  put(size, cells, cell);
  if (++size.cells > size.most_cells) spread(size, cells);
}

// As large as the largest cell, or larger while there are few cells.
void FreeSpace::choose_boxes(SizeClass& size) const {
  const double most = std::max(fewest_boxes, boxes_per_cell * static_cast<double>(size.cells));
  const Vec3 extent = grid_.extent();
  const auto along = [&](int axis, double width) {
    return grid_.flat(axis) ? 1.0 : std::max(1.0, std::floor(extent[axis] / width));
  };
  double width = size.largest;
  while (along(0, width) * along(1, width) * along(2, width) > most) width *= 1.1;
  for (int axis = 0; axis < 3; ++axis) size.number[axis] = static_cast<int>(along(axis, width));
  size.most_cells = std::numeric_limits<std::size_t>::max();
  size.first.assign(std::size_t(size.number[0]) * size.number[1] * size.number[2], none);
  if (width > size.largest) size.most_cells = 2 * size.first.size();
}

void FreeSpace::put(SizeClass& size, const Population& cells, CellIndex cell) {
  CellIndex& first = size.first[box_at(size, cells.position(cell))];
  next_[cell] = first;
  first = cell;
}

// Into more and smaller boxes.
void FreeSpace::spread(SizeClass& size, const Population& cells) {
  const std::vector<CellIndex> before = size.first;
  choose_boxes(size);
  for (CellIndex cell : before)
    while (cell != none) {
      const CellIndex next = next_[cell];
      put(size, cells, cell);
      cell = next;
    }
}

std::size_t FreeSpace::box_at(const SizeClass& size, const Vec3& position) const {
  const Vec3 inside = grid_.inside(position), extent = grid_.extent();
  std::array<std::size_t, 3> box;
  for (int axis = 0; axis < 3; ++axis)
    box[axis] =
        std::min(static_cast<int>(inside[axis] / extent[axis] * size.number[axis]), size.number[axis] - 1);
  return box[0] + size.number[0] * (box[1] + size.number[1] * box[2]);
}

FreeSpace::Interval FreeSpace::interval(const SizeClass& size, int axis, double at, double distance) const {
  const int number = size.number[axis];
  const double per_um = number / grid_.extent()[axis], reach = distance * safety;
  const double low = std::floor((at - reach) * per_um), high = std::floor((at + reach) * per_um);
  if (grid_.periodic(axis)) {
    if (high - low + 1 >= number) return {0, number};
    return {static_cast<int>(low < 0 ? low + number : low), static_cast<int>(high - low) + 1};
  }
  const int first = static_cast<int>(std::clamp(low, 0.0, number - 1.0));
  return {first, static_cast<int>(std::clamp(high, 0.0, number - 1.0)) - first + 1};
}

template <class Test>
bool FreeSpace::any_within(const SizeClass& size, const Vec3& position, double distance,
                           const Test& test) const {
  const Vec3 inside = grid_.inside(position);
  std::array<Interval, 3> boxes;
  for (int axis = 0; axis < 3; ++axis) boxes[axis] = interval(size, axis, inside[axis], distance);
  const auto at = [&](int axis, int step) {
    return std::size_t((boxes[axis].first + step) % size.number[axis]);
  };
  for (int k = 0; k < boxes[2].count; ++k)
    for (int j = 0; j < boxes[1].count; ++j)
      for (int i = 0; i < boxes[0].count; ++i)
        for (CellIndex other = size.first[at(0, i) + size.number[0] * (at(1, j) + size.number[1] * at(2, k))];
             other != none; other = next_[other])
          if (test(other)) return true;
  return false;
}

bool FreeSpace::is_free(const Population& cells, const Vec3& position, double diameter,
                        double closeness) const {
  const auto overlaps = [&](CellIndex other) {
    return norm(grid_.difference(cells.position(other), position)) <
           closeness * 0.5 * (cells.diameter[other] + diameter);
  };
  return std::none_of(classes_.begin(), classes_.end(), [&](const auto& one) {
    const SizeClass& size = one.second;
    return any_within(size, position, closeness * 0.5 * (size.largest + diameter), overlaps);
  });
}

}  // namespace exomet
