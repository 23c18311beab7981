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

// Writes the forest as GraphML: a node a cell with its attributes, an edge from parent to daughter.
void write_lineage_graphml(std::ostream&, const std::vector<LineageCell>&);

}  // namespace exomet
