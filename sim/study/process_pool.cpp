#include "sim/study/process_pool.hpp"

#include <poll.h>
#include <signal.h>

#include <algorithm>
#include <memory>

#include "sim/base/error.hpp"
#include "sim/study/mate.hpp"

namespace exomet {

namespace {

constexpr std::chrono::milliseconds tick(200);
constexpr int most_losses = 3;

class Team {
 public:
  Team(const std::vector<std::string>& command, std::size_t workers, const RunList& runs,
       const TeamEvents& events)
      : command_(command), runs_(runs), events_(events), mates_(std::min(workers, runs.size())) {}

  bool run() {
    for (auto& mate : mates_) hire(mate);
    while (working() > 0) {
      if (events_.stopped()) return false;
      events_.idle(working());
      const Mate::Clock::time_point before = Mate::Clock::now();
      wait();
      // Without the time in which this program was stopped, too.
      running_ += std::min<Mate::Clock::duration>(Mate::Clock::now() - before, std::chrono::seconds(1));
      for (auto& mate : mates_) watch(mate);
      begin_runs();
    }
    return true;
  }

 private:
  using SourceLocation = std::unique_ptr<Mate>;

  // Starts a process and gives it the next run, if there is one.
  void hire(SourceLocation& mate) {
    mate.reset();
    if (next_ >= runs_.size()) return;
    mate = std::make_unique<Mate>(command_);
    if (!mate->give(runs_[next_++])) bury(mate);
  }

  std::size_t working() const {
    std::size_t count = 0;
    for (const auto& mate : mates_) count += mate != nullptr;
    return count;
  }

  void wait() {
    std::vector<pollfd> polled;
    std::vector<SourceLocation*> of;
    for (auto& mate : mates_)
      if (mate) {
        polled.push_back({mate->output(), POLLIN, 0});
        of.push_back(&mate);
      }
    if (poll(polled.data(), polled.size(), static_cast<int>(tick.count())) <= 0) return;
    for (std::size_t i = 0; i < polled.size(); ++i)
      if (polled[i].revents != 0) listen(*of[i]);
  }

  void listen(SourceLocation& mate) {
    const bool alive = mate->receive({[&](const Answer& answer) {
                                        losses_ = 0;
                                        events_.answered(answer);
                                      },
                                      events_.lost});
    if (!alive) return bury(mate);
    if (mate->run()) return;
    if (next_ >= runs_.size())
      mate.reset();
    else if (!mate->give(runs_[next_++]))
      bury(mate);
  }

  // One that says nothing, or that somebody has stopped, would keep the sweep waiting for ever.
  void watch(SourceLocation& mate) {
    if (mate && (mate->silence() > events_.silence || mate->stopped_for(running_) > events_.stop)) bury(mate);
  }

  // Two points may be the same run: it is done once.
  void begin_runs() {
    for (auto& mate : mates_) {
      if (!mate || !mate->waits()) continue;
      const std::string& address = mate->started()->address;
      const bool is_being_done = std::any_of(mates_.begin(), mates_.end(), [&](const SourceLocation& other) {
        return other && other != mate && other->started() && !other->waits() &&
               other->started()->address == address;
      });
      if (!is_being_done && !mate->let_begin()) bury(mate);
    }
  }

  void bury(SourceLocation& mate) {
    const std::string why = mate->end();
    if (mate->started()) {
      events_.lost(*mate->started(), why);
      return hire(mate);
    }
    // It ended before its run began, so that this says nothing about the run.
    if (++losses_ == most_losses) throw RunError("the processes of the sweep can't do their work: " + why);
    const std::optional<std::size_t> run = mate->run();
    mate = std::make_unique<Mate>(command_);
    if (run && !mate->give(*run)) bury(mate);
  }

  const std::vector<std::string>& command_;
  const RunList& runs_;
  std::size_t next_ = 0;
  int losses_ = 0;  // in a row
  Mate::Clock::duration running_{};
  const TeamEvents& events_;
  std::vector<SourceLocation> mates_;
};

}  // namespace

bool run_process_pool(const std::vector<std::string>& command, std::size_t workers, const RunList& runs,
                      const TeamEvents& events) {
  signal(SIGPIPE, SIG_IGN);
  return Team(command, workers, runs, events).run();
}

}  // namespace exomet
