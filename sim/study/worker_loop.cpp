// The worker's side of a team, and the lines that both sides understand.
#include <signal.h>
#include <sys/prctl.h>
#include <unistd.h>

#include <algorithm>
#include <charconv>
#include <cstdio>
#include <iostream>
#include <sstream>
#include <string>

#include "sim/study/process_pool.hpp"

namespace exomet {

namespace {

constexpr const char* kinds[] = {"start", "done", "fault"};
constexpr const char* statuses[] = {"done", "failed", "missing"};

template <class Value, std::size_t count>
bool read_word(std::istream& in, const char* const (&words)[count], Value& value) {
  std::string word;
  in >> word;
  const auto found = std::find(std::begin(words), std::end(words), word);
  value = static_cast<Value>(found - std::begin(words));
  return found != std::end(words);
}

bool is_address(const std::string& text) {
  return text.size() == 32 && text.find_first_not_of("0123456789abcdef") == std::string::npos;
}

void say(const WorkerLine& line) {
  std::puts(text_of(line).c_str());
  std::fflush(stdout);
}

void serve_run(const DoRun& do_run, std::size_t run) {
  Answer announced;
  announced.run = run;
  try {
    const Answer answer = do_run(run, [&](const Answer& starting) {
      announced = starting;
      say({WorkerLine::Kind::start, starting, ""});
      std::string word;
      return std::getline(std::cin, word) && word == "go";
    });
    say({WorkerLine::Kind::done, answer, ""});
  } catch (const MachineFault& fault) {
    say({WorkerLine::Kind::fault, announced, fault.what()});
  }
}

}  // namespace

std::string text_of(const WorkerLine& line) {
  const Answer& answer = line.answer;
  std::string text = std::string(kinds[static_cast<int>(line.kind)]) + " " + std::to_string(answer.run) +
                     " " + (answer.address.empty() ? "-" : answer.address) + " " +
                     std::to_string(answer.seed);
  if (line.kind == WorkerLine::Kind::done)
    text += std::string(" ") + statuses[static_cast<int>(answer.status)] + " " +
            std::to_string(answer.was_there) + " " + std::to_string(answer.by_other_program);
  if (line.kind == WorkerLine::Kind::fault) text += " " + line.why;
  std::replace(text.begin(), text.end(), '\n', ' ');
  return text;
}

bool read_line(const std::string& line, WorkerLine& read) {
  std::istringstream in(line);
  Answer& answer = read.answer;
  if (!read_word(in, kinds, read.kind)) return false;
  if (!(in >> answer.run >> answer.address >> answer.seed)) return false;
  if (read.kind == WorkerLine::Kind::fault) return static_cast<bool>(std::getline(in >> std::ws, read.why));
  return is_address(answer.address) &&
         (read.kind == WorkerLine::Kind::start ||
          (read_word(in, statuses, answer.status) && in >> answer.was_there >> answer.by_other_program));
}

// Killed with its parent, so that a sweep that is started again has the machine to itself.
void run_worker_loop(const DoRun& do_run, int parent) {
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  if (getppid() != parent) return;  // it was gone already
  signal(SIGINT, SIG_IGN);          // of a terminal: the parent decides
  for (std::string line; std::getline(std::cin, line);) {
    std::size_t run = 0;
    const auto [end, error] = std::from_chars(line.data(), line.data() + line.size(), run);
    if (error != std::errc{} || end != line.data() + line.size()) return;
    serve_run(do_run, run);
  }
}

}  // namespace exomet
