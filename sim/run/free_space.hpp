// Finds out whether a place is free while cells are being placed one after another. Cells are kept apart by
// size, each size in boxes as large as its cells, so that one large cell among many small ones doesn't make
// every search long.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <vector>

#include "sim/run/model.hpp"
#include "sim/run/world.hpp"

namespace exomet {

class FreeSpace {
 public:
  // Knows the cells that are there.
  FreeSpace(const Model&, const Population&);

  // Whether a sphere (um) would overlap a cell; those count with `closeness` times their distance from it in
  // contact.
  bool is_free(const Population&, const Vec3& position, double diameter, double closeness = 1) const;
  // The cell at this place was added to the population.
  void add(const Population&, CellIndex);

 private:
  // Cells of diameters that differ by a factor of two at most.
  struct SizeClass {
    double largest = 0;                     // um, above all diameters
    std::size_t cells = 0, most_cells = 0;  // more are worth more boxes
    std::array<int, 3> number{1, 1, 1};     // of boxes along each axis
    std::vector<CellIndex> first;           // of each box, x fastest
  };
  // Boxes along an axis that hold all within a distance of a place; from the last on to the first where
  // periodic.
  struct Interval {
    int first = 0, count = 0;
  };

  void choose_boxes(SizeClass&) const;
  void put(SizeClass&, const Population&, CellIndex);
  void spread(SizeClass&, const Population&);
  std::size_t box_at(const SizeClass&, const Vec3& position) const;
  Interval interval(const SizeClass&, int axis, double at, double distance) const;
  template <class Test>
  bool any_within(const SizeClass&, const Vec3& position, double distance, const Test&) const;

  const Geometry& grid_;
  std::map<int, SizeClass> classes_;  // by the power of two below the diameters
  std::vector<CellIndex> next_;       // of each cell, in the same box
};

}  // namespace exomet
