// Who descends from whom in a run, as a forest.
#pragma once

#include <cstdint>
#include <iosfwd>
#include <string>
#include <vector>

namespace exomet {

struct LineageCell {
  std::uint64_t id = 0, parent = 0;  // parent 0: a founder
  std::string type;                  // at the end, or when it went
  double born = 0;                   // min
  double gone = -1;                  // min; -1: still there at the end
  std::string fate;                  // "alive", "died", ... with its cause
};

// Writes the forest as GraphML: a node a cell, in the order given, with the attributes cell, parent, type,
// born and gone (min; NaN while it is there) and fate; an edge from parent to daughter. A parent that isn't
// in the list has no node, and its daughters are roots. Ids are unique.
void write_lineage_graphml(std::ostream&, const std::vector<LineageCell>&);

}  // namespace exomet
