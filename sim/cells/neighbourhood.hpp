// The inner loop of every neighbour query: the cells in and next to one bin, and which of them are near one
// of its cells. The cells around are laid side by side once per bin, so that the loop over them is long and
// vectorises.
#pragma once

#include <algorithm>
#include <cstdint>
#include <span>
#include <vector>

#include "sim/base/parallel.hpp"
#include "sim/cells/bins.hpp"

namespace exomet {

class Neighbourhood {
 public:
  // Lays out the cells around a bin that isn't empty.
  void enter(const Bins& bins, std::size_t bin);

  // Finds the cells within factor * (sum of the radii) of binned cell i of that bin, itself excepted.
  void find(std::uint32_t i, double factor);

  // What was found, as places in the columns below, in the order of the surroundings.
  std::span<const std::uint32_t> near() const { return {near_.data(), count_}; }

  std::vector<std::uint32_t> binned;  // which binned cell it is
  std::vector<CellTypeId> type;
  std::vector<double> radius;      // um
  std::vector<double> dx, dy, dz;  // from it to cell i, across periodic ends, um

 private:
  void lay_out(const BinnedCells& cells, Row row);
  template <bool wraps>
  void measure(std::size_t self, double factor);
  void collect();

  const Bins* bins_ = nullptr;
  Row own_;                // the bin's cells
  std::size_t first_ = 0;  // their first place
  std::size_t size_ = 0;   // of the columns; they are longer to keep their memory
  bool wraps_ = false;
  std::vector<double> x_, y_, z_;
  std::vector<double> excess_;  // distance squared less the square of what is near enough, um^2
  std::vector<std::uint32_t> near_;
  std::size_t count_ = 0;
};

constexpr std::size_t bins_per_task = 32;

// Calls use(i, neighbourhood) for every binned cell i with what is within factor * (sum of radii) of it, in
// parallel.
template <class Use>
void for_each_neighbourhood(const Bins& bins, double factor, const Use& use) {
  parallel_chunks(bins.size(), bins_per_task, [&](std::size_t begin, std::size_t end) {
    Neighbourhood neighbourhood;
    for (std::size_t bin = begin; bin < end; ++bin) {
      const Row own = bins.cells_of(bin);
      if (own.begin == own.end) continue;
      neighbourhood.enter(bins, bin);
      for (std::uint32_t i = own.begin; i < own.end; ++i) {
        neighbourhood.find(i, factor);
        use(i, neighbourhood);
      }
    }
  });
}

}  // namespace exomet
