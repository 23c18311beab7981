// Does runs of a sweep one by one: what each process of a sweep consists of, here and on a cluster.
#pragma once

#include "sim/study/done_runs.hpp"
#include "sim/study/execute.hpp"
#include "sim/study/point_plan.hpp"

namespace exomet {

class Worker {
 public:
  Worker(const Sweep&, RunStore, Library, WorkRules, Execution how);

  // Asks `may_start` (with address and seed) before a run that has to be done; the answer to one that may not
  // is `missing`. MachineFault if the run couldn't be done.
  Answer work(std::size_t run, const std::function<bool(const Answer&)>& may_start);

 private:
  Execution how(std::size_t replicate, const std::string& address) const;
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
