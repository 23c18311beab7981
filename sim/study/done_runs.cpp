#include "sim/study/done_runs.hpp"

#include <algorithm>
#include <cmath>
#include <iostream>

#include "sim/run/measure.hpp"
#include "sim/run/record/run_damage.hpp"
#include "sim/study/execute.hpp"

namespace exomet {

namespace {

void require(bool holds, const char* what) {
  if (!holds) throw DamagedRecord(what);
}

// Of a run that was done: its measures are the model's, and it went to its end.
void check_against(const RunRecord& record, const Plan& plan) {
  const auto& measures = plan.model().measures;
  require(record.values.size() == measures.size(), "its measures aren't the model's");
  for (const NamedMeasure& measure : measures) {
    const auto found =
        std::find_if(record.values.begin(), record.values.end(),
                     [&](const MeasuredValue& value) { return value.measure == measure.name; });
    require(found != record.values.end() && found->unit == measure.measure->unit(),
            "its measures aren't the model's");
  }
  const double end = days(plan.duration);
  require(std::abs(record.days - end) <= 1e-9 * end, "it ended at another time");
}

}  // namespace

Answer::Status status_of(const RunRecord& record) {
  return record.failed ? Answer::Status::failed : Answer::Status::done;
}

// A record that was made when less was asked for doesn't do.
bool DoneRuns::is_enough(const RunRecord& record, std::size_t replicate, const Plan* plan) const {
  if (rules_.only_own && record.program != program_) return false;
  if (record.failed) return true;
  if (sweep_.series && record.times.empty()) return false;
  if (!sweep_.keeps(replicate)) return true;
  if (record.outputs.empty()) return false;
  if (sweep_.keep == Keep::everything && plan && record.outputs != outputs_text(sweep_.keep, *plan))
    return false;
  return damage_of_run(store_.outputs(record.address)).empty();
}

std::optional<RunRecord> DoneRuns::sound_record(const Answer& answer, const Plan* plan) const {
  try {
    std::optional<RunRecord> there = store_.find(answer.address);
    if (there) require(there->seed == answer.seed, "its seed is another run's");
    if (there && !there->failed && plan) check_against(*there, *plan);
    return there;
  } catch (const DamagedRecord& damage) {
    if (told_.insert(answer.address).second)
      std::cerr << "note: the record of point " << answer.run / static_cast<std::size_t>(sweep_.replicates)
                << ", replicate " << answer.run % static_cast<std::size_t>(sweep_.replicates)
                << " is damaged (" << damage.what() << "); the run is done again\n";
    return std::nullopt;
  }
}

bool DoneRuns::find(Answer& answer, const Plan* plan) const {
  const std::optional<RunRecord> there = sound_record(answer, plan);
  if (!there || !is_enough(*there, answer.run % static_cast<std::size_t>(sweep_.replicates), plan))
    return false;
  answer.was_there = true;
  answer.by_other_program = there->program != program_;
  answer.status = status_of(*there);
  return true;
}

}  // namespace exomet
