#include "sim/run/region.hpp"

namespace exomet {

namespace {
// 0, 1, 2 for x, y, z; -1 after a problem.
int read_axis(const Entry& entry, Reader& reader) {
  if (entry.key.size() == 1 && entry.key[0] >= 'x' && entry.key[0] <= 'z') return entry.key[0] - 'x';
  if (entry.key != "source" && entry.key != "about")
    reader.problem(entry.place, "unknown axis '" + entry.key + "'; axes are x, y and z");
  return -1;
}
}  // namespace

namespace {
std::string beyond(int axis, double at, const Geometry& grid) {
  const double end = grid.extent()[axis];
  if (grid.flat(axis) || at <= end * (1 + 1e-9)) return {};
  return std::string("reaches ") + format_quantity(at, Dimension::length) + " along " + "xyz"[axis] +
         ", where the domain ends at " + format_quantity(end, Dimension::length) + "; keep it inside";
}
}  // namespace

std::string Region::fault(const Geometry& grid) const {
  for (int axis = 0; axis < 3; ++axis)
    for (double limit : limits[axis])
      if (limit < 1e300)  // given
        if (const std::string what = beyond(axis, limit, grid); !what.empty()) return what;
  return {};
}

bool Region::is_point(const Geometry& grid) const {
  for (int axis = 0; axis < 3; ++axis)
    if (!grid.flat(axis) && limits[axis][0] < limits[axis][1]) return false;
  return true;
}

std::string Region::fault_of_volume(const Geometry& grid) const {
  if (std::string what = fault(grid); !what.empty()) return what;
  for (int axis = 0; axis < 3; ++axis)
    if (!(limits[axis][0] < std::min(limits[axis][1], grid.extent()[axis])))
      return std::string("has no extent along ") + "xyz"[axis] +
             " in the domain, so it holds nothing; make it thicker";
  return {};
}

std::string Region::fault_of_search(const Geometry& grid) const {
  if (std::string what = fault(grid); !what.empty()) return what;
  for (int axis = 0; axis < 3; ++axis) {
    const double middle = 0.5 * grid.extent()[axis];
    const std::string along = std::string(" along ") + "xyz"[axis];
    if (grid.flat(axis) && (limits[axis][0] > middle || limits[axis][1] < middle))
      return "leaves out " + format_quantity(middle, Dimension::length) + along +
             ", where all cells of a flat domain are; let it reach over that";
    if (!grid.flat(axis) && limits[axis][0] >= limits[axis][1])
      return "has no extent" + along + ", so no cell is ever found there; make it thicker";
  }
  return {};
}

std::string fault(const Plane& plane, const Geometry& grid) { return beyond(plane.axis, plane.at, grid); }

void read_region(const Node& node, Region& region, Reader& reader) {
  if (node.kind != Node::Kind::map)
    return reader.problem(node, "expected a box such as {z: [60 um, 110 um]}");
  for (const Entry& entry : node.entries) {
    const Reader::Scope scope(reader, entry.key, entry.value);
    const int axis = read_axis(entry, reader);
    if (axis < 0) continue;
    if (entry.value.kind != Node::Kind::sequence || entry.value.items.size() != 2) {
      reader.problem(entry.value, "expected two ends, for example [60 um, 110 um]");
      continue;
    }
    for (int end = 0; end < 2; ++end)
      region.limits[axis][end] = reader.quantity(entry.value.items[end], Dimension::length, not_negative);
    if (region.limits[axis][0] > region.limits[axis][1])
      reader.problem(entry.value, "the first end must be the lower one");
  }
}

void read_plane(const Node& node, Plane& plane, Reader& reader) {
  if (node.kind != Node::Kind::map || node.entries.empty())
    return reader.problem(node, "expected one coordinate, for example {z: 52 um}");
  int count = 0;
  for (const Entry& entry : node.entries) {
    const Reader::Scope scope(reader, entry.key, entry.value);
    const int axis = read_axis(entry, reader);
    if (axis < 0) continue;
    plane = {axis, reader.quantity(entry.value, Dimension::length, not_negative)};
    ++count;
  }
  if (count != 1) reader.problem(node, "expected exactly one coordinate, for example {z: 52 um}");
}

}  // namespace exomet
