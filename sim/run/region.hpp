// A box within the domain: {z: [60 um, 110 um]}; axes that aren't named are taken whole.
#pragma once

#include "sim/config/schema.hpp"
#include "sim/grid/box_shares.hpp"
#include "sim/grid/geometry.hpp"

namespace exomet {

struct Region {
  std::array<std::array<double, 2>, 3> limits{{{0, 1e300}, {0, 1e300}, {0, 1e300}}};  // um, [axis][low, high]

  Vec3 low() const { return {limits[0][0], limits[1][0], limits[2][0]}; }
  Vec3 high(const Geometry& grid) const {
    const Vec3 extent = grid.extent();
    return {std::min(limits[0][1], extent.x), std::min(limits[1][1], extent.y),
            std::min(limits[2][1], extent.z)};
  }
  BoxShares shares(const Geometry& grid) const { return {grid, low(), high(grid)}; }
  bool is_whole() const { return limits == Region{}.limits; }
  bool is_point(const Geometry&) const;  // flat axes aside

  // What is wrong with it in this domain, in words, "" if nothing is. For places of cells: that it lies
  // beyond the domain. (On a flat axis they are in the mid-plane.)
  std::string fault(const Geometry&) const;
  // For what fills it: that, or that it has no volume in the domain.
  std::string fault_of_volume(const Geometry&) const;
  // For whom it finds: that, or that no cell can ever be in it.
  std::string fault_of_search(const Geometry&) const;
  bool contains(const Vec3& p) const {
    for (int axis = 0; axis < 3; ++axis)
      if (p[axis] < limits[axis][0] || p[axis] > limits[axis][1]) return false;
    return true;
  }
};

// Reads {x: [low, high], z: [low, high]}.
void read_region(const Node&, Region&, Reader&);

// One coordinate along one axis: {z: 52 um}.
struct Plane {
  int axis = 2;
  double at = 0;  // um
};
// What is wrong with a plane in this domain; "" if it is within.
std::string fault(const Plane&, const Geometry&);
void read_plane(const Node&, Plane&, Reader&);

// Adds the key `within` to a section.
template <class T>
void add_region(Section<T>& section, Region T::*member, const std::string& about) {
  section.custom(
      {"within", "box, e.g. {z: [60 um, 110 um]}", about, "the whole domain", false, {}},
      [=](const Node& node, T& target, Reader& reader) { read_region(node, target.*member, reader); });
}

}  // namespace exomet
