// What the parts of the verb `sweep` share.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "sim/study/process_pool.hpp"
#include "sim/study/sweep.hpp"
#include "sim/study/sweep_section.hpp"
#include "sim/study/worker_plan.hpp"

namespace exomet {

struct SweepOptions {
  std::vector<std::string> words;
  std::string out, engine = "local", sbatch, list, text;
  int jobs = 0, threads = 0, tasks = 0, parent = 0, task = 0;
  bool quiet = false, fresh = false, figures = true, look = false, force = false;
};

struct SweepTask {
  Sweep sweep;
  std::filesystem::path folder;
  WorkRules rules;
};

// Runs that processes of their own do.
struct PoolTask {
  std::vector<std::string> command;                 // of a process
  std::function<std::string(std::size_t)> name_of;  // of a run: "point 3, replicate 2"
  std::string remedy;  // what makes something of the runs that are there; "" if nothing does
};

// Has runs done or looked at by processes of their own, and hears of each. False if a signal ended it.
// RunError, after all that could be done, if the machine couldn't do some.
bool visit_runs(const PoolTask&, const RunList&, const WorkerPlan&, bool quiet,
                const std::function<void(const Answer&)>&);
bool visit_runs(const SweepTask&, const RunList&, const WorkerPlan&, bool quiet,
                const std::function<void(const Answer&)>&);
// What is there of each run of the sweep, in their order.
std::vector<Answer> look_at_runs(SweepTask, const SweepOptions&, const SweepNeeds&);
WorkerPlan worker_plan_for(const SweepOptions&, std::size_t runs, const SweepNeeds&);

// "./exomet sweep <verb> FILE", as it is to be typed for this sweep in this folder.
std::string sweep_command(const SweepTask&, const std::string& verb);

// Hands over an answer about each run of a sweep, in any order; false if a signal ended that.
using Answers = std::function<bool(const std::function<void(const Answer&)>&)>;
// Puts tables and figures in place of those that were there; returns the program's exit code.
int write_tables(const SweepTask&, const SweepOptions&, const SweepNeeds&, const Answers&);
// How to go on; returns the exit code.
int say_interrupted(const SweepTask&);

// Whether SIGINT, SIGTERM or SIGHUP has come since visit_runs was first called, and the exit code that shells
// have for it.
bool was_interrupted();
int interrupted_code();

// Has the runs that are missing done by Slurm, and waits for it; resubmits what was left undone for as long
// as that gets further. `runs`: all of the sweep, in their order; completed. False if a signal ended the
// waiting; the jobs then go on. RunError if Slurm can't be had.
bool run_on_slurm(const SweepTask&, const SweepOptions&, const SweepNeeds&, std::vector<Answer>& runs);
// Writes a job list for GNU parallel, and says how to use it.
void write_parallel_jobs(const SweepTask&, const SweepOptions&, const SweepNeeds&,
                         const std::vector<Answer>& runs);
// What a task of a cluster does: runs of a list, in a process of its own.
int work_batch(const SweepTask&, const SweepOptions&);

// What a process of a sweep does.
int work(const SweepTask&, const SweepOptions&);

// Draws what the tables in `tables` show, into that folder, which is to become `shown`. Without Matplotlib it
// says so and draws nothing. False if it fails.
bool draw_figures(const std::filesystem::path& tables, const std::filesystem::path& shown, bool quiet);

}  // namespace exomet
