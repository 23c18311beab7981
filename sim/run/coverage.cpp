#include "sim/run/coverage.hpp"

#include <algorithm>
#include <cmath>

namespace exomet {

namespace {

constexpr double pixels_per_diameter = 10;
constexpr double hexagon = 1.16;     // circumradius over inradius of a hexagon, 2/sqrt(3), and a hair
constexpr double most_pixels = 1e9;  // along an axis

struct Axis {
  int axis = 0, pixels = 1;
  double length = 0, pixel = 0;
  bool periodic = false, flat = false;

  // From a place to the middle of a pixel, um.
  double to_middle(double place, double number) const { return flat ? 0 : (number + 0.5) * pixel - place; }
};

Axis make_axis(const Geometry& grid, int axis, double diameter) {
  Axis made{axis, 1, grid.extent()[axis], 0, grid.periodic(axis), grid.flat(axis)};
  if (!made.flat)
    made.pixels = static_cast<int>(
        std::clamp(std::round(made.length / diameter * pixels_per_diameter), 1.0, most_pixels));
  made.pixel = made.length / made.pixels;
  return made;
}

// First and last pixel along an axis.
struct Span {
  double first = 0, last = -1;
};

// Those that a disc may cover; of a periodic axis beyond its ends.
Span around(const Axis& axis, double centre, double radius) {
  if (axis.flat) return {0, 0};
  const Span span{std::floor((centre - radius) / axis.pixel), std::floor((centre + radius) / axis.pixel)};
  if (axis.periodic) return span;
  return {std::max(span.first, 0.0), std::min(span.last, axis.pixels - 1.0)};
}

// Those of a row with their middles within a disc, of which `apart` (um) is how far the row is from its
// centre.
Span covered_of_row(const Axis& u, double centre, double radius, double apart) {
  const auto is_within = [&](double i) {
    const double du = u.to_middle(centre, i);
    return du * du + apart * apart <= radius * radius;
  };
  const Span most = around(u, centre, radius);
  if (most.first > most.last) return most;
  const double half = std::sqrt(std::max(0.0, radius * radius - apart * apart));
  Span row{std::clamp(std::floor((centre - half) / u.pixel) - 1, most.first, most.last),
           std::clamp(std::ceil((centre + half) / u.pixel) + 1, most.first, most.last)};
  if (u.flat) row = most;
  while (row.first <= row.last && !is_within(row.first)) ++row.first;
  while (row.last >= row.first && !is_within(row.last)) --row.last;
  return row;
}

double wrapped(double number, int pixels) { return number - pixels * std::floor(number / pixels); }

void add_stretch(const Axis& u, double row, const Span& span, std::vector<Stretch>& covered) {
  const auto add = [&](double begin, double end) {
    covered.push_back(
        {static_cast<std::int32_t>(row), static_cast<std::int32_t>(begin), static_cast<std::int32_t>(end)});
  };
  const double count = span.last - span.first + 1;
  if (count <= 0) return;
  if (count >= u.pixels) return add(0, u.pixels);
  const double begin = wrapped(span.first, u.pixels);  // the same where it isn't periodic
  add(begin, std::min<double>(begin + count, u.pixels));
  if (begin + count > u.pixels) add(0, begin + count - u.pixels);
}

// Marks the pixels of a disc; across periodic ends.
void cover(const Axis& u, const Axis& v, const Vec3& centre, double radius, std::vector<Stretch>& covered) {
  const Span rows = around(v, centre[v.axis], radius);
  for (double row = rows.first; row <= rows.last; ++row)
    add_stretch(u, wrapped(row, v.pixels),
                covered_of_row(u, centre[u.axis], radius, v.to_middle(centre[v.axis], row)), covered);
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
  for (CellIndex i = 0; i < cells.size(); ++i)
    if (types.has(cells.type[i]) && cells.alive(i) &&
        std::abs(cells.position(i)[plane.axis] - plane.at) <= view.model.cells[cells.type[i]].diameter)
      cover(u, v, cells.position(i), 0.5 * hexagon * cells.diameter[i], raster.covered);
  raster.covered = joined(std::move(raster.covered));
  return raster;
}

Cost coverage_cost(const Model& model, const CellTypes& types, double cells) {
  double smallest = 1e300, largest = 0;
  for (CellTypeId type : types.list) {
    smallest = std::min(smallest, model.cells[type].diameter);
    largest = std::max(largest, model.cells[type].diameter);
  }
  constexpr double seconds_per_stretch = 40e-9, copies = 1.5;  // while they are gathered
  const double stretches = cells * hexagon * pixels_per_diameter * largest / smallest;
  return {copies * sizeof(Stretch) * stretches, seconds_per_stretch * stretches};
}

}  // namespace exomet
