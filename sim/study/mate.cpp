#include "sim/study/mate.hpp"

#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <thread>

#include "sim/base/error.hpp"
#include "sim/study/process_pool.hpp"

extern char** environ;

namespace exomet {

namespace {
constexpr std::size_t longest_line = 1 << 20;
}

Mate::Mate(const std::vector<std::string>& command) {
  int to[2], from[2];
  if (pipe2(to, O_CLOEXEC) != 0) throw RunError(std::string("can't make a pipe: ") + std::strerror(errno));
  if (pipe2(from, O_CLOEXEC) != 0) {
    const int error = errno;
    close(to[0]), close(to[1]);
    throw RunError(std::string("can't make a pipe: ") + std::strerror(error));
  }
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
  if (error == 0) return;
  close(input_);
  close(output_);
  throw RunError("can't start '" + command[0] + "': " + std::strerror(error));
}

Mate::~Mate() {
  close(input_);
  close(output_);
  if (ended_) return;
  kill(process_, SIGKILL);
  waitpid(process_, nullptr, 0);
}

bool Mate::tell(const std::string& line) {
  for (std::size_t told = 0; told < line.size();) {
    const ssize_t now = write(input_, line.data() + told, line.size() - told);
    if (now < 0 && errno == EINTR) continue;
    if (now <= 0) return false;
    told += static_cast<std::size_t>(now);
  }
  return true;
}

bool Mate::give(std::size_t run) {
  run_ = run;
  started_.reset();
  asked_ = Clock::now();
  return tell(std::to_string(run) + "\n");
}

bool Mate::let_begin() {
  waits_ = false;
  return tell("go\n");
}

Mate::Clock::duration Mate::silence() const {
  return run_ && !started_ ? Clock::now() - asked_ : Clock::duration::zero();
}

Mate::Clock::duration Mate::stopped_for(Clock::duration running) {
  for (int status; !ended_ && waitpid(process_, &status, WNOHANG | WUNTRACED | WCONTINUED) == process_;) {
    if (WIFSTOPPED(status)) stopped_at_ = running;
    if (WIFCONTINUED(status)) stopped_at_.reset();
    if (!WIFEXITED(status) && !WIFSIGNALED(status)) continue;
    ended_ = true;
    status_ = status;
  }
  return stopped_at_ ? running - *stopped_at_ : Clock::duration::zero();
}

bool Mate::receive(const Heard& heard) {
  char bytes[4096];
  const ssize_t size = read(output_, bytes, sizeof bytes);
  if (size < 0 && errno == EINTR) return true;
  if (size <= 0) return false;
  pending_.append(bytes, static_cast<std::size_t>(size));
  for (std::size_t end; (end = pending_.find('\n')) != std::string::npos;) {
    const std::string line = pending_.substr(0, end);
    pending_.erase(0, end + 1);
    if (!hear(line, heard)) return false;
  }
  return pending_.size() < longest_line;
}

// A line that is none of a worker's, such as a library prints, is passed over; one about another run isn't.
bool Mate::hear(const std::string& line, const Heard& heard) {
  WorkerLine said;
  if (!read_line(line, said)) return true;
  if (!run_ || said.answer.run != *run_) return false;
  if (said.kind == WorkerLine::Kind::start) {
    started_ = said.answer;
    waits_ = true;
    return true;
  }
  run_.reset();
  started_.reset();
  if (said.kind == WorkerLine::Kind::fault)
    heard.faulted(said.answer, said.why);
  else
    heard.answered(said.answer);
  return true;
}

// It has a second to end by itself.
std::string Mate::end() {
  for (int i = 0; i < 20 && !ended_; ++i) {
    if (waitpid(process_, &status_, WNOHANG) == process_)
      ended_ = true;
    else
      std::this_thread::sleep_for(std::chrono::milliseconds(50));
  }
  if (!ended_) {
    kill(process_, SIGKILL);
    waitpid(process_, &status_, 0);
    ended_ = true;
    return "the run's process didn't answer any more";
  }
  if (!WIFSIGNALED(status_))
    return "the run's process ended with code " + std::to_string(WEXITSTATUS(status_));
  const int signal = WTERMSIG(status_);
  return "the run's process was ended by signal " + std::to_string(signal) + " (" + strsignal(signal) + ")" +
         (signal == SIGKILL ? ", perhaps for want of memory; use fewer workers (-j)" : "");
}

}  // namespace exomet
