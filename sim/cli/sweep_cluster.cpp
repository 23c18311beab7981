// Sweeps on a cluster: Slurm's job arrays, and job lists for GNU parallel. Tasks and this program share
// nothing but the records of runs, which are files that appear whole.
#include <sys/wait.h>

#include <cstdio>
#include <fstream>
#include <iostream>
#include <map>
#include <set>
#include <sstream>
#include <thread>

#include "sim/base/error.hpp"
#include "sim/base/shell.hpp"
#include "sim/base/whole_file.hpp"
#include "sim/cli/program.hpp"
#include "sim/cli/sweep.hpp"
#include "sim/cli/sweep_progress.hpp"
#include "sim/cli/threads.hpp"
#include "sim/cli/verbs.hpp"
#include "sim/study/batches.hpp"
#include "sim/study/runtime_probe.hpp"

namespace exomet {

namespace fs = std::filesystem;

namespace {

constexpr auto look_interval = std::chrono::milliseconds(500);  // for records
constexpr auto ask_interval = std::chrono::seconds(5);          // Slurm, which has others to serve

struct Said {
  int code = 0;
  std::string out;
};

Said shell(const std::string& command) {
  Said said;
  std::FILE* pipe = popen(command.c_str(), "r");
  if (!pipe) return {-1, ""};
  char bytes[4096];
  while (const std::size_t size = fread(bytes, 1, sizeof bytes, pipe)) said.out.append(bytes, size);
  const int status = pclose(pipe);
  said.code = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
  while (!said.out.empty() && std::isspace(static_cast<unsigned char>(said.out.back()))) said.out.pop_back();
  return said;
}

std::vector<DueRun> due_runs(const std::vector<Answer>& runs) {
  std::vector<DueRun> due;
  std::set<std::string> addresses;  // a run that stands there twice is done once
  for (const Answer& one : runs)
    if (one.status == Answer::Status::missing && addresses.insert(one.address).second)
      due.push_back({one.run, one.address});
  return due;
}

int threads_of_a_run(const SweepOptions& options) { return std::max(1, options.threads); }

// Runs that Slurm's nodes can do at once; 0 if it doesn't say.
std::size_t runs_at_once(const SweepOptions& options) {
  std::size_t cores = 0, of_node = 0;
  std::string node;
  std::set<std::string> counted;  // a node is listed once for each of its partitions
  for (std::istringstream words(shell("sinfo --noheader --Node --format='%N %c' 2>/dev/null").out);
       words >> node >> of_node;)
    if (counted.insert(node).second) cores += of_node;
  return cores / static_cast<std::size_t>(threads_of_a_run(options));
}

std::vector<std::vector<DueRun>> batches_of(const SweepTask& task, const std::vector<DueRun>& due,
                                            const SweepOptions& options, const SweepNeeds& needs) {
  if (options.tasks > 0) return deal(due, static_cast<std::size_t>(options.tasks));
  const int threads = threads_of_a_run(options);
  const double seconds = on_threads(
      threads, [&] { return seconds_of_a_run(task.sweep, due, library(), threads, needs.mean_seconds); });
  return deal(due, tasks_for(due.size(), seconds, options.engine == "slurm" ? runs_at_once(options) : 0));
}

// All but the number of the task, which comes last.
std::string batch_command(const SweepTask& task, const SweepOptions& options, const fs::path& list) {
  std::vector<std::string> words{program_path(), "sweep",
                                 "batch",        fs::absolute(task.sweep.file).string(),
                                 "--out",        fs::absolute(task.folder).string(),
                                 "--list",       fs::absolute(list).string(),
                                 "--threads",    std::to_string(threads_of_a_run(options))};
  if (task.rules.only_own) words.push_back("--fresh");
  words.push_back("--task");
  return shell_command(words) + " ";
}

// A line of #SBATCH has no quotes that hold in every version of Slurm: only letters and digits stay.
std::string job_name(std::string name) {
  for (char& c : name)
    if (!std::isalnum(static_cast<unsigned char>(c)) && c != '-') c = '_';
  return name;
}

// Where sbatch is to write the logs; it replaces what follows a %, unless the name holds a \.
std::string log_pattern(const fs::path& folder) {
  std::string text = fs::absolute(folder).string();
  if (text.find('\\') != std::string::npos)
    throw InputError("Slurm can't write its logs to '" + text +
                     "', since the name holds a \\; give another --out");
  for (std::size_t at = text.find('%'); at != std::string::npos; at = text.find('%', at + 2))
    text.insert(at, "%");
  return text + "/%A_%a.log";
}

bool is_job_id(const std::string& text) {
  return !text.empty() && text.find_first_not_of("0123456789") == std::string::npos;
}

class SlurmJob {
 public:
  SlurmJob(const SweepTask& task, const SweepOptions& options)
      : task_(task), options_(options), folder_(task.folder / "slurm"), mark_(folder_ / "job") {
    make_folder(folder_);
  }

