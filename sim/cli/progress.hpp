// The live line of a run: simulated time, cells per type, speed, time left. Plain lines, seldom, where the
// output is no terminal.
#pragma once

#include <chrono>
#include <string>

#include "sim/run/simulation.hpp"

namespace exomet {

class Progress {
 public:
  explicit Progress(bool quiet);
  ~Progress();
  Progress(const Progress&) = delete;

  void show(const Simulation&);  // when enough time has passed since the last
  void clear();                  // removes the live line

 private:
  using Clock = std::chrono::steady_clock;

  std::string line(const Simulation&, double elapsed) const;

  bool quiet_, live_, shown_ = false;
  Clock::time_point start_, last_;
  double from_ = -1;  // min: the simulated time when it was shown first, since a run may go on
};

// "3 min 20 s", "45 s"
std::string readable_seconds(double seconds);

}  // namespace exomet
