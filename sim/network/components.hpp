// Connected components, through Boost.Graph: clusters of touching cells, holes in a sheet.
#pragma once

#include <cstdint>
#include <span>
#include <utility>
#include <vector>

namespace exomet {

// Number of the component (0, 1, ... in the order of their lowest vertex) of each of `vertices` vertices.
std::vector<int> connected_components(std::size_t vertices,
                                      std::span<const std::pair<std::uint32_t, std::uint32_t>> edges);

// A flat raster of pixels, x fastest; opposite ends are joined where periodic.
struct Raster {
  int width = 0, height = 0;
  double pixel_area = 0;  // um^2
  bool periodic_x = false, periodic_y = false;
  std::vector<std::uint8_t> covered;  // width * height
};

// Areas in um^2 of the connected uncovered regions (pixels that share a side), in the order of their lowest pixel.
std::vector<double> hole_areas(const Raster&);

}  // namespace exomet
