// Who is near whom: cells counting-sorted into bins as wide as the longest interaction, so that the candidates of a
// cell are a few contiguous rows. Forces and contacts are gathered per cell in a fixed order.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "sim/cells/contact.hpp"
#include "sim/cells/population.hpp"
#include "sim/grid/geometry.hpp"

namespace exomet {

// The pairs of cells that touch, from each cell's side (CSR), neighbours in ascending index.
struct ContactList {
  std::vector<std::uint32_t> begin;   // size cells + 1
  std::vector<CellIndex> neighbour;

  std::span<const CellIndex> of(CellIndex i) const {
    return {neighbour.data() + begin[i], neighbour.data() + begin[i + 1]};
  }
};

class Neighbours {
 public:
  explicit Neighbours(const Geometry&);

  // Sorts the cells into bins of at least `range` um. Call after every move, before the queries below.
  void build(const Population&, double range);

  // Adds each cell's contact force (nN) to force_x, force_y, force_z (one per cell), in parallel.
  // Needs build() with a range of at least reach * the largest sum of radii.
  void add_contact_forces(const Population&, const Contact&, std::span<double> force_x,
                          std::span<double> force_y, std::span<double> force_z) const;

  // All pairs with distance < reach * (r1 + r2), in parallel. Needs build() with at least that range.
  ContactList contacts(const Population&, double reach) const;
