#include "sim/run/room.hpp"

#include <algorithm>

namespace exomet {

namespace {
constexpr int most_boxes = 64;  // along an axis

// The indices next to one along an axis of boxes, across joined ends, each once.
struct Span {
  std::array<int, 3> index{};
  int count = 0;
};
Span around(int at, int number, bool periodic) {
  Span span;
  for (int step = -1; step <= 1; ++step) {
    int next = at + step;
    if (periodic) next = (next + number) % number;
    if (next < 0 || next >= number ||
        std::find(span.index.begin(), span.index.begin() + span.count, next) !=
            span.index.begin() + span.count)
      continue;
    span.index[span.count++] = next;
  }
  return span;
}
}  // namespace

Room::Room(const Model& model, const Population& cells) : grid_(model.geometry) {
  double largest = model.largest_diameter();
  for (double diameter : cells.diameter) largest = std::max(largest, diameter);
  for (int axis = 0; axis < 3; ++axis)
    number_[axis] = static_cast<int>(std::clamp(grid_.extent()[axis] / largest, 1.0, double(most_boxes)));
  boxes_.resize(std::size_t(number_[0]) * number_[1] * number_[2]);
  for (CellIndex i = 0; i < cells.size(); ++i) add(cells, i);
}

std::array<int, 3> Room::box_at(const Vec3& position) const {
  const Vec3 inside = grid_.inside(position), extent = grid_.extent();
  std::array<int, 3> box;
  for (int axis = 0; axis < 3; ++axis)
    box[axis] = std::min(static_cast<int>(inside[axis] / extent[axis] * number_[axis]), number_[axis] - 1);
  return box;
}

bool Room::is_free(const Population& cells, const Vec3& position, double diameter, double closeness) const {
  const std::array<int, 3> box = box_at(position);
  const Span x = around(box[0], number_[0], grid_.periodic(0)),
             y = around(box[1], number_[1], grid_.periodic(1)),
             z = around(box[2], number_[2], grid_.periodic(2));
  for (int k = 0; k < z.count; ++k)
    for (int j = 0; j < y.count; ++j)
      for (int i = 0; i < x.count; ++i)
        for (CellIndex other : boxes_[x.index[i] + std::size_t(number_[0]) *
                                                       (y.index[j] + std::size_t(number_[1]) * z.index[k])])
          if (norm(grid_.difference(cells.position(other), position)) <
              closeness * 0.5 * (cells.diameter[other] + diameter))
            return false;
  return true;
}

void Room::add(const Population& cells, CellIndex cell) {
  const std::array<int, 3> box = box_at(cells.position(cell));
  boxes_[box[0] + std::size_t(number_[0]) * (box[1] + std::size_t(number_[1]) * box[2])].push_back(cell);
}

}  // namespace exomet
