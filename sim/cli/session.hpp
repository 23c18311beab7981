// One run from the first record, or from a checkpoint, to the last, and everything that it writes.
#pragma once

#include <csignal>
#include <string>
#include <vector>

#include "sim/base/background.hpp"
#include "sim/cli/progress.hpp"
#include "sim/run/checkpoint/checkpoint.hpp"
#include "sim/run/record/recorder.hpp"
#include "sim/run/record/run_folder.hpp"
#include "viz/export/paraview.hpp"

namespace exomet {

struct SessionOptions {
  std::string out, version;
  Begin begin = Begin::fresh;
  int threads = 1;
  bool quiet = false;
  double checkpoint_every = 1;  // min of wall time
  std::string resume_command;   // with which it goes on if it is interrupted
};

class Session {
 public:
  Session(const Plan&, SessionOptions);

  // Runs to the end or until `interrupted` isn't 0 any more; returns the program's exit code. RunError if the
  // run can't go on, with the time, the stage and where what was recorded is.
  int run(const volatile std::sig_atomic_t& interrupted);

 private:
  using Clock = std::chrono::steady_clock;

  std::optional<Checkpoint> last_checkpoint() const;  // nullopt for a run that begins
  void open(std::optional<Checkpoint>);
  void advance(const volatile std::sig_atomic_t& interrupted);
  bool is_due(double interval) const;
  void record();
  void write_snapshot();
  void save();
  void set_next_save(double cost);  // s
  int stop();
  int finish();
  int say_it_is_through() const;
  void print_end() const;
  Timings timings() const;

  const Plan& plan_;
  const SessionOptions options_;
  const ProgramId program_;
  RunFolder folder_;
  std::optional<Simulation> simulation_;
  std::optional<TableRecorder> tables_;
  std::optional<ParaviewExport> paraview_;
  Background writing_;
  Progress progress_;
  std::vector<double> first_, last_;  // values of the measures
  Timings before_;                    // of what was run before this session, and what isn't a stage
  Clock::time_point start_ = Clock::now(), next_save_;
};

}  // namespace exomet
