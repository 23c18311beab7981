// Does runs of a sweep one by one: what each process of a sweep consists of, here and on a cluster.
#pragma once

#include "sim/sweep/execute.hpp"
#include "sim/sweep/point_plan.hpp"

namespace exomet {

// What is to be done with runs that are there, or aren't.
struct WorkRules {
  bool look_only = false;  // say what is there, run nothing
  bool only_own = false;   // do runs again that another build of the program did
};

struct Answer {
  enum class Status { done, failed, missing };

  std::size_t run = 0;  // point * replicates + replicate
  std::string address;
  std::uint64_t seed = 0;
  Status status = Status::missing;
  bool was_there = false;
  bool by_other_program = false;  // was there, from another build
};

class Worker {
 public:
  Worker(const Sweep&, RunStore, Library, WorkRules, Execution how);

  // Calls `starting` (with address and seed) before a run that has to be done.
  Answer work(std::size_t run, const std::function<void(const Answer&)>& starting);

 private:
  const PointPlan& plan_of(std::size_t point);
  bool is_enough(const RunRecord&, std::size_t replicate) const;

  const Sweep& sweep_;
  RunStore store_;
  Library library_;
  WorkRules rules_;
  Execution how_;
  std::optional<std::size_t> point_;  // whose plan is at hand: replicates come one after the other
  PointPlan plan_;
};

}  // namespace exomet
