// exomet sweep FILE: many runs of an experiment, into out/<name>/.
#include "sim/cli/sweep.hpp"

#include <algorithm>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <iostream>
#include <memory>
#include <thread>

#include "sim/base/free_space.hpp"
#include "sim/base/shell.hpp"
#include "sim/cli/program.hpp"
#include "sim/cli/sweep_progress.hpp"
#include "sim/cli/verbs.hpp"
#include "sim/sweep/crew.hpp"
#include "sim/sweep/findings.hpp"
#include "sim/sweep/results.hpp"
#include "sim/sweep/sweep_folder.hpp"
#include "sim/sweep/team.hpp"

namespace exomet {

namespace fs = std::filesystem;

namespace {

volatile std::sig_atomic_t interrupted = 0;

void interrupt(int signal) {
  interrupted = signal;
  std::signal(signal, SIG_DFL);
}

std::vector<std::string> worker_command(const SweepTask& task, const std::string& threads) {
  std::vector<std::string> words{
      program_path(), "sweep", "work",     task.sweep.file.string(), "--out", task.folder.string(),
      "--threads",    threads, "--parent", std::to_string(getpid())};
  if (task.rules.look_only) words.push_back("--look");
  if (task.rules.only_own) words.push_back("--fresh");
  return words;
}

void print_end(const SweepTask& task, const Results& results, std::size_t others,
               const std::vector<std::string>& findings) {
  std::printf("%s: %zu runs", task.sweep.name.c_str(), task.sweep.runs());
  std::printf(", %zu done, %zu failed", results.done(), results.failed());
  if (results.missing() > 0) std::printf(", %zu to do", results.missing());
  std::printf("\n");
  for (const std::string& finding : findings) std::printf("  %s\n", finding.c_str());
  if (others > 0)
    std::printf("  note: %zu were done by another build of the program; --fresh does them again\n", others);
  if (results.failed() > 0)
    std::printf("  note: why runs failed is in results.csv; %s does them again\n",
                sweep_command(task, "retry").c_str());
  std::printf("Written to %s: results.csv, summary.csv%s\n", task.folder.c_str(),
              task.sweep.series ? ", series.csv" : "");
}

}  // namespace

std::string sweep_command(const SweepTask& task, const std::string& verb) {
  std::vector<std::string> words{"./exomet", "sweep", verb, task.sweep.file.string()};
  if (task.folder != fs::path("out") / task.sweep.name)
    words.insert(words.end(), {"--out", task.folder.string()});
  return shell_command(words);
}

Crew crew_for(const SweepOptions& options, std::size_t runs, const SweepNeeds& needs) {
  const auto cores = std::max(1u, std::thread::hardware_concurrency());
  Crew crew = choose_crew(runs, needs.cells, needs.memory, cores, free_memory());
  if (options.jobs > 0) {
    crew.workers = static_cast<std::size_t>(options.jobs);
    crew.threads = std::max<std::size_t>(1, cores / crew.workers);
  }
  if (options.threads > 0) crew.threads = static_cast<std::size_t>(options.threads);
  return crew;
}

bool was_interrupted() { return interrupted != 0; }

int interrupted_code() { return 128 + interrupted; }

bool visit_runs(const SweepTask& task, const RunList& runs, const Crew& crew, bool quiet,
                const std::function<void(const Answer&)>& visit) {
  SweepProgress progress(quiet, runs.size());
  const RunStore store(task.folder / "runs");
  const auto answered = [&](const Answer& answer) {
    visit(answer);
    progress.count(answer.was_there, answer.status == Answer::Status::failed);
  };
  // What ended a run may be ending this process, too, as Slurm does at a time limit: then it isn't the run's
  // fault.
  constexpr auto until_all_are_ended = std::chrono::seconds(1);
  const auto crashed = [&](Answer answer, const std::string& why) {
    std::this_thread::sleep_for(until_all_are_ended);
    if (was_interrupted()) return;
    store.save(failure(answer.address, answer.seed, why, program_build()));
    answer.status = Answer::Status::failed;
    answered(answer);
  };
  std::signal(SIGINT, interrupt);
  std::signal(SIGTERM, interrupt);
  return run_team(worker_command(task, std::to_string(crew.threads)), crew.workers, runs,
                  {answered, crashed, [&](std::size_t running) { progress.show(running); }, was_interrupted});
}

std::vector<Answer> look_at_runs(SweepTask task, const SweepOptions& options, const SweepNeeds& needs) {
  task.rules.look_only = true;
  std::vector<Answer> runs(task.sweep.runs());
  for (std::size_t run = 0; run < runs.size(); ++run) runs[run].run = run;
  visit_runs(task, {runs.size()}, crew_for(options, runs.size(), needs), true,
             [&](const Answer& answer) { runs[answer.run] = answer; });
  return runs;
}

namespace {

int say_interrupted(const SweepTask& task) {
  std::cerr << "interrupted; what was done is in '" << task.folder.string()
            << "', and the same command goes on from there\n";
  return interrupted_code();
}

// Those that failed are as never done.
void forget_failed(const SweepTask& task, const SweepOptions& options, const SweepNeeds& needs) {
  const RunStore store(task.folder / "runs");
  for (const Answer& one : look_at_runs(task, options, needs))
    if (one.status == Answer::Status::failed) store.forget(one.address);
}

// `answers`: hands over one of each run; false if a signal ended that.
int write_tables(const SweepTask& task, const SweepOptions& options, const SweepNeeds& needs,
                 const std::function<bool(const std::function<void(const Answer&)>&)>& answers) {
  const RunStore store(task.folder / "runs");
  Results results(task.sweep, needs, store, task.folder);
  std::size_t others = 0;
  const auto answered = [&](const Answer& answer) {
    others += answer.by_other_program;
    results.add(answer);
  };
  if (!answers(answered)) return say_interrupted(task);
  const std::vector<std::string> findings = write_findings(task.sweep, needs, results, task.folder);
  if (!options.quiet)
    print_end(task, results, others, findings);
  else if (results.failed() > 0)
    std::cerr << results.failed() << " of " << task.sweep.runs() << " runs failed; why is in "
              << (task.folder / "results.csv").string() << "\n";
  if (options.figures && results.done() > 0) draw_figures(task.folder, options.quiet);
  return results.failed() > 0 ? 1 : 0;
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

int run_sweep(SweepTask task, const SweepOptions& options, const std::string& verb) {
  const SweepNeeds needs = check_sweep(task.sweep, library());
  const bool begins_here = verb == "run" && options.engine == "local" && !fs::exists(task.folder);
  if (begins_here) require_room_for(needs, task.folder);
  const SweepFolder folder(task.folder, task.sweep);
  for (const std::string& note : needs.notes) std::cerr << "note: " << note << '\n';
  if (verb == "retry") forget_failed(task, options, needs);
  if (was_interrupted()) return say_interrupted(task);
  task.rules.look_only = verb == "collect";
  if (verb != "collect" && options.engine != "local") return run_on_cluster(task, options, needs);
  return write_tables(task, options, needs, [&](const auto& answered) {
    const std::size_t runs = task.sweep.runs();
    return visit_runs(task, {runs}, crew_for(options, runs, needs), options.quiet, answered);
  });
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
  SweepTask task{read_sweep(file), options.out, {}};
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
  command->add_option("--list", options->list)->group("");
  command->add_option("--task", options->task)->group("");
  verbs.emplace_back(command, [options] { return sweep(*options); });
}

}  // namespace exomet
