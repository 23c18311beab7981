// exomet run FILE: runs an experiment and writes out/<name>/.
#include <oneapi/tbb/global_control.h>
#include <oneapi/tbb/task_arena.h>

#include <csignal>
#include <cstdio>
#include <iostream>
#include <memory>
#include <thread>

#include "sim/base/whole_file.hpp"
#include "sim/cli/progress.hpp"
#include "sim/cli/verbs.hpp"
#include "sim/run/measure.hpp"
#include "sim/run/record/recorder.hpp"
#include "sim/run/record/run_folder.hpp"
#include "viz/export/paraview.hpp"

namespace exomet {

namespace {

struct RunOptions {
  std::string file, out, seed;
  std::vector<std::string> changes;
  int threads = 0;
  bool quiet = false, force = false;
};

volatile std::sig_atomic_t interrupted = 0;

constexpr int interrupted_code = 128;  // and the signal's number, as shells have it: 130 for Ctrl-C

// The first signal ends the run after its step; a second one ends the program, however long the step takes.
void interrupt(int signal) {
  interrupted = signal;
  std::signal(signal, SIG_DFL);
}

void heed_signals() {
  std::signal(SIGINT, interrupt);
  std::signal(SIGTERM, interrupt);
  std::signal(SIGXFSZ, SIG_IGN);  // a limit on the size of files is then an error, as a full disk is
}

// The values of the measures at the start and at the end.
void print_results(const Simulation& simulation, const std::vector<double>& first,
                   const std::vector<double>& last) {
  std::printf("\n  %-28s %14s %14s\n", "measure", "start", "end");
  const auto value = [](double number, Dimension dimension) {
    return std::isnan(number) ? std::string("-") : format_quantity(number, dimension);
  };
  for (std::size_t i = 0; i < last.size(); ++i) {
    const NamedMeasure& measure = simulation.model().measures[i];
    const Dimension dimension = measure.measure->dimension();
    std::printf("  %-28s %14s %14s\n", measure.name.c_str(), value(first[i], dimension).c_str(),
                value(last[i], dimension).c_str());
  }
  double worst = 0;
  for (std::size_t l = 0; l < simulation.world().lanes.size(); ++l)
    worst = std::max(worst, balance_error(simulation.world().balances[l], simulation.world().lanes[l]));
  std::printf("  %-28s %14s %14.1e\n", "EV balance, relative error", "", worst);
}

class Run {
 public:
  Run(const Plan& plan, const RunOptions& options)
      : plan_(plan),
        options_(options),
        folder_(options.out, options.force),
        tables_(plan, folder_.partial()),
        paraview_(folder_.partial()),
        simulation_(plan),
        progress_(options.quiet) {}

  int operator()() try {
    const auto start = std::chrono::steady_clock::now();
    const std::vector<double> first = record();
    std::vector<double> last = first;
    while (!simulation_.finished() && !interrupted) {
      simulation_.step();
      if (is_due(plan_.output.measures) || is_due(plan_.output.every)) last = record();
      progress_.show(simulation_);
    }
    progress_.clear();
    if (!simulation_.finished()) {
      std::cerr << "interrupted at " << format_quantity(simulation_.world().time, Dimension::time)
                << "; what was recorded is in '" << folder_.partial().string() << "'\n";
      return interrupted_code + interrupted;
    }
    const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    const RunSummary summary{EXOMET_VERSION, options_.threads, seconds};
    write_whole(folder_.partial() / "run.json", run_json(simulation_, summary));
    folder_.finish();
    if (!options_.quiet) print_end(first, last, seconds);
    return 0;
  } catch (const RunError& error) {
    throw RunError(error.what() + ("; what was recorded is in '" + folder_.partial().string() + "'"));
  }

 private:
  bool is_due(double interval) const {
    if (simulation_.finished()) return true;
    const auto ticks = static_cast<std::uint64_t>(std::llround(interval / plan_.tick()));
    return simulation_.world().tick % ticks == 0;
  }

  std::vector<double> record() {
    const std::vector<double> values = tables_.record(simulation_);
    if (is_due(plan_.output.every)) paraview_.write(take_snapshot(simulation_.observe(), plan_.output));
    return values;
  }

  void print_end(const std::vector<double>& first, const std::vector<double>& last, double seconds) const {
    std::printf("%s: %g d, %zu cells at the end, %s on %d threads\n", plan_.name.c_str(),
                plan_.duration / 1440, simulation_.world().cells.size(), readable_seconds(seconds).c_str(),
                options_.threads);
    print_results(simulation_, first, last);
    if (simulation_.world().limited_moves > 0)
      std::printf(
          "\n  note: cells were held back %llu times, since they would have moved more than a quarter of "
          "their "
          "diameter in a step; shorten steps.motion\n",
          static_cast<unsigned long long>(simulation_.world().limited_moves));
    std::printf("\nWritten to %s. Look at it:\n  ./exomet look %s\n", folder_.path().c_str(),
                folder_.path().c_str());
  }

  const Plan& plan_;
  const RunOptions& options_;
  RunFolder folder_;
  TableRecorder tables_;
  ParaviewExport paraview_;
  Simulation simulation_;
  Progress progress_;
};

int run(RunOptions options) {
  // Read as `--set seed=` is: the command line's own reading takes a number that is too large for its
  // largest.
  if (!options.seed.empty()) options.changes.push_back("seed=" + options.seed);
  const Plan plan = load_plan(options.file, options.changes, library());
  if (plan.duration <= 0)
    throw InputError("'" + options.file +
                     "' is a model; to run it, write an experiment with 'model:' and 'duration:' "
                     "(configs/ has examples)");
  require_memory(estimate(plan));
  for (const std::string& loose : plan.loose_ends) std::cerr << "note: " << loose << '\n';
  if (options.out.empty()) options.out = "out/" + plan.name;
  if (options.threads <= 0) options.threads = static_cast<int>(std::thread::hardware_concurrency());
  const oneapi::tbb::global_control threads(oneapi::tbb::global_control::max_allowed_parallelism,
                                            options.threads);
  heed_signals();
  // The arena starts as many threads even where there are fewer cores.
  return oneapi::tbb::task_arena(options.threads).execute([&] { return Run(plan, options)(); });
}

}  // namespace

void add_run(CLI::App& app, std::vector<std::pair<CLI::App*, Verb>>& verbs) {
  auto options = std::make_shared<RunOptions>();
  CLI::App* command = app.add_subcommand("run", "Run an experiment and write out/<name>/");
  command->add_option("FILE", options->file, "Experiment, e.g. configs/peritoneum.yaml")->required();
  command->add_option("--set", options->changes, "Change a value: path=value, e.g. parameters.mmp1_load=2")
      ->take_all()
      ->expected(1)
      ->type_name("PATH=VALUE");
  command->add_option("--seed", options->seed, "Seed of all random numbers");
  command->add_option("--threads", options->threads, "Threads; all cores unless given")
      ->check(CLI::Range(1, 1024));
  command->add_option("--out", options->out, "Folder to write; out/<name> unless given")
      ->check([](const std::string& folder) { return folder.empty() ? "an empty name; give a folder" : ""; });
  command->add_flag("--quiet", options->quiet, "No progress, no table");
  command->add_flag("--force", options->force, "Replace an existing run");
  verbs.emplace_back(command, [options] { return run(*options); });
}

}  // namespace exomet
