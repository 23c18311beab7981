#include "sim/cells/neighbours.hpp"

#include <algorithm>

namespace exomet {

Neighbours::Neighbours(const Geometry& geometry) : lists_(geometry) {}

void Neighbours::build(const Population& population, double reach) { lists_.update(population, reach); }

std::vector<std::uint8_t> Neighbours::without_neighbours_of_others(
    std::span<const std::uint8_t> marks) const {
  assert(marks.size() == lists_.size());
  std::vector<std::uint8_t> left(marks.begin(), marks.end());
  lists_.for_each_part([&](std::size_t part) {
    lists_.for_each_in_part(part, [&](std::uint32_t slot, std::span<const std::uint32_t> near) {
      std::uint8_t& mark = left[lists_.index(slot)];
      if (mark)
        mark = std::all_of(near.begin(), near.end(),
                           [&](std::uint32_t other) { return marks[lists_.index(other)]; });
    });
  });
  return left;
}

ContactList Neighbours::contacts(const Population& population, double reach) const {
  assert(population.size() == lists_.size());
  assert(reach <= lists_.reach());
  ContactList list;
  list.begin.assign(population.size() + 1, 0);
  std::vector<std::vector<CellIndex>> found(lists_.parts());
  const Vec3 period = lists_.period();
  lists_.for_each_part([&](std::size_t part) {
    std::vector<CellIndex>& all = found[part];
    all.resize(lists_.pairs_in_part(part) + 1);  // one more, since the place after the last is written, too
    std::size_t count = 0;
    lists_.for_each_in_part(part, [&](std::uint32_t slot, std::span<const std::uint32_t> near) {
      const Ball& own = lists_.place(slot);
      const std::size_t before = count;
      for (std::size_t n = 0; n < near.size(); n += wide_lanes) {
        const WideBall ball = lists_.places(&near[n]);
        const Double8 x = nearest_image(own.x - ball.x, period.x),
                      y = nearest_image(own.y - ball.y, period.y),
                      z = nearest_image(own.z - ball.z, period.z),
                      enough = reach * (own.radius + ball.radius);
        const Double8 excess = x * x + y * y + z * z - enough * enough;
        const std::size_t lanes = std::min(wide_lanes, near.size() - n);
        for (std::size_t lane = 0; lane < lanes; ++lane) {
          all[count] = lists_.index(near[n + lane]);  // always, since a branch would be mispredicted
          count += excess[lane] < 0;
        }
      }
      list.begin[lists_.index(slot) + 1] = static_cast<std::uint32_t>(count - before);
    });
  });
  for (std::size_t i = 1; i < list.begin.size(); ++i) list.begin[i] += list.begin[i - 1];
  list.neighbour.resize(list.begin.back());
  lists_.for_each_part([&](std::size_t part) {
    auto from = found[part].begin();
    lists_.for_each_in_part(part, [&](std::uint32_t slot, std::span<const std::uint32_t>) {
      const CellIndex cell = lists_.index(slot);
      const std::size_t count = list.begin[cell + 1] - list.begin[cell];
      std::copy_n(from, count, list.neighbour.begin() + list.begin[cell]);
      from += static_cast<std::ptrdiff_t>(count);
    });
  });
  return list;
}

}  // namespace exomet
