// Processes that do the runs of a sweep side by side. Processes, not threads: a run that crashes or that the
// system ends for want of memory takes no other with it, and what a run has used is given back.
//
// A worker is this program, called to read run numbers from its input, one a line, and to answer on its
// output:
//   start RUN ADDRESS SEED            a run begins that has to be done
//   done RUN ADDRESS SEED STATUS WAS_THERE OTHER_PROGRAM
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "sim/sweep/worker.hpp"

namespace exomet {

// Which runs are to be done: all from 0 on, or those that are listed.
struct RunList {
  std::size_t count = 0;
  std::vector<std::size_t> listed{};

  std::size_t size() const { return listed.empty() ? count : listed.size(); }
  std::size_t operator[](std::size_t i) const { return listed.empty() ? i : listed[i]; }
};

struct TeamEvents {
  std::function<void(const Answer&)> answered;                         // in the order in which runs end
  std::function<void(const Answer&, const std::string& why)> crashed;  // the process ended within the run
  std::function<void(std::size_t running)> idle;                       // at least every 0.2 s
  std::function<bool()> stopped;                                       // asks whether to end now
};

// Hands the runs to `workers` processes started with `command`, each as soon as it is free. Returns false if
// it was stopped; the processes are then ended. RunError if a worker can't be started.
bool run_team(const std::vector<std::string>& command, std::size_t workers, const RunList&,
              const TeamEvents&);

// The other side: reads run numbers until the input ends. Killed if the process that started it, `parent`,
// ends.
void serve(Worker&, int parent);

std::string answer_line(const Answer&);
bool read_answer(const std::string& line, Answer&);

}  // namespace exomet
