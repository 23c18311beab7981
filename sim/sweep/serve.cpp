// The worker's side of a team, and the lines that both sides understand.
#include <signal.h>
#include <sys/prctl.h>
#include <unistd.h>

#include <cinttypes>
#include <cstdio>
#include <iostream>
#include <string>

#include "sim/sweep/team.hpp"

namespace exomet {

namespace {
constexpr const char* words[] = {"done", "failed", "missing"};
}

std::string answer_line(const Answer& answer) {
  return "done " + std::to_string(answer.run) + " " + answer.address + " " + std::to_string(answer.seed) +
         " " + words[static_cast<int>(answer.status)] + " " + std::to_string(answer.was_there) + " " +
         std::to_string(answer.by_other_program);
}

bool read_answer(const std::string& line, Answer& answer) {
  char address[64] = "", status[16] = "";
  int was_there = 0, other = 0;
  if (std::sscanf(line.c_str(), "start %zu %63s %" SCNu64, &answer.run, address, &answer.seed) == 3) {
    answer.address = address;
    return true;
  }
  if (std::sscanf(line.c_str(), "done %zu %63s %" SCNu64 " %15s %d %d", &answer.run, address, &answer.seed,
                  status, &was_there, &other) != 6)
    return false;
  answer.address = address;
  answer.was_there = was_there != 0;
  answer.by_other_program = other != 0;
  for (int i = 0; i < 3; ++i)
    if (std::string(status) == words[i]) answer.status = static_cast<Answer::Status>(i);
  return true;
}

// Killed with its parent, so that a sweep that is started again has the machine to itself.
void serve(Worker& worker, int parent) {
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  if (getppid() != parent) return;  // it was gone already
  signal(SIGINT, SIG_IGN);          // of a terminal: the parent decides
  for (std::string line; std::getline(std::cin, line);) {
    const Answer answer = worker.work(std::stoull(line), [](const Answer& starting) {
      std::printf("start %zu %s %" PRIu64 "\n", starting.run, starting.address.c_str(), starting.seed);
      std::fflush(stdout);
    });
    std::puts(answer_line(answer).c_str());
    std::fflush(stdout);
  }
}

}  // namespace exomet
