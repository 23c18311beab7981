#include "sim/study/runtime_probe.hpp"

#include <algorithm>

#include "sim/base/quantity.hpp"
#include "sim/study/execute.hpp"
#include "sim/study/point_plan.hpp"

namespace exomet {

double seconds_of_a_run(const Sweep& sweep, const std::vector<DueRun>& runs, const Library& library,
                        int threads, double otherwise) {
  constexpr std::size_t most_trials = 3;
  Execution how;
  how.threads = threads;
  how.most_seconds = 0.4;
  double sum = 0;
  int timed = 0;
  const std::size_t trials = std::min(most_trials, runs.size());
  for (std::size_t i = 0; i < trials; ++i) {
    const DueRun& due = runs[(2 * i + 1) * runs.size() / (2 * trials)];
    const PointPlan point = plan_point(sweep, due.run / static_cast<std::size_t>(sweep.replicates), library);
    if (!point.plan) continue;
    const RunRecord record = execute(*point.plan, due.address, how);
    if (record.failed || record.days <= 0) continue;
    sum += record.setup_seconds +
           (record.seconds - record.setup_seconds) * days(point.plan->duration) / record.days;
    ++timed;
  }
  return timed > 0 ? sum / timed : otherwise;
}

}  // namespace exomet
