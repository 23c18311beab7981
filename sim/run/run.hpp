// The driver: takes a plan from its start, or from where it was left, to its end, and tells the recorders.
// Programs, sweeps, benchmarks and tests that follow a plan do it by this class.
#pragma once

#include <chrono>
#include <string>
#include <vector>

#include "sim/run/observer.hpp"
#include "sim/run/recorder.hpp"
#include "sim/run/run_state.hpp"
#include "sim/run/simulation.hpp"

namespace exomet {

// What a recorder couldn't do; the run itself is as it should be.
class RecordingError : public RunError {
 public:
  using RunError::RunError;
};

// The plan and the recorders have to outlive it. What happens doesn't depend on the recorders, nor on when
// they record.
class Run {
 public:
  // Places all that is there at the start. RunError with time and stage if it can't.
  explicit Run(const Plan&, std::vector<Recorder*> = {});
  // Goes on from what world() and state() were when it was resumable: the same bits follow.
  Run(const Plan&, std::vector<Recorder*>, World, RunState);
  Run(const Run&) = delete;
  Run& operator=(const Run&) = delete;

  // Records what is due and goes on by a tick; at the end it only records, once. Returns whether it went on.
  // RunError with time and stage, RecordingError; it can't go on then.
  bool advance();
  // Tells the recorders that this was all.
  void finish();

  bool finished() const { return simulation_.finished(); }
  bool resumable() const { return simulation_.resumable(); }
  const Simulation& simulation() const { return simulation_; }
  const Plan& plan() const { return simulation_.plan(); }
  const World& world() const { return simulation_.world(); }

  // To be stored with world() when it is resumable, before the record of its time; recorders have then
  // written all.
  RunState state();

  // The measures now, in the model's order and in internal units.
  std::vector<double> measure() { return observer_.observe(simulation_); }
  const std::vector<double>& first_measures() const { return first_; }  // at the start
  const std::vector<double>& last_measures() const { return last_; }    // at the last record

  // Of this run, with what was run of it before; and what takes time that isn't a stage.
  Timings timings() const;
  double seconds() const;  // of wall time, with what was run before
  void add_seconds(const std::string& what, double seconds) { before_.stage_seconds[what] += seconds; }

 private:
  using Clock = std::chrono::steady_clock;

  bool is_due(double interval) const;
  void record();
  template <class Act>
  void tell(const Act& act);

  const Clock::time_point start_ = Clock::now();  // with all that is placed
  Simulation simulation_;
  Observer observer_;
  std::vector<Recorder*> recorders_;
  double last_record_ = 0;  // min
  bool ended_ = false;      // and that is recorded
  std::vector<double> first_, last_;
  Timings before_;
};

}  // namespace exomet
