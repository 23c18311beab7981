// What is there of a sweep's runs, by the rules of who asks.
#pragma once

#include <cstdint>
#include <set>
#include <string>

#include "sim/run/plan.hpp"
#include "sim/study/record.hpp"
#include "sim/study/sweep.hpp"

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

Answer::Status status_of(const RunRecord&);

class DoneRuns {
 public:
  // `program`: the build that asks.
  DoneRuns(const Sweep& sweep, RunStore store, WorkRules rules, std::string program)
      : sweep_(sweep), store_(std::move(store)), rules_(rules), program_(std::move(program)) {}

  // Whether a run of this number and address is there, with all that is asked for; if so, completes the
  // answer. What is there and can't be the run's is told on the standard error, and is as nothing. `plan`: of
  // the run; nullptr where it isn't known.
  bool find(Answer&, const Plan* plan) const;

 private:
  std::optional<RunRecord> sound_record(const Answer&, const Plan*) const;
  bool is_enough(const RunRecord&, std::size_t replicate, const Plan*) const;

  const Sweep& sweep_;
  RunStore store_;
  WorkRules rules_;
  std::string program_;
  mutable std::set<std::string>
      told_;  // addresses of damaged records: who waits for them asks again and again
};

}  // namespace exomet
