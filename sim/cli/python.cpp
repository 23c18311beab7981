#include "sim/cli/python.hpp"

#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>

#include <cstdio>
#include <iostream>

#include "sim/base/error.hpp"
#include "sim/cli/verbs.hpp"

extern char** environ;

namespace exomet {

namespace {

int call(std::vector<std::string> command, bool silent) {
  std::vector<char*> words;
  for (std::string& word : command) words.push_back(word.data());
  words.push_back(nullptr);
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  for (int output : {1, 2})
    if (silent) posix_spawn_file_actions_addopen(&actions, output, "/dev/null", O_WRONLY, 0);
  pid_t process = 0;
  const int error = posix_spawn(&process, words[0], &actions, nullptr, words.data(), environ);
  posix_spawn_file_actions_destroy(&actions);
  int status = 0;
  if (error != 0 || waitpid(process, &status, 0) < 0 || !WIFEXITED(status)) return -1;
  return WEXITSTATUS(status);
}

std::vector<std::string> command_for(const std::string& script, const std::vector<std::string>& words) {
  std::vector<std::string> command{python, (library().models.parent_path() / "viz" / script).string()};
  command.insert(command.end(), words.begin(), words.end());
  return command;
}

}  // namespace

bool python_has(const std::string& module) { return call({python, "-c", "import " + module}, true) == 0; }

int call_script(const std::string& script, const std::vector<std::string>& words, bool silent) {
  std::fflush(stdout);
  std::cout.flush();
  return call(command_for(script, words), silent);
}

std::string script_command(const std::string& script, const std::vector<std::string>& words) {
  std::string line;
  for (const std::string& word : command_for(script, words)) line += (line.empty() ? "" : " ") + word;
  return line;
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