  // The job of an earlier call that still goes on, if there is one.
  bool find() {
    std::ifstream(mark_) >> id_;
    return is_job_id(id_) && is_going_on();
  }

  void submit(const std::vector<std::vector<DueRun>>& batches) {
    const fs::path list = folder_ / "runs.txt", script = folder_ / "job.sh";
    write_batches(list, batches);
    // Ended by a time limit or to make room, a task is queued again or left to the next round; either
    // goes on where it was.
    write_whole(script, "#!/bin/bash\n#SBATCH --job-name=" + job_name(task_.sweep.name) +
                            "\n#SBATCH --requeue\n#SBATCH --open-mode=append\n#SBATCH --ntasks=1\n#SBATCH "
                            "--cpus-per-task=" +
                            std::to_string(threads_of_a_run(options_)) + "\nexec " +
                            batch_command(task_, options_, list) + "\"$SLURM_ARRAY_TASK_ID\"\n");
    const Said said = shell("sbatch --parsable --array=1-" + std::to_string(batches.size()) +
                            " --output=" + shell_word(log_pattern(folder_)) + " " + options_.sbatch + " " +
                            shell_word(fs::absolute(script).string()));
    id_ = said.out.substr(0, said.out.find(';'));
    if (said.code != 0 || !is_job_id(id_))
      throw RunError("sbatch didn't take the job (its words are above); see " + script.string() +
                     ", and give what your cluster asks for, for example --sbatch \"--partition=short\"");
    write_whole(mark_, id_ + "\n");
  }

  // Slurm may be too busy to answer: that isn't the end of a job.
  bool is_going_on() const {
    for (int attempt = 0; attempt < 5; ++attempt) {
      const Said said = shell("squeue --noheader --jobs=" + id_ + " --format=%T 2>&1");
      if (said.code == 0) return !said.out.empty();
      if (said.out.find("Invalid job id") != std::string::npos) return false;
      std::this_thread::sleep_for(2 * look_interval);
    }
    throw RunError("squeue doesn't answer; the runs go on, and the same command waits for them again");
  }
  const std::string& id() const { return id_; }
  const fs::path& folder() const { return folder_; }

