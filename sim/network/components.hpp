// Connected components, through Boost's disjoint sets (union-find; Tarjan 1975): clusters of touching cells,
// holes in a sheet. Linear in vertices and edges, and the same numbers for the same graph in any order of its
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

// A flat raster of pixels, x fastest; opposite ends are joined where periodic.
struct Raster {
  int width = 0, height = 0;
  double pixel_area = 0;  // um^2
  bool periodic_x = false, periodic_y = false;
  std::vector<std::uint8_t> covered;  // width * height
};

// Areas in um^2 of the connected uncovered regions (pixels that share a side), in the order of their lowest
// pixel.
std::vector<double> hole_areas(const Raster&);

}  // namespace exomet
