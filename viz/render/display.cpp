#include "viz/render/display.hpp"

#include <X11/Xlib.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdlib>
#include <string>

#include "sim/base/error.hpp"

namespace exomet {
namespace {

constexpr int patience_ms = 30000;

bool answers() {
  if (!std::getenv("DISPLAY")) return false;
  ::Display* display = XOpenDisplay(nullptr);
  if (display) XCloseDisplay(display);
  return display != nullptr;
}

// In the child: an Xvfb that writes the number it found free to `answer`. It is in a group of its own, so
// that Ctrl-C reaches us alone, and ends when we do, however that happens.
[[noreturn]] void become_server(int answer, pid_t parent) {
  setpgid(0, 0);
  prctl(PR_SET_PDEATHSIG, SIGTERM);
  if (getppid() != parent) _exit(1);
  const int nowhere = open("/dev/null", O_RDWR);
  for (int stream : {0, 1, 2}) dup2(nowhere, stream);
  const std::string number = std::to_string(answer);
  execlp("Xvfb", "Xvfb", "-displayfd", number.c_str(), "-screen", "0", "1280x1024x24", "-nolisten", "tcp",
         "-noreset", static_cast<char*>(nullptr));
  _exit(127);
}

// What the server wrote: its number and a line's end; "" if it ended or said nothing for long.
std::string read_number(int answer) {
  std::string text;
  char letter = 0;
  pollfd wait{answer, POLLIN, 0};
  while (poll(&wait, 1, patience_ms) == 1 && read(answer, &letter, 1) == 1) {
    if (letter == '\n') return text;
    text += letter;
  }
  return "";
}

}  // namespace

Display::Display() {
  int answer[2];
  if (pipe2(answer, O_CLOEXEC) != 0) throw RunError("can't make a pipe; end other programs");
  const pid_t self = getpid();
  server_ = fork();
  if (server_ == 0) {
    fcntl(answer[1], F_SETFD, 0);
    become_server(answer[1], self);
  }
  close(answer[1]);
  const std::string number = server_ > 0 ? read_number(answer[0]) : "";
  close(answer[0]);
  if (number.empty()) {
    if (answers()) return;
    const bool absent = std::system("command -v Xvfb >/dev/null") != 0;
    throw InputError(
        absent ? "there is no display, and no Xvfb to draw without one; ./exomet render installs it, or: "
                 "apt-get install xvfb"
               : "there is no display, and Xvfb, which draws without one, doesn't start; to see why: "
                 "Xvfb :99");
  }
  setenv("DISPLAY", (":" + number).c_str(), 1);
}

Display::~Display() {
  if (server_ <= 0) return;
  kill(server_, SIGTERM);
  waitpid(server_, nullptr, 0);
}

}  // namespace exomet
