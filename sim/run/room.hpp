// Finds out whether a place is free while cells are being placed one after another.
#pragma once

#include <cstdint>
#include <vector>

#include "sim/run/model.hpp"
#include "sim/run/world.hpp"

namespace exomet {

class Room {
 public:
  // Knows the cells that are there. All cells to come are at most as large as the model's largest.
  Room(const Model&, const Population&);

  // Whether a sphere (um) would overlap a cell; those count with `closeness` times their distance from it in
  // contact.
  bool is_free(const Population&, const Vec3& position, double diameter, double closeness = 1) const;
  // The cell at this place was added to the population.
  void add(const Population&, CellIndex);

 private:
  std::array<int, 3> box_at(const Vec3& position) const;

  const Geometry& grid_;
  std::array<int, 3> number_{1, 1, 1};  // of boxes along each axis, none narrower than the largest cell
  std::vector<std::vector<CellIndex>> boxes_;  // x fastest
};

}  // namespace exomet
