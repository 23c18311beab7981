// Runs of extreme models beside what was estimated of them.
#include <fcntl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "sim/bench/extremes.hpp"
#include "sim/cli/bench.hpp"
#include "sim/cli/program.hpp"
#include "sim/cli/verbs.hpp"
#include "sim/run/estimate/estimate.hpp"

namespace exomet {

namespace fs = std::filesystem;

namespace {

struct Used {
  double seconds = 0;  // of processors, so that it doesn't matter what else the machine does
  double memory = 0;   // bytes, the most at any time
};

[[noreturn]] void become(const std::vector<std::string>& words) {
  std::vector<char*> arguments;
  for (const std::string& word : words) arguments.push_back(const_cast<char*>(word.c_str()));
  arguments.push_back(nullptr);
  const int nothing = open("/dev/null", O_WRONLY);
  dup2(nothing, STDOUT_FILENO);
  execv(arguments.front(), arguments.data());
  _exit(127);
}

double seconds_of(const timeval& time) {
  return static_cast<double>(time.tv_sec) + 1e-6 * static_cast<double>(time.tv_usec);
}

// This program, called with these words, in a process of its own. RunError if it fails.
Used use_of(std::vector<std::string> words) {
  constexpr double kilobyte = 1024;
  words.insert(words.begin(), program_path());
  int status = 0;
  rusage usage{};
  const pid_t process = fork();
  if (process == 0) become(words);
  if (process < 0 || wait4(process, &status, 0, &usage) != process) status = -1;
  if (status != 0) throw RunError("a run of a model of `bench` failed; its words are above");
  return {seconds_of(usage.ru_utime) + seconds_of(usage.ru_stime),
          kilobyte * static_cast<double>(usage.ru_maxrss)};
}

double bytes_of(const fs::path& folder) {
  double bytes = 0;
  for (const fs::directory_entry& entry : fs::recursive_directory_iterator(folder))
    if (entry.is_regular_file()) bytes += static_cast<double>(entry.file_size());
  return bytes;
}

using bench::Figure;

std::vector<Figure> compare(const bench::Extreme& extreme, const Used& own) {
  const BenchFolder place;
  place.write("models/extreme.yaml", extreme.model);
  const fs::path experiment = place.write("configs/asked.yaml", "model: extreme\n" + extreme.experiment);
  const fs::path out = place.path() / "out";
  const Estimate needs = estimate(load_plan(experiment, {}, library()));
  const Used run = use_of({"run", experiment.string(), "--out", out.string(), "--quiet", "--threads", "1"});
  const auto figure = [&](const std::string& what, double used, double estimated) {
    return Figure{what + ", " + extreme.name, "x estimated", used / estimated};
  };
  return {figure("time", run.seconds, needs.seconds), figure("memory", run.memory - own.memory, needs.memory),
          figure("disk", bytes_of(out), needs.disk)};
}

}  // namespace

std::vector<Figure> estimates(bench::Effort effort) {
  std::vector<bench::Extreme> models = bench::extremes();
  if (effort.quick) models.resize(1);
  std::vector<Figure> figures;
  const Used own = use_of({"describe", "measures"});
  for (const bench::Extreme& extreme : models)
    for (const Figure& figure : compare(extreme, own)) figures.push_back(figure);
  return figures;
}

}  // namespace exomet
