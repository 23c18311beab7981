#include "sim/sweep/done_runs.hpp"

namespace exomet {

Answer::Status status_of(const RunRecord& record) {
  return record.failed ? Answer::Status::failed : Answer::Status::done;
}

// A record that was made when less was asked for doesn't do.
bool DoneRuns::is_enough(const RunRecord& record, std::size_t replicate) const {
  if (rules_.only_own && record.program != program_) return false;
  if (record.failed) return true;
  if (sweep_.series && record.times.empty()) return false;
  if (!sweep_.keeps(replicate)) return true;
  const char* last = sweep_.keep == Keep::everything ? "cells.pvd" : "run.json";
  return std::filesystem::exists(store_.outputs(record.address) / last);
}

bool DoneRuns::find(Answer& answer) const {
  const std::optional<RunRecord> there = store_.find(answer.address);
  if (!there || !is_enough(*there, answer.run % static_cast<std::size_t>(sweep_.replicates))) return false;
  answer.was_there = true;
  answer.by_other_program = there->program != program_;
  answer.status = status_of(*there);
  return true;
}

}  // namespace exomet
