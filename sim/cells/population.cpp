#include "sim/cells/population.hpp"

#include <algorithm>
#include <cassert>

namespace exomet {

namespace {

// Calls visit(column) for every array that has one entry per cell. The binding names every member, so that a
// member added to Population doesn't compile until it is dealt with here.
template <class Visit>
void for_each_column(Population& cells, const Visit& visit) {
  auto& [id, parent, type, life, attachment, x, y, z, diameter, born, cargo, state, state_names, next_id] =
      cells;
  visit(id), visit(parent), visit(type), visit(life), visit(attachment);
  visit(x), visit(y), visit(z), visit(diameter), visit(born);
  for (auto& one : cargo) visit(one);
  for (auto& one : state) visit(one);
}

// Room for an eighth more, where vectors by themselves would double.
void make_room(Population& cells) {
  const std::size_t size = cells.size();
  if (size == cells.id.capacity())
    for_each_column(cells, [&](auto& column) { column.reserve(size + size / 8 + 16); });
}

}  // namespace

int Population::column(std::string_view name) {
  const auto found = std::find(state_names.begin(), state_names.end(), name);
  if (found != state_names.end()) return static_cast<int>(found - state_names.begin());
  state_names.emplace_back(name);
  state.emplace_back(size(), 0.0);
  return static_cast<int>(state.size()) - 1;
}

CellIndex Population::append(CellTypeId kind, const Vec3& position, double across, double time,
                             CellId mother) {
  make_room(*this);
  const auto i = static_cast<CellIndex>(size());
  for_each_column(*this, [&](auto& column) { column.emplace_back(); });
  id[i] = next_id++;
  parent[i] = mother;
  type[i] = kind;
  x[i] = position.x, y[i] = position.y, z[i] = position.z;
  diameter[i] = across;
  born[i] = time;
  return i;
}

CellIndex Population::append_copy(CellIndex of) {
  assert(of < size());
  make_room(*this);
  const auto i = static_cast<CellIndex>(size());
  for_each_column(*this, [&](auto& column) {
    const auto value = column[of];  // push_back(column[of]) would read what it may have just moved
    column.push_back(value);
  });
  id[i] = next_id++;
  return i;
}

void Population::remove(const std::vector<std::uint8_t>& flags) {
  assert(flags.size() == size());
  const auto first = std::find_if(flags.begin(), flags.end(), [](auto flag) { return flag != 0; });
  if (first == flags.end()) return;
  const auto from = static_cast<std::size_t>(first - flags.begin());
  for_each_column(*this, [&](auto& column) {
    std::size_t kept = from;
    for (std::size_t i = from; i < flags.size(); ++i)
      if (!flags[i]) column[kept++] = column[i];
    column.resize(kept);
  });
}

}  // namespace exomet
