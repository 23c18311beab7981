// Does runs of a sweep one by one: what each process of a sweep consists of, here and on a cluster.
#pragma once

#include "sim/sweep/done_runs.hpp"
#include "sim/sweep/execute.hpp"
#include "sim/sweep/point_plan.hpp"

namespace exomet {

class Worker {
 public:
  Worker(const Sweep&, RunStore, Library, WorkRules, Execution how);

  // Calls `starting` (with address and seed) before a run that has to be done.
  Answer work(std::size_t run, const std::function<void(const Answer&)>& starting);

 private:
  const PointPlan& plan_of(std::size_t point);

  const Sweep& sweep_;
  RunStore store_;
  Library library_;
  WorkRules rules_;
  Execution how_;
  DoneRuns there_;
  std::optional<std::size_t> point_;  // whose plan is at hand: replicates come one after the other
  PointPlan plan_;
};

}  // namespace exomet
