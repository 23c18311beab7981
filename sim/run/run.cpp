#include "sim/run/run.hpp"

#include <cmath>

namespace exomet {

namespace {
double seconds_since(std::chrono::steady_clock::time_point start) {
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}
}  // namespace

template <class Act>
void Run::tell(const Act& act) {
  for (Recorder* const recorder : recorders_) try {
      act(*recorder);
    } catch (const RunError& error) {
      throw RecordingError(located(world().time, "record", error).what());
    }
}

Run::Run(const Plan& plan, std::vector<Recorder*> recorders)
    : simulation_(plan), observer_(plan.model().measures.size()), recorders_(std::move(recorders)) {
  tell([&](Recorder& recorder) { recorder.begin(*this); });
}

Run::Run(const Plan& plan, std::vector<Recorder*> recorders, World world, RunState state)
    : simulation_(plan, std::move(world), state.phase, std::move(state.happened)),
      observer_(std::move(state.memory)),
      recorders_(std::move(recorders)),
      last_record_(state.last_record),
      first_(state.first_measures),
      last_(std::move(state.first_measures)),
      before_(std::move(state.timings)) {
  before_.resumed_at.push_back(days(simulation_.world().time));
  tell([&](Recorder& recorder) { recorder.resume(*this, state.written); });
}

bool Run::advance() {
  if (ended_) return false;
  if (is_due(plan().output.measures) || is_due(plan().output.every))
    record();
  else if (resumable())
    observer_.watch(simulation_);
  ended_ = finished();
  if (ended_) return false;
  simulation_.step();
  return true;
}

void Run::finish() {
  tell([&](Recorder& recorder) { recorder.finish(*this); });
}

bool Run::is_due(double interval) const {
  if (finished()) return true;
  const auto ticks = static_cast<std::uint64_t>(std::llround(interval / plan().tick()));
  return world().tick % ticks == 0;
}

void Run::record() {
  const Clock::time_point start = Clock::now();
  last_ = measure();
  if (first_.empty()) first_ = last_;
  const View now = simulation_.observe();
  const Happenings happened = simulation_.take_happenings();
  const Record record{
      *this, now, last_, happened, last_record_, is_due(plan().output.measures), is_due(plan().output.every)};
  tell([&](Recorder& recorder) { recorder.record(record); });
  last_record_ = world().time;
  add_seconds("record", seconds_since(start));
}

RunState Run::state() {
  RunState state{simulation_.phase(),    last_record_, first_,   observer_.memory(),
                 simulation_.happened(), {},           timings()};
  tell([&](Recorder& recorder) { recorder.flush(state.written); });
  return state;
}

double Run::seconds() const { return before_.seconds + seconds_since(start_); }

Timings Run::timings() const {
  Timings timings = before_;
  timings.seconds = seconds();
  for (const Stage& stage : simulation_.stages()) timings.stage_seconds[stage.name] += stage.seconds;
  return timings;
}

}  // namespace exomet
