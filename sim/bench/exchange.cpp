#include <array>

#include "sim/base/parallel.hpp"
#include "sim/bench/figure.hpp"
#include "sim/bench/packed.hpp"
#include "sim/grid/exchange/uptake.hpp"

namespace exomet::bench {

std::vector<Figure> exchange(Effort effort) {
  constexpr std::size_t chunk = 1024;  // cells
  constexpr double target = 100;       // M cells/s
  constexpr double diffusivity = 210;  // um^2/min, of EVs
  const Packed packed = packed_ball(effort.quick ? 1'000 : 100'000, 20);
  const Population& cells = packed.cells;
  const auto zones_now = [&] {
    return ExchangeZones(packed.geometry, {cells.x, cells.y, cells.z, cells.diameter});
  };
  const std::vector<double> clearance(cells.size(), 100.0), secretion(cells.size(), 1.0);
  const std::vector<double> taken(zones_now().voxels().size(), 1.0);
  std::vector<double> cargo(cells.size());
  const auto step = [&] {  // as after cells have moved
    ExchangeZones zones = zones_now();
    const Uptake uptake(zones, clearance, diffusivity);
    const std::vector<double> emission = zones.spread(secretion), per = uptake.per_clearance(taken);
    parallel_chunks(cells.size(), chunk, [&](std::size_t begin, std::size_t end) {
      std::array<double, chunk> shares;
      uptake.share_out(per, begin, {shares.data(), end - begin});
      for (std::size_t n = 0; n < end - begin; ++n) cargo[begin + n] += 0.1 * shares[n];
    });
  };
  const double seconds = in_turns(effort.rounds(101), step, step).a;
  return {{effort.quick ? "exchange, 10^3 cells" : "exchange, 10^5 cells", "M cells/s",
           1e-6 * static_cast<double>(cells.size()) / seconds, target, 1}};
}

}  // namespace exomet::bench
