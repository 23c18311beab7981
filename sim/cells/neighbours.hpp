// What cells do to their neighbours. Forces and contacts are gathered per cell in ascending order of the
// neighbours' indices, so that they depend on nothing but where the cells are.
#pragma once

#include <algorithm>
#include <cassert>
#include <cstdint>
#include <span>
#include <vector>

#include "sim/cells/contact.hpp"
#include "sim/cells/population.hpp"
#include "sim/cells/verlet_lists.hpp"
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

  // Finds who is within reach * the sum of two radii. Call after every change of the cells, before the
  // queries below; it costs little while cells move little.
  void build(const Population&, double reach);

  // Adds each cell's contact force (nN) to force_x, force_y, force_z (one per cell), in parallel; left_out:
  // not to these (one mark per cell; empty: to all). Needs build() with at least the reach of the contact.
  void add_contact_forces(const Population&, const Contact&, std::span<double> force_x,
                          std::span<double> force_y, std::span<double> force_z,
                          std::span<const std::uint8_t> left_out = {}) const;

  // Of marks (one per cell) takes away those of cells that are in the list of one without a mark.
  std::vector<std::uint8_t> without_neighbours_of_others(std::span<const std::uint8_t> marks) const;

  // All pairs with distance < reach * (r1 + r2), in parallel. Needs build() with at least that reach.
  ContactList contacts(const Population&, double reach) const;

  // Calls visit(CellIndex) for the cells whose centres are at most `radius` um from a point, across periodic
  // ends, in ascending order. Needs build() with any reach.
  template <class Visit>
  void for_each_near(const Population&, const Vec3& point, double radius, Visit visit) const;

  const VerletLists& lists() const { return lists_; }

 private:
  VerletLists lists_;
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
  assert(population.size() >= lists_.size());  // the newest may not be known yet
  const Vec3 at = lists_.wrapped(point), &period = lists_.period();
  std::vector<CellIndex> found;
  lists_.for_each_maybe_within(at, radius, [&](std::uint32_t slot) {
    const Ball& place = lists_.place(slot);
    const double dx = nearest_image(at.x - place.x, period.x);
    const double dy = nearest_image(at.y - place.y, period.y);
    const double dz = nearest_image(at.z - place.z, period.z);
    if (dx * dx + dy * dy + dz * dz <= radius * radius) found.push_back(lists_.index(slot));
  });
  std::sort(found.begin(), found.end());
  for (const CellIndex i : found) visit(i);
}

}  // namespace exomet
