// A flat raster of which parts are covered, kept as stretches of rows: memory and time follow what is covered
// and not the number of pixels.
#pragma once

#include <compare>
#include <cstdint>
#include <vector>

namespace exomet {

// The pixels begin <= x < end of a row.
struct Stretch {
  std::int32_t y = 0, begin = 0, end = 0;

  auto operator<=>(const Stretch&) const = default;
};

// Opposite ends are joined where periodic.
struct Raster {
  int width = 0, height = 0;
  double pixel_area = 0;  // um^2
  bool periodic_x = false, periodic_y = false;
  std::vector<Stretch> covered;  // ascending; those of a row apart from each other

  double pixels() const { return static_cast<double>(width) * height; }
  double covered_pixels() const;
};

// Brings stretches, which may overlap, into the order that a raster wants.
std::vector<Stretch> joined(std::vector<Stretch>);

// Areas in um^2 of the connected uncovered regions (pixels that share a side), in the order of their lowest
// pixel (the lowest y, then x).
std::vector<double> hole_areas(const Raster&);

}  // namespace exomet
