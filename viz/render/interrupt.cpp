#include "viz/render/interrupt.hpp"

#include <array>
#include <csignal>

namespace exomet {
namespace {

volatile std::sig_atomic_t signalled = 0;  // all that a handler may write to

void note(int) { signalled = 1; }

}  // namespace

void watch_for_interrupts() {
  for (const int which : std::array{SIGINT, SIGTERM}) {
    struct sigaction action {};
    action.sa_handler = note;
    action.sa_flags = SA_RESTART;
    sigaction(which, &action, nullptr);
  }
}

bool interrupted() { return signalled != 0; }

}  // namespace exomet
