// The memory that cells take, and whether there is enough for more of them.
#pragma once

#include <string>

#include "sim/cells/population.hpp"
#include "sim/run/model.hpp"

namespace exomet {

// Of a cell and all that is computed anew for it, while nothing is recorded: its columns, forces,
// rates, and what is known of its voxel.
double bytes_per_cell(const Model&);
// Of an entry in the lists of neighbours of a cell, and in those of cells that touch.
inline constexpr double bytes_per_neighbour = 12;

// Whether there is room for the cells that are born. Both throw RunError if there is no memory for as many
// cells more as there are, or if the cells lie in heaps, since a division without bound would end in days of
// computing before it ends in memory.
class CellRoom {
 public:
  void require_to_double(const Model&, const Population&);   // at the start of a step, and
  void require_for_births(const Model&, const Population&);  // before each birth: they look now and then

 private:
  std::size_t looked_at_ = 0;  // as many cells, when there was room for twice as many
};

// "512 MB"
std::string readable_bytes(double bytes);

}  // namespace exomet
