// Cells by type, for mechanisms, which act on chunks of cells of one type.
#pragma once

#include <algorithm>
#include <span>
#include <vector>

#include "sim/base/parallel.hpp"
#include "sim/cells/population.hpp"

namespace exomet {

using Cells = std::span<const CellIndex>;
using CellsByType = std::vector<std::vector<CellIndex>>;  // [type], ascending

struct CellGroups {
  CellsByType alive, dying;
};

// Those that are there, by type.
CellGroups group_by_type(std::size_t types, const Population&);

constexpr std::size_t cells_per_chunk(std::size_t cells) { return cells < few_cells ? few_cells : 512; }

// Calls act(type, cells) for chunks of all groups, in parallel. All groups one after another are cut into
// chunks, so that rare types go with others.
template <class Act>
void for_each_chunk(const CellsByType& groups, const Act& act) {
  std::vector<std::size_t> first{0};
  for (const auto& group : groups) first.push_back(first.back() + group.size());
  parallel_chunks(first.back(), cells_per_chunk(first.back()), [&](std::size_t begin, std::size_t end) {
    for (std::size_t type = 0; type < groups.size(); ++type) {
      const std::size_t from = std::max(begin, first[type]), to = std::min(end, first[type + 1]);
      if (from < to)
        act(static_cast<CellTypeId>(type), Cells(groups[type]).subspan(from - first[type], to - from));
    }
  });
}

}  // namespace exomet