 private:
  const SweepTask& task_;
  const SweepOptions& options_;
  fs::path folder_, mark_;
  std::string id_;
};

// Completes what is there; says how many still miss.
std::size_t update(std::vector<Answer>& runs, const DoneRuns& there, SweepProgress& progress) {
  std::size_t missing = 0;
  for (Answer& one : runs) {
    if (one.status != Answer::Status::missing) continue;
    if (there.find(one, nullptr))
      progress.count(false, one.status == Answer::Status::failed);
    else
      ++missing;
  }
  return missing;
}

// Until all runs are there or the job has ended; false if a signal ends the waiting.
bool wait_for(const SlurmJob& job, const DoneRuns& there, std::vector<Answer>& runs,
              SweepProgress& progress) {
  auto asked = std::chrono::steady_clock::now();
  while (const std::size_t missing = update(runs, there, progress)) {
    if (was_interrupted()) return false;
    progress.show(missing);
    std::this_thread::sleep_for(look_interval);
    if (std::chrono::steady_clock::now() - asked < ask_interval) continue;
    if (!job.is_going_on()) return update(runs, there, progress), true;
    asked = std::chrono::steady_clock::now();
  }
  return true;
}

}  // namespace

bool run_on_slurm(const SweepTask& task, const SweepOptions& options, const SweepNeeds& needs,
                  std::vector<Answer>& runs) {
  const DoneRuns there(task.sweep, RunStore(task.folder / "runs"), task.rules, program_build());
  SlurmJob job(task, options);
  std::vector<DueRun> due = due_runs(runs);
  for (bool first = true; !due.empty(); first = false) {
    if (!first || !job.find()) {
      const auto batches = batches_of(task, due, options, needs);
      if (was_interrupted()) return false;
      job.submit(batches);
    }
    if (!options.quiet) std::fprintf(stderr, "Slurm job %s: %zu runs to do\n", job.id().c_str(), due.size());
    SweepProgress progress(options.quiet, due.size());
    if (!wait_for(job, there, runs, progress)) {
      std::cerr << "stopped waiting; Slurm's job " << job.id()
                << " goes on, the same command waits for it again, and "
                << "'scancel " << job.id() << "' ends it\n";
      return false;
    }
    progress.clear();
    std::vector<DueRun> left = due_runs(runs);
    if (left.size() == due.size())
      throw RunError("Slurm's job " + job.id() + " ended without a run done; see " + job.folder().string() +
                     "/*.log, and go on with the same command");
    due = std::move(left);
  }
  return true;
}

void write_parallel_jobs(const SweepTask& task, const SweepOptions& options, const SweepNeeds& needs,
                         const std::vector<Answer>& runs) {
  const fs::path folder = task.folder / "parallel", list = folder / "runs.txt", jobs = folder / "jobs.txt";
  make_folder(folder);
  const std::vector<DueRun> due = due_runs(runs);
  if (due.empty()) {
    std::printf("All runs are there; make the tables: %s\n", sweep_command(task, "collect").c_str());
    return;
  }
  const auto batches = batches_of(task, due, options, needs);
  if (was_interrupted()) return;
  write_batches(list, batches);
  std::string text;
  for (std::size_t n = 1; n <= batches.size(); ++n)
    text += batch_command(task, options, list) + std::to_string(n) + "\n";
  write_whole(jobs, text);
  std::printf(
      "%zu runs to do in %zu jobs. Do them, here or on several machines that share this folder:\n"
      "  parallel < %s\n"
      "then make the tables:\n  %s\n",
      due.size(), batches.size(), shell_word(jobs.string()).c_str(), sweep_command(task, "collect").c_str());
}

int work_batch(const SweepTask& task, const SweepOptions& options) {
  RunList runs;
  std::map<std::size_t, std::string> wanted;
  for (const DueRun& due : read_batch(options.list, static_cast<std::size_t>(options.task))) {
    if (due.run >= task.sweep.runs())
      throw RunError("the sweep has no run " + std::to_string(due.run) +
                     " any more, since its files have changed; give its command again");
    runs.listed.push_back(due.run);
    wanted[due.run] = due.address;
  }
  std::size_t other = 0;
  const WorkerPlan worker_plan{1, static_cast<std::size_t>(threads_of_a_run(options))};
  const bool finished = visit_runs(task, runs, worker_plan, true, [&](const Answer& answer) {
    other += answer.address != wanted[answer.run];
    std::printf("run %zu: %s\n", answer.run, answer.status == Answer::Status::failed ? "failed" : "done");
  });
  if (other > 0)
    throw RunError(std::to_string(other) +
                   " runs weren't those that were submitted, since the sweep's files have "
                   "changed; give the sweep's command again");
  return finished ? 0 : interrupted_code();
}

}  // namespace exomet
