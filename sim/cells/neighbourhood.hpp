// The search for neighbours: the cells in and next to one bin, and which of them are near one of its cells.
// The cells around are laid side by side once per bin, so that the loop over them is long and vectorises.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "sim/cells/cell_grid.hpp"

namespace exomet {

class Neighbourhood {
 public:
  // Lays out the cells around a bin that isn't empty.
  void enter(const CellGrid& bins, std::size_t bin);

  // The binned cells nearer than reach * (sum of the radii) + skin (um) to binned cell i of that bin, itself
  // excepted, in the order of the surroundings. Valid until the next call.
  std::span<const std::uint32_t> find(std::uint32_t i, double reach, double skin);

 private:
  void lay_out(const BinnedCells& cells, Row row);
  template <bool wraps>
  void measure(std::size_t self, double reach, double skin);
  std::span<const std::uint32_t> collect();

  const CellGrid* bins_ = nullptr;
  Row own_;                // the bin's cells
  std::size_t first_ = 0;  // their first place in the columns
  std::size_t size_ = 0;   // of the columns; they are longer to keep their memory
  std::size_t most_ = 0;   // that they have been
  bool wraps_ = false;
  std::vector<double> x_, y_, z_, radius_;
  std::vector<std::uint32_t> binned_;  // which binned cell it is
  std::vector<double> excess_;         // distance squared less the square of what is near enough, um^2
  std::vector<std::uint32_t> near_;
};

}  // namespace exomet
