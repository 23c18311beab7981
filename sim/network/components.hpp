// Connected components, through Boost's disjoint sets (union-find; Tarjan 1975): clusters of touching cells.
// Linear in vertices and edges, and the same numbers for the same graph in any order of its
// edges.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <utility>
#include <vector>

namespace exomet {

// Number of the component (0, 1, ... in the order of their lowest vertex) of each of `vertices` vertices.
// Edges join vertices below `vertices`; an edge may appear more than once, and a vertex may be joined to
// itself.
std::vector<int> connected_components(std::size_t vertices,
                                      std::span<const std::pair<std::uint32_t, std::uint32_t>> edges);

}  // namespace exomet
