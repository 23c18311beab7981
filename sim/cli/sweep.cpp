// exomet sweep FILE: many runs of an experiment, into out/<name>/.
#include "sim/cli/sweep.hpp"

#include <algorithm>
#include <cstdio>
#include <iostream>
#include <memory>

#include "sim/cli/verbs.hpp"
#include "sim/study/sweep_folder.hpp"

namespace exomet {

namespace fs = std::filesystem;

namespace {

// Those that failed are as never done.
void forget_failed(const SweepTask& task, const SweepOptions& options, const SweepNeeds& needs) {
  const RunStore store(task.folder / "runs");
  for (const Answer& one : look_at_runs(task, options, needs))
    if (one.status == Answer::Status::failed) store.forget(one.address);
}

// Has them done elsewhere.
int run_on_cluster(const SweepTask& task, const SweepOptions& options, const SweepNeeds& needs) {
  std::vector<Answer> runs = look_at_runs(task, options, needs);
  if (was_interrupted()) return say_interrupted(task);
  if (options.engine == "parallel") return write_parallel_jobs(task, options, needs, runs), 0;
  if (!run_on_slurm(task, options, needs, runs)) return interrupted_code();
  return write_tables(task, options, needs, [&](const auto& answered) {
    for (const Answer& answer : runs) answered(answer);
    return true;
  });
}

int run_verb(SweepTask task, const SweepOptions& options, const SweepNeeds& needs, const std::string& verb) {
  if (verb == "retry") forget_failed(task, options, needs);
  if (was_interrupted()) return say_interrupted(task);
  task.rules.look_only = verb == "collect";
  if (verb != "collect" && options.engine != "local") return run_on_cluster(task, options, needs);
  return write_tables(task, options, needs, [&](const auto& answered) {
    const std::size_t runs = task.sweep.runs();
    return visit_runs(task, {runs}, worker_plan_for(options, runs, needs), options.quiet, answered);
  });
}

int run_sweep(const SweepTask& task, const SweepOptions& options, const std::string& verb) {
  const SweepNeeds needs = check_sweep(task.sweep, library());
  const bool begins_here = verb == "run" && options.engine == "local" && !fs::exists(task.folder);
  if (begins_here) require_room_for(needs, task.folder);
  const SweepFolder folder(task.folder, task.sweep, options.force ? TakeOver::any : TakeOver::own);
  for (const std::string& note : needs.notes) std::cerr << "note: " << note << '\n';
  try {
    return run_verb(task, options, needs, verb);
  } catch (const RunError& error) {
    throw RunError(error.what() + ("; what was done is kept in '" + task.folder.string()) +
                   "', and when the cause is gone, the same command goes on");
  }
}

int tell_status(const SweepTask& task, const SweepOptions& options) {
  constexpr std::size_t most_told = 20;
  const SweepNeeds needs = check_sweep(task.sweep, library());
  const std::vector<Answer> runs = look_at_runs(task, options, needs);
  if (was_interrupted()) return interrupted_code();
  const auto count = [&](Answer::Status status) {
    return std::count_if(runs.begin(), runs.end(), [&](const Answer& one) { return one.status == status; });
  };
  std::printf("%s: %zu runs, %td done, %td failed, %td to do\n", task.sweep.name.c_str(), runs.size(),
              count(Answer::Status::done), count(Answer::Status::failed), count(Answer::Status::missing));
  const RunStore store(task.folder / "runs");
  std::size_t failed = 0;
  for (const Answer& one : runs) {
    if (one.status != Answer::Status::failed || ++failed > most_told) continue;
    if (const auto record = store.find(one.address))
      std::printf("  failed: point %zu, replicate %zu: %s\n", one.run / task.sweep.replicates,
                  one.run % task.sweep.replicates, record->message.c_str());
  }
  if (failed > most_told) std::printf("  and %zu more\n", failed - most_told);
  return 0;
}

int sweep(const SweepOptions& options) {
  std::string verb = "run";
  std::vector<std::string> words = options.words;
  const std::vector<std::string> verbs{"status", "collect", "retry", "work", "batch"};
  if (std::find(verbs.begin(), verbs.end(), words.front()) != verbs.end()) {
    verb = words.front();
    words.erase(words.begin());
  }
  if (words.size() != 1)
    throw InputError("exomet sweep " + (verb == "run" ? "" : verb + " ") +
                     "needs one file or folder of a sweep, e.g. "
                     "configs/sweeps/mmp1-by-halflife.yaml");
  const bool is_folder = fs::is_directory(words.front());
  const fs::path file = is_folder ? SweepFolder::file_of(words.front()) : fs::path(words.front());
  SweepTask task{read_sweep(file, library()), options.out, {}};
  if (task.folder.empty())
    task.folder = is_folder ? fs::path(words.front()) : fs::path("out") / task.sweep.name;
  task.rules.only_own = options.fresh;
  task.rules.look_only = options.look;
  if (verb == "work") return work(task, options);
  if (verb == "batch") return work_batch(task, options);
  if (verb == "status") return tell_status(task, options);
  return run_sweep(task, options, verb);
}

}  // namespace

void add_sweep(CLI::App& app, std::vector<std::pair<CLI::App*, Verb>>& verbs) {
  auto options = std::make_shared<SweepOptions>();
  CLI::App* command =
      app.add_subcommand("sweep", "Run a parameter sweep into out/<name>/; the same command resumes");
  command
      ->add_option("FILE", options->words,
                   "A sweep, e.g. configs/sweeps/mmp1-by-halflife.yaml, or its folder; "
                   "before it 'status', 'collect' (tables of what is there) or 'retry' (failed runs again)")
      ->required()
      ->expected(1, 2);
  command->add_option("--out", options->out, "Folder to write; out/<name> unless given")->check(refuse_empty);
  command->add_option("-j,--jobs", options->jobs, "Runs at once; chosen to fill the machine unless given")
      ->check(CLI::Range(1, 4096));
  command->add_option("--threads", options->threads, "Threads of each run")->check(CLI::Range(1, 1024));
  command->add_flag("--quiet", options->quiet, "No progress, no table");
  command->add_flag("--force", options->force, "Take a folder over that another sweep made");
  command->add_flag("--fresh", options->fresh, "Do runs again that another build of the program did");
  command->add_flag("--figures,!--no-figures", options->figures, "Draw figures; so it is unless refused");
  command
      ->add_option("--engine", options->engine,
                   "local, slurm, or parallel, which writes a job list for GNU parallel")
      ->check(CLI::IsMember({"local", "slurm", "parallel"}));
  command->add_flag_callback(
      "--slurm", [options] { options->engine = "slurm"; }, "The same as --engine slurm");
  command->add_option("--sbatch", options->sbatch,
                      "More options of sbatch, e.g. \"--partition=short --mem=2G\"");
  command
      ->add_option("--tasks", options->tasks, "Tasks of a cluster; so that each works for 30 s unless given")
      ->check(CLI::Range(1, 1000));
  // Of the processes that a sweep starts.
  command->add_flag("--look", options->look)->group("");
  command->add_option("--parent", options->parent)->group("");
  command->add_option("--text", options->text)->group("");
  command->add_option("--list", options->list)->group("");
  command->add_option("--task", options->task)->group("");
  verbs.emplace_back(command, [options] { return sweep(*options); });
}

}  // namespace exomet
