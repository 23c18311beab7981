// Processes that do the runs of a sweep side by side. Processes, not threads: a run that crashes or that the
// system ends for want of memory takes no other with it, and what a run has used is given back.
//
// A worker is this program, called to read run numbers from its input, one a line, and to answer on its
// output:
//   start RUN ADDRESS SEED            a run has to be done; it begins when the input says "go"
//   done RUN ADDRESS SEED STATUS WAS_THERE OTHER_PROGRAM
//   fault RUN ADDRESS SEED WHY        the machine couldn't do it
#pragma once

#include <chrono>
#include <functional>
#include <string>
#include <vector>

#include "sim/study/worker.hpp"

namespace exomet {

// Which runs are to be done: all from 0 on, or those that are listed.
struct RunList {
  std::size_t count = 0;
  std::vector<std::size_t> listed{};

  std::size_t size() const { return listed.empty() ? count : listed.size(); }
  std::size_t operator[](std::size_t i) const { return listed.empty() ? i : listed[i]; }
};

struct TeamEvents {
  std::function<void(const Answer&)> answered;  // in the order in which runs end
  // The run stays to do: its process ended within it, or the machine couldn't do it.
  std::function<void(const Answer&, const std::string& why)> lost;
  std::function<void(std::size_t running)> idle;  // at least every 0.2 s
  std::function<bool()> stopped;                  // asks whether to end now
  // With a worker that was given a run and says nothing about it, and with one that somebody has stopped.
  std::chrono::seconds silence{600}, stop{10};
};

// Hands the runs to `workers` processes started with `command`, each as soon as it is free; runs that have
// the same address one after the other. Returns false if it was stopped; the processes are then ended.
// RunError if workers can't be started, or end or fall silent before they begin a run.
bool run_process_pool(const std::vector<std::string>& command, std::size_t workers, const RunList&,
                      const TeamEvents&);

// Does a run of that number; asks whether it may start, as Worker::work. MachineFault if it couldn't be done.
using DoRun = std::function<Answer(std::size_t run, const std::function<bool(const Answer&)>& may_start)>;

// The other side: reads run numbers until the input ends. Killed if the process that started it, `parent`,
// ends.
void run_worker_loop(const DoRun&, int parent);

struct WorkerLine {
  enum class Kind { start, done, fault };

  Kind kind = Kind::done;
  Answer answer;
  std::string why;  // of a fault
};
std::string text_of(const WorkerLine&);
// False if it is no such line.
bool read_line(const std::string& line, WorkerLine&);

}  // namespace exomet
