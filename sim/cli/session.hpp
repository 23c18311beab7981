// One run from the first record, or from a checkpoint, to the last, and everything that it writes.
#pragma once

#include <csignal>
#include <string>
#include <vector>

#include "sim/cli/progress.hpp"
#include "sim/run/checkpoint/checkpoint.hpp"
#include "sim/run/record/folder_recorder.hpp"
#include "sim/run/record/run_folder.hpp"
#include "sim/run/run.hpp"

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
  void save();
  void set_next_save(double cost);  // s
  int stop();
  int finish();
  int say_it_is_through() const;
  void print_end() const;

  const Plan& plan_;
  const SessionOptions options_;
  const ProgramId program_;
  RunFolder folder_;
  FolderRecorder recorder_;
  std::optional<Run> run_;
  Progress progress_;
  Clock::time_point next_save_;
};

}  // namespace exomet
