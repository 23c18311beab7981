#include "sim/sweep/crew.hpp"

#include <algorithm>

namespace exomet {

Crew choose_crew(std::size_t runs, double cells, double bytes, std::size_t cores, double free_bytes) {
  constexpr double cells_per_thread = 20'000;  // below, a second thread hardly helps
  constexpr double growth = 4;                 // of a run's memory, from its start to its end
  runs = std::max<std::size_t>(runs, 1);
  const auto useful =
      static_cast<std::size_t>(std::clamp(cells / cells_per_thread, 1.0, static_cast<double>(cores)));
  Crew crew{std::min(runs, cores), 1};
  if (runs < 4 * cores && useful > 1) crew.workers = std::max<std::size_t>(1, std::min(runs, cores / useful));
  const double fitting = free_bytes / std::max(1.0, growth * bytes);
  if (fitting < static_cast<double>(crew.workers))
    crew.workers = std::max<std::size_t>(1, static_cast<std::size_t>(fitting));
  crew.threads = std::max<std::size_t>(1, cores / crew.workers);
  return crew;
}

}  // namespace exomet
