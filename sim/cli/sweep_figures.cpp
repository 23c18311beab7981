// The figures of a sweep, drawn by viz/plots/sweep.py.
#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>

#include <cstdio>

#include "sim/cli/sweep.hpp"
#include "sim/cli/verbs.hpp"

extern char** environ;

namespace exomet {

namespace {

// Runs a command with its output to our own, or to nowhere; its exit code, or -1.
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

}  // namespace

void draw_figures(const std::filesystem::path& folder, bool quiet) {
  const std::string python = "/usr/bin/python3";  // of the system, for which apt installs Matplotlib
  if (call({python, "-c", "import matplotlib"}, true) != 0) {
    if (!quiet) std::printf("No figures: they need Matplotlib (apt-get install python3-matplotlib)\n");
    return;
  }
  if (!quiet) std::printf("Figures (.png and .svg) in %s:\n", folder.c_str());
  std::fflush(stdout);
  const std::string script = (library().models.parent_path() / "viz/plots/sweep.py").string();
  if (call({python, script, folder.string()}, quiet) != 0)
    std::fprintf(stderr, "note: the figures weren't drawn; to see why: %s %s %s\n", python.c_str(),
                 script.c_str(), folder.c_str());
}

}  // namespace exomet
