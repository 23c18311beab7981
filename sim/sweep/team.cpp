#include "sim/sweep/team.hpp"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <memory>
#include <optional>

#include "sim/base/error.hpp"

extern char** environ;

namespace exomet {

namespace {

constexpr int tick = 200;  // ms
constexpr int most_losses = 3;

// One process, its run and the pipes to it.
class Mate {
 public:
  explicit Mate(const std::vector<std::string>& command) {
    int to[2], from[2];
    if (pipe2(to, O_CLOEXEC) != 0 || pipe2(from, O_CLOEXEC) != 0)
      throw RunError(std::string("can't make a pipe: ") + std::strerror(errno));
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, to[0], STDIN_FILENO);
    posix_spawn_file_actions_adddup2(&actions, from[1], STDOUT_FILENO);
    std::vector<char*> words;
    for (const std::string& word : command) words.push_back(const_cast<char*>(word.c_str()));
    words.push_back(nullptr);
    const int error = posix_spawn(&process_, words[0], &actions, nullptr, words.data(), environ);
    posix_spawn_file_actions_destroy(&actions);
    close(to[0]);
    close(from[1]);
    input_ = to[1];
    output_ = from[0];
    if (error != 0) throw RunError("can't start '" + command[0] + "': " + std::strerror(error));
  }
  Mate(const Mate&) = delete;
  ~Mate() {
    close(input_);
    close(output_);
    if (process_ > 0 && !ended_) {
      kill(process_, SIGKILL);
      waitpid(process_, nullptr, 0);
    }
  }

  int output() const { return output_; }
  void give(std::size_t run) {
    run_ = run;
    started_.reset();
    const std::string line = std::to_string(run) + "\n";
    // A process that has just ended is noticed when its output ends.
    [[maybe_unused]] const ssize_t written = write(input_, line.data(), line.size());
  }
  const std::optional<std::size_t>& run() const { return run_; }
  const std::optional<Answer>& started() const { return started_; }

  // Takes what has come; calls answered(Answer). False at the end of the output.
  template <class Answered>
  bool receive(const Answered& answered) {
    char bytes[4096];
    const ssize_t size = read(output_, bytes, sizeof bytes);
    if (size < 0 && errno == EINTR) return true;
    if (size <= 0) return false;
    pending_.append(bytes, static_cast<std::size_t>(size));
    for (std::size_t end; (end = pending_.find('\n')) != std::string::npos; pending_.erase(0, end + 1)) {
      Answer answer;
      if (!read_answer(pending_.substr(0, end), answer)) continue;
      if (pending_.rfind("start", 0) == 0) {
        started_ = answer;
      } else {
        run_.reset();
        answered(answer);
      }
    }
    return true;
  }

  // "signal 9 (Killed)"
  std::string end() {
    int status = 0;
    waitpid(process_, &status, 0);
    ended_ = true;
    if (WIFSIGNALED(status)) {
      const int signal = WTERMSIG(status);
      return "the run's process was ended by signal " + std::to_string(signal) + " (" + strsignal(signal) +
             ")" + (signal == SIGKILL ? ", perhaps for want of memory; use fewer workers (-j)" : "");
    }
    return "the run's process ended with code " + std::to_string(WEXITSTATUS(status));
  }

 private:
  pid_t process_ = -1;
  int input_ = -1, output_ = -1;
  bool ended_ = false;
  std::string pending_;
  std::optional<std::size_t> run_;
  std::optional<Answer> started_;
};

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
      wait();
    }
    return true;
  }

 private:
  // Starts a process and gives it the next run, if there is one.
  void hire(std::unique_ptr<Mate>& mate) {
    mate.reset();
    if (next_ >= runs_.size()) return;
    mate = std::make_unique<Mate>(command_);
    mate->give(runs_[next_++]);
  }

  std::size_t working() const {
    std::size_t count = 0;
    for (const auto& mate : mates_) count += mate != nullptr;
    return count;
  }

  void wait() {
    std::vector<pollfd> polled;
    std::vector<std::unique_ptr<Mate>*> of;
    for (auto& mate : mates_)
      if (mate) {
        polled.push_back({mate->output(), POLLIN, 0});
        of.push_back(&mate);
      }
    if (poll(polled.data(), polled.size(), tick) <= 0) return;
    for (std::size_t i = 0; i < polled.size(); ++i)
      if (polled[i].revents != 0) listen(*of[i]);
  }

  void listen(std::unique_ptr<Mate>& mate) {
    const bool alive = mate->receive([&](const Answer& answer) { events_.answered(answer); });
    if (!alive) return bury(mate);
    if (mate->run()) return;
    if (next_ < runs_.size())
      mate->give(runs_[next_++]);
    else
      mate.reset();
  }

  void bury(std::unique_ptr<Mate>& mate) {
    const std::string why = mate->end();
    if (mate->started()) {
      losses_ = 0;
      events_.crashed(*mate->started(), why);
      return hire(mate);
    }
    // It ended before its run began, so that this says nothing about the run.
    if (++losses_ == most_losses) throw RunError("the processes of the sweep can't do their work: " + why);
    const std::optional<std::size_t> run = mate->run();
    mate = std::make_unique<Mate>(command_);
    if (run) mate->give(*run);
  }

  const std::vector<std::string>& command_;
  const RunList& runs_;
  std::size_t next_ = 0;
  int losses_ = 0;  // in a row
  const TeamEvents& events_;
  std::vector<std::unique_ptr<Mate>> mates_;
};

}  // namespace

bool run_team(const std::vector<std::string>& command, std::size_t workers, const RunList& runs,
              const TeamEvents& events) {
  signal(SIGPIPE, SIG_IGN);
  return Team(command, workers, runs, events).run();
}

}  // namespace exomet
