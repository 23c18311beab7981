// Slow, serial, obvious: what the binned neighbours must find, from all pairs of cells.
#pragma once

#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

#include "sim/cells/contact.hpp"
#include "sim/cells/neighbours.hpp"

namespace exomet::testing {

using Forces = std::array<std::vector<double>, 3>;  // [axis][cell], nN

inline Forces forces_of_all_pairs(const Geometry& geometry, const Population& cells, const Contact& contact) {
  Forces forces;
  for (auto& axis : forces) axis.assign(cells.size(), 0.0);
  for (CellIndex i = 0; i < cells.size(); ++i)
    for (CellIndex j = 0; j < cells.size(); ++j) {
      if (i == j) continue;
      const Vec3 difference = geometry.difference(cells.position(i), cells.position(j));
      const double d = norm(difference);
      const ContactPair& pair = contact.pair(cells.type[i], cells.type[j]);
      const double force =
          contact_force(contact, pair, 0.5 * cells.diameter[i], 0.5 * cells.diameter[j], std::max(d, 1e-12));
      const Vec3 direction = d < coincident_distance ? parting_direction(geometry, cells.id[i], cells.id[j])
                                                     : difference * (1 / d);
      for (int axis = 0; axis < 3; ++axis) forces[axis][i] += force * direction[axis];
    }
  return forces;
}

inline Forces binned_forces(const Geometry& geometry, const Population& cells, const Contact& contact,
                            double reach) {
  Forces forces;
  for (auto& axis : forces) axis.assign(cells.size(), 0.0);
  Neighbours neighbours(geometry);
  neighbours.build(cells, reach);
  neighbours.add_contact_forces(cells, contact, forces[0], forces[1], forces[2]);
  return forces;
}

inline std::vector<std::vector<CellIndex>> contacts_of_all_pairs(const Geometry& geometry,
                                                                 const Population& cells, double reach) {
  std::vector<std::vector<CellIndex>> found(cells.size());
  for (CellIndex i = 0; i < cells.size(); ++i)
    for (CellIndex j = 0; j < cells.size(); ++j)
      if (i != j && norm(geometry.difference(cells.position(i), cells.position(j))) <
                        reach * 0.5 * (cells.diameter[i] + cells.diameter[j]))
        found[i].push_back(j);
  return found;
}

inline double largest(const Forces& forces) {
  double most = 0;
  for (const auto& axis : forces)
    for (const double force : axis) most = std::max(most, std::abs(force));
  return most;
}

inline double largest_difference(Forces a, const Forces& b) {
  for (int axis = 0; axis < 3; ++axis)
    for (std::size_t i = 0; i < a[axis].size(); ++i) a[axis][i] -= b[axis][i];
  return largest(a);
}

}  // namespace exomet::testing
