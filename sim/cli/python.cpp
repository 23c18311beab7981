#include "sim/cli/python.hpp"

#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>

#include <cerrno>
#include <csignal>
#include <cstdio>
#include <iostream>

#include "sim/base/error.hpp"
#include "sim/base/shell.hpp"
#include "sim/cli/verbs.hpp"

extern char** environ;

namespace exomet {

namespace {

// All that the handler of a signal can know of.
volatile std::sig_atomic_t script = 0, caught = 0;

extern "C" void end_script(int signal) {
  caught = signal;
  kill(-script, SIGTERM);
}

// Waits for a script in a process group of its own, which a terminal's Ctrl-C doesn't reach, as Python would
// tell where it was. It ends with us.
int wait_for(pid_t process) {
  script = process;
  caught = 0;
  struct sigaction ours {
  }, before_int{}, before_term{};
  ours.sa_handler = end_script;
  sigaction(SIGINT, &ours, &before_int);
  sigaction(SIGTERM, &ours, &before_term);
  int status = 0;
  pid_t ended = 0;
  do ended = waitpid(process, &status, 0);
  while (ended < 0 && errno == EINTR);
  sigaction(SIGINT, &before_int, nullptr);
  sigaction(SIGTERM, &before_term, nullptr);
  if (caught) raise(caught);
  return ended == process && WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

int call(std::vector<std::string> command, bool silent) {
  std::vector<char*> words;
  for (std::string& word : command) words.push_back(word.data());
  words.push_back(nullptr);
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  for (int output : {1, 2})
    if (silent) posix_spawn_file_actions_addopen(&actions, output, "/dev/null", O_WRONLY, 0);
  posix_spawnattr_t attributes;
  posix_spawnattr_init(&attributes);
  posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETPGROUP);
  pid_t process = 0;
  const int error = posix_spawn(&process, words[0], &actions, &attributes, words.data(), environ);
  posix_spawnattr_destroy(&attributes);
  posix_spawn_file_actions_destroy(&actions);
  return error == 0 ? wait_for(process) : -1;
}

// -I: neither the folder one stands in nor the user's environment says what is imported.
const std::vector<std::string> isolated_python{python, "-I", "-X", "utf8"};

std::vector<std::string> command_for(const std::string& script, const std::vector<std::string>& words) {
  std::vector<std::string> command = isolated_python;
  command.push_back((library().models.parent_path() / "viz" / script).string());
  command.insert(command.end(), words.begin(), words.end());
  return command;
}

}  // namespace

bool python_has(const std::string& module) {
  std::vector<std::string> command = isolated_python;
  command.insert(command.end(), {"-c", "import " + module});
  return call(command, true) == 0;
}

int call_script(const std::string& script, const std::vector<std::string>& words, bool silent) {
  std::fflush(stdout);
  std::cout.flush();
  return call(command_for(script, words), silent);
}

std::string script_command(const std::string& script, const std::vector<std::string>& words) {
  return shell_command(command_for(script, words));
}

int run_script(const std::string& script, const std::vector<std::string>& words, const std::string& module,
               const std::string& package) {
  if (!python_has(module))
    throw InputError(
        "this needs the module '" + module + "' of " + python +
        ", which isn't there; call the launcher ./exomet, which installs it, or apt-get install " + package);
  const int code = call_script(script, words, false);
  if (code == 0 || code == 2) return code;
  throw RunError("the script that draws ended with code " + std::to_string(code) +
                 "; to see why: " + script_command(script, words));
}

}  // namespace exomet
