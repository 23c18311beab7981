#include "sim/run/coverage.hpp"

#include <cmath>

namespace exomet {

namespace {

constexpr double pixels_per_diameter = 10;
constexpr double hexagon = 1.16;  // circumradius over inradius of a hexagon, 2/sqrt(3), and a hair

struct Axis {
  int axis = 0, pixels = 1;
  double length = 0, pixel = 0;
  bool periodic = false, flat = false;
};

Axis make_axis(const Geometry& grid, int axis, double diameter) {
  Axis made{axis, 1, grid.extent()[axis], 0, grid.periodic(axis), grid.flat(axis)};
  if (!made.flat)
    made.pixels = std::max(1, static_cast<int>(std::lround(made.length / diameter * pixels_per_diameter)));
  made.pixel = made.length / made.pixels;
  return made;
}

// Marks the pixels of a disc; across periodic ends.
void cover(Raster& raster, const Axis& u, const Axis& v, const Vec3& centre, double radius) {
  const auto first = [&](const Axis& a) {
    return static_cast<int>(std::floor((centre[a.axis] - radius) / a.pixel));
  };
  const auto last = [&](const Axis& a) {
    return static_cast<int>(std::floor((centre[a.axis] + radius) / a.pixel));
  };
  const auto place = [](const Axis& a, int n) {
    if (a.flat) return 0;
    return a.periodic ? ((n % a.pixels) + a.pixels) % a.pixels : n < 0 || n >= a.pixels ? -1 : n;
  };
  for (int j = v.flat ? 0 : first(v); j <= (v.flat ? 0 : last(v)); ++j)
    for (int i = u.flat ? 0 : first(u); i <= (u.flat ? 0 : last(u)); ++i) {
      const double du = u.flat ? 0 : (i + 0.5) * u.pixel - centre[u.axis];
      const double dv = v.flat ? 0 : (j + 0.5) * v.pixel - centre[v.axis];
      const int x = place(u, i), y = place(v, j);
      if (x >= 0 && y >= 0 && du * du + dv * dv <= radius * radius)
        raster.covered[static_cast<std::size_t>(x) + static_cast<std::size_t>(raster.width) * y] = 1;
    }
}

}  // namespace

Raster coverage(const View& view, const CellTypes& types, const Plane& plane) {
  const Geometry& grid = view.model.geometry;
  const Population& cells = view.world.cells;
  double diameter = 1e300;
  for (CellTypeId type : types.list) diameter = std::min(diameter, view.model.cells[type].diameter);
  const Axis u = make_axis(grid, (plane.axis + 1) % 3, diameter),
             v = make_axis(grid, (plane.axis + 2) % 3, diameter);
  Raster raster{u.pixels, v.pixels, u.pixel * v.pixel, u.periodic, v.periodic, {}};
  raster.covered.assign(static_cast<std::size_t>(u.pixels) * v.pixels, 0);
  for (CellIndex i = 0; i < cells.size(); ++i)
    if (types.has(cells.type[i]) && cells.alive(i) &&
        std::abs(cells.position(i)[plane.axis] - plane.at) <= view.model.cells[cells.type[i]].diameter)
      cover(raster, u, v, cells.position(i), 0.5 * hexagon * cells.diameter[i]);
  return raster;
}

}  // namespace exomet
