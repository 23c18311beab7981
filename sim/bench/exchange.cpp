#include "sim/grid/exchange/exchange.hpp"

#include <array>

#include "sim/base/parallel.hpp"
#include "sim/bench/figure.hpp"
#include "sim/bench/packed.hpp"

namespace exomet::bench {

std::vector<Figure> exchange(Effort effort) {
  constexpr std::size_t chunk = 1024;                      // cells
  constexpr double target = 400;                           // M cells/s
  constexpr double diffusivity = 1e5, step_length = 0.01;  // um^2/min, oxygen's; min
  const Packed packed = packed_ball(effort.quick ? 1'000 : 100'000, 20);
  const Population& cells = packed.cells;
  const CellsByVoxel by_voxel = cells_by_voxel(packed.geometry, cells.x, cells.y, cells.z);
  const std::vector<double> clearance(cells.size(), 100.0), secretion(cells.size(), 1.0);
  const Exchange exchange(packed.geometry, by_voxel, diffusivity, clearance, step_length);
  const std::vector<double> emission = exchange.emission(secretion);
  std::vector<double> counts(packed.geometry.size(), 38.0), taken(by_voxel.voxel.size()), cargo(cells.size());
  const auto step = [&] {
    exchange.apply(counts, emission, taken);
    parallel_chunks(cells.size(), chunk, [&](std::size_t begin, std::size_t end) {
      std::array<double, chunk> shares;
      exchange.share_out(taken, begin, {shares.data(), end - begin});
      for (std::size_t n = 0; n < end - begin; ++n) cargo[begin + n] += 0.1 * shares[n];
    });
  };
  const double seconds = in_turns(effort.rounds(101), step, step).a;
  return {{effort.quick ? "exchange, 10^3 cells" : "exchange, 10^5 cells", "M cells/s",
           1e-6 * static_cast<double>(cells.size()) / seconds, target, 1}};
}

}  // namespace exomet::bench
