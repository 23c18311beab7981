// Who is near whom: cells counting-sorted into bins as wide as the longest interaction, so that the
// candidates of a cell are a few contiguous rows. Forces and contacts are gathered per cell in a fixed order.
#pragma once

#include <cassert>
#include <cstdint>
#include <span>
#include <vector>

#include "sim/cells/bins.hpp"
#include "sim/cells/contact.hpp"
#include "sim/cells/population.hpp"
#include "sim/grid/geometry.hpp"

namespace exomet {

// The pairs of cells that touch, from each cell's side (CSR), neighbours in ascending index.
struct ContactList {
  std::vector<std::uint32_t> begin;  // size cells + 1
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

  // Calls visit(CellIndex) for the cells whose centres are at most `radius` um from a point, across periodic
  // ends: bin after bin (x fastest, then y, then z), within a bin in ascending index. Needs build() with at
  // least that range.
  template <class Visit>
  void for_each_near(const Population&, const Vec3& point, double radius, Visit visit) const;

 private:
  Bins bins_;
};

// The unit vector along which a cell at the same place as another is pushed: fixed by their ids, opposite for
// the other, within the plane of a 2-D domain.
Vec3 parting_direction(const Geometry&, CellId pushed, CellId other);

// Cells closer than this (um) count as this far apart along their parting direction: the direction of so
// short a difference is rounding error.
constexpr double coincident_distance = 1e-12;

template <class Visit>
void Neighbours::for_each_near([[maybe_unused]] const Population& population, const Vec3& point,
                               double radius, Visit visit) const {
  assert(bins_.reach_across(radius) && population.size() == bins_.cells().size());
  const BinnedCells& cells = bins_.cells();
  const Vec3 at = bins_.wrapped(point);
  for (const Row& row : bins_.around(bins_.bin_at(at)))
    for (std::uint32_t j = row.begin; j < row.end; ++j) {
      const double dx = nearest_image(at.x - cells.x[j], bins_.period().x);
      const double dy = nearest_image(at.y - cells.y[j], bins_.period().y);
      const double dz = nearest_image(at.z - cells.z[j], bins_.period().z);
      if (dx * dx + dy * dy + dz * dz <= radius * radius) visit(cells.index[j]);
    }
}

}  // namespace exomet
