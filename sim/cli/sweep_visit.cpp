// Has the runs of a sweep done or looked at, and hears of each.
#include <unistd.h>

#include <algorithm>
#include <csignal>
#include <thread>

#include "sim/base/free_space.hpp"
#include "sim/base/shell.hpp"
#include "sim/cli/program.hpp"
#include "sim/cli/sweep.hpp"
#include "sim/cli/sweep_progress.hpp"
#include "sim/study/address.hpp"

namespace exomet {

namespace {

constexpr std::size_t most_lost = 3;  // in a row: then the machine can't do the next one, either

volatile std::sig_atomic_t interrupted = 0;

void interrupt(int signal) {
  interrupted = signal;
  std::signal(signal, SIG_DFL);
}

void heed_signals() {
  for (int signal : {SIGINT, SIGTERM, SIGHUP}) std::signal(signal, interrupt);
  std::signal(SIGXFSZ, SIG_IGN);  // a limit on the size of files is then an error, as a full disk is
}

std::vector<std::string> worker_command(const SweepTask& task, const std::string& threads) {
  std::vector<std::string> words{
      program_path(), "sweep", "work",     task.sweep.file.string(), "--out",  task.folder.string(),
      "--threads",    threads, "--parent", std::to_string(getpid()), "--text", text_hash(task.sweep)};
  if (task.rules.look_only) words.push_back("--look");
  if (task.rules.only_own) words.push_back("--fresh");
  return words;
}

// Runs that couldn't be done, for the one who is to mend that.
class Losses {
 public:
  explicit Losses(const PoolTask& task) : task_(task) {}

  void add(const Answer& answer, const std::string& why) {
    ++in_a_row_;
    if (++count_ > 1) return;
    first_ = task_.name_of(answer.run) + ": " + why;
  }
  void end_row() { in_a_row_ = 0; }
  bool too_many() const { return in_a_row_ >= most_lost; }

  void throw_if_any() const {
    if (count_ == 0) return;
    throw RunError((count_ == 1 ? "a run" : std::to_string(count_) + " runs") + " couldn't be done (" +
                   first_ + "), and stay to do" + (task_.remedy.empty() ? "" : "; " + task_.remedy));
  }

 private:
  const PoolTask& task_;
  std::size_t count_ = 0, in_a_row_ = 0;
  std::string first_;
};

}  // namespace

std::string sweep_command(const SweepTask& task, const std::string& verb) {
  std::vector<std::string> words{"./exomet", "sweep", verb, task.sweep.file.string()};
  if (task.folder != std::filesystem::path("out") / task.sweep.name)
    words.insert(words.end(), {"--out", task.folder.string()});
  return shell_command(words);
}

WorkerPlan worker_plan_for(const SweepOptions& options, std::size_t runs, const SweepNeeds& needs) {
  const auto cores = std::max(1u, std::thread::hardware_concurrency());
  WorkerPlan worker_plan = choose_worker_plan(runs, needs.cells, needs.memory, cores, free_memory());
  if (options.jobs > 0) {
    worker_plan.workers = static_cast<std::size_t>(options.jobs);
    worker_plan.threads = std::max<std::size_t>(1, cores / worker_plan.workers);
  }
  if (options.threads > 0) worker_plan.threads = static_cast<std::size_t>(options.threads);
  return worker_plan;
}

bool was_interrupted() { return interrupted != 0; }

int interrupted_code() { return 128 + interrupted; }

bool visit_runs(const PoolTask& task, const RunList& runs, const WorkerPlan& worker_plan, bool quiet,
                const std::function<void(const Answer&)>& visit) {
  SweepProgress progress(quiet, runs.size());
  Losses losses(task);
  const auto answered = [&](const Answer& answer) {
    if (!answer.was_there) losses.end_row();
    visit(answer);
    progress.count(answer.was_there, answer.status == Answer::Status::failed);
  };
  const auto lost = [&](const Answer& answer, const std::string& why) { losses.add(answer, why); };
  const auto stopped = [&] { return was_interrupted() || losses.too_many(); };
  heed_signals();
  run_process_pool(task.command, worker_plan.workers, runs,
                   {answered, lost, [&](std::size_t running) { progress.show(running); }, stopped});
  if (was_interrupted()) return false;
  losses.throw_if_any();
  return true;
}

bool visit_runs(const SweepTask& task, const RunList& runs, const WorkerPlan& worker_plan, bool quiet,
                const std::function<void(const Answer&)>& visit) {
  const auto replicates = static_cast<std::size_t>(task.sweep.replicates);
  const PoolTask pool{worker_command(task, std::to_string(worker_plan.threads)),
                      [=](std::size_t run) {
                        return "point " + std::to_string(run / replicates) + ", replicate " +
                               std::to_string(run % replicates);
                      },
                      sweep_command(task, "collect") + " makes the tables of what is there"};
  return visit_runs(pool, runs, worker_plan, quiet, visit);
}

std::vector<Answer> look_at_runs(SweepTask task, const SweepOptions& options, const SweepNeeds& needs) {
  task.rules.look_only = true;
  std::vector<Answer> runs(task.sweep.runs());
  for (std::size_t run = 0; run < runs.size(); ++run) runs[run].run = run;
  visit_runs(task, {runs.size()}, worker_plan_for(options, runs.size(), needs), true,
             [&](const Answer& answer) { runs[answer.run] = answer; });
  return runs;
}

}  // namespace exomet
