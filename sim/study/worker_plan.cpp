#include "sim/study/worker_plan.hpp"

#include <algorithm>

namespace exomet {

WorkerPlan choose_worker_plan(std::size_t runs, double cells, double bytes, std::size_t cores,
                              double free_bytes) {
  constexpr double cells_per_thread = 20'000;  // below, a second thread hardly helps
  constexpr double margin = 1.5;               // of an estimate of memory
  runs = std::max<std::size_t>(runs, 1);
  const auto useful =
      static_cast<std::size_t>(std::clamp(cells / cells_per_thread, 1.0, static_cast<double>(cores)));
  WorkerPlan worker_plan{std::min(runs, cores), 1};
  if (runs < 4 * cores && useful > 1)
    worker_plan.workers = std::max<std::size_t>(1, std::min(runs, cores / useful));
  const double fitting = free_bytes / std::max(1.0, margin * bytes);
  if (fitting < static_cast<double>(worker_plan.workers))
    worker_plan.workers = std::max<std::size_t>(1, static_cast<std::size_t>(fitting));
  worker_plan.threads = std::max<std::size_t>(1, cores / worker_plan.workers);
  return worker_plan;
}

double seconds_of_all(std::size_t runs, double seconds_each, const WorkerPlan& worker_plan) {
  constexpr double of_another_thread = 0.7;  // how much it does, beside the first
  const double speed = 1 + of_another_thread * static_cast<double>(worker_plan.threads - 1);
  const std::size_t workers = std::max<std::size_t>(1, worker_plan.workers);
  return static_cast<double>((runs + workers - 1) / workers) * seconds_each / speed;
}

}  // namespace exomet
