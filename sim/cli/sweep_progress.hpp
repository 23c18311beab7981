// The live line of a sweep: how many runs are through, how many failed, time left.
#pragma once

#include <chrono>
#include <cstddef>

namespace exomet {

class SweepProgress {
 public:
  SweepProgress(bool quiet, std::size_t runs);
  ~SweepProgress();
  SweepProgress(const SweepProgress&) = delete;

  void count(bool was_there, bool failed);
  void show(std::size_t running);  // when enough time has passed since the last
  void clear();

 private:
  using Clock = std::chrono::steady_clock;

  bool quiet_, live_, shown_ = false;
  std::size_t runs_, was_there_ = 0, new_ = 0, failed_ = 0;
  Clock::time_point start_, last_;
};

}  // namespace exomet
