#include "sim/cells/neighbours.hpp"

#include <algorithm>
#include <cassert>

#include "sim/cells/neighbourhood.hpp"

namespace exomet {

Neighbours::Neighbours(const Geometry& geometry) : bins_(geometry) {}

void Neighbours::build(const Population& population, double range) { bins_.build(population, range); }

ContactList Neighbours::contacts(const Population& population, double reach) const {
  assert(population.size() == bins_.cells().size());
  assert(bins_.reach_across(reach * 2 * bins_.largest_radius()));
  const std::vector<CellIndex>& index = bins_.cells().index;
  ContactList list;
  list.begin.assign(population.size() + 1, 0);
  for_each_neighbourhood(bins_, reach, [&](std::uint32_t i, const Neighbourhood& around) {
    list.begin[index[i] + 1] = static_cast<std::uint32_t>(around.near().size());
  });
  for (std::size_t i = 1; i < list.begin.size(); ++i) list.begin[i] += list.begin[i - 1];
  list.neighbour.resize(list.begin.back());
  for_each_neighbourhood(bins_, reach, [&](std::uint32_t i, const Neighbourhood& around) {
    const auto near = around.near();
    CellIndex* const first = list.neighbour.data() + list.begin[index[i]];
    std::transform(near.begin(), near.end(), first, [&](std::uint32_t k) { return index[around.binned[k]]; });
    std::sort(first, first + near.size());
  });
  return list;
}

}  // namespace exomet
