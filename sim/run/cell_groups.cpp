#include "sim/run/cell_groups.hpp"

namespace exomet {

CellGroups group_by_type(std::size_t types, const Population& cells) {
  std::vector<std::size_t> count(types);
  for (const CellTypeId type : cells.type) ++count[type];
  CellGroups groups{CellsByType(types), CellsByType(types)};
  for (std::size_t type = 0; type < types; ++type) groups.alive[type].reserve(count[type]);
  for (CellIndex i = 0; i < cells.size(); ++i)
    if (cells.life[i] != Life::gone)
      (cells.alive(i) ? groups.alive : groups.dying)[cells.type[i]].push_back(i);
  return groups;
}

}  // namespace exomet
