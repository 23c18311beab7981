// One process that does runs of a sweep, with the pipes to it.
#pragma once

#include <sys/types.h>

#include <chrono>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "sim/study/worker.hpp"

namespace exomet {

class Mate {
 public:
  using Clock = std::chrono::steady_clock;

  struct Heard {
    std::function<void(const Answer&)> answered;
    std::function<void(const Answer&, const std::string& why)> faulted;
  };

  // RunError if it can't be started.
  explicit Mate(const std::vector<std::string>& command);
  // Ends the process, if that hasn't ended itself.
  ~Mate();
  Mate(const Mate&) = delete;
  Mate& operator=(const Mate&) = delete;

  int output() const { return output_; }
  // Gives it a run; lets it begin one that it has announced. False if it doesn't listen any more.
  bool give(std::size_t run);
  bool let_begin();
  // The run that it has, and whether it has announced its beginning.
  const std::optional<std::size_t>& run() const { return run_; }
  const std::optional<Answer>& started() const { return started_; }
  bool waits() const { return waits_; }
  // How long it has been asked for a run without a word about it.
  Clock::duration silence() const;
  // How long it has been stopped (as by SIGSTOP), while this program has been running for so long.
  Clock::duration stopped_for(Clock::duration running);
  // Takes what has come. False at the end of the output, and if it says what no worker says.
  bool receive(const Heard&);
  // Ends it and says how it ended: "signal 9 (Killed)".
  std::string end();

 private:
  bool tell(const std::string& line);
  bool hear(const std::string& line, const Heard&);

  pid_t process_ = -1;
  int input_ = -1, output_ = -1;
  bool ended_ = false, waits_ = false;
  int status_ = 0;
  std::optional<Clock::duration> stopped_at_;
  std::string pending_;
  std::optional<std::size_t> run_;
  std::optional<Answer> started_;
  Clock::time_point asked_;
};

}  // namespace exomet
