// exomet run FILE: runs an experiment and writes out/<name>/.
#include <csignal>
#include <iostream>
#include <memory>
#include <thread>

#include "sim/base/quantity.hpp"
#include "sim/base/shell.hpp"
#include "sim/cli/session.hpp"
#include "sim/cli/threads.hpp"
#include "sim/cli/verbs.hpp"
#include "sim/run/estimate/estimate.hpp"
#include "sim/run/run_notes.hpp"

namespace exomet {

namespace {

struct RunOptions {
  std::string file, out, seed, checkpoint_every = "1 min";
  std::vector<std::string> changes;
  int threads = 0;
  bool quiet = false, force = false, resume = false;
};

volatile std::sig_atomic_t interrupted = 0;

// The first signal ends the run when it can be saved, a few steps later; a second one ends the program at
// once.
void interrupt(int signal) {
  interrupted = signal;
  std::signal(signal, SIG_DFL);
}

// A terminal that is closed ends the run so, too, but not where nohup has it go on.
void heed_signals() {
  std::signal(SIGINT, interrupt);
  std::signal(SIGTERM, interrupt);
  if (std::signal(SIGHUP, interrupt) == SIG_IGN) std::signal(SIGHUP, SIG_IGN);
  std::signal(SIGXFSZ, SIG_IGN);  // a limit on the size of files is then an error, as a full disk is
}

std::string resume_command(const RunOptions& options) {
  std::vector<std::string> words{"./exomet", "run", options.file};
  for (const std::string& change : options.changes) words.insert(words.end(), {"--set", change});
  if (!options.out.empty()) words.insert(words.end(), {"--out", options.out});
  if (options.quiet) words.push_back("--quiet");
  words.push_back("--resume");
  return shell_command(words);
}

double checkpoint_interval(const std::string& text) {
  if (text == "never") return std::numeric_limits<double>::infinity();
  try {
    if (const double minutes = parse_quantity(text, Dimension::time); minutes >= 0) return minutes;
  } catch (const QuantityError&) {
  }
  throw InputError("--checkpoint-every: '" + text + "' is no time; give one such as '5 min', or 'never'");
}

SessionOptions session_options(const RunOptions& options, const Plan& plan) {
  SessionOptions session;
  session.out = options.out.empty() ? "out/" + plan.name : options.out;
  session.version = EXOMET_VERSION;
  session.begin = options.resume ? Begin::resume : options.force ? Begin::replace : Begin::fresh;
  session.threads =
      options.threads > 0 ? options.threads : static_cast<int>(std::thread::hardware_concurrency());
  session.quiet = options.quiet;
  session.checkpoint_every = checkpoint_interval(options.checkpoint_every);
  session.resume_command = resume_command(options);
  return session;
}

// Before anything is allocated or made.
void require_room_for(const Plan& plan, const SessionOptions& session) {
  const Estimate needs = estimate(plan);
  require_memory(needs);
  if (session.begin != Begin::resume) require_disk(needs, session.out);  // of which a part may be there
  for (const std::string& warning : warnings(needs, session.out)) std::cerr << "note: " << warning << '\n';
}

// What may change the answer, always; what is only left open in the model, unless it has to be quiet.
void print_notes(const Plan& plan, bool quiet) {
  for (const std::string& note : notes_of_plan(plan)) std::cerr << "note: " << note << '\n';
  for (const std::string& merged : plan.merged) std::cerr << "note: " << merged << '\n';
  if (quiet) return;
  for (const std::string& loose : plan.loose_ends) std::cerr << "note: " << loose << '\n';
}

int run(RunOptions options) {
  // Read as `--set seed=` is: the command line's own reading takes a number that is too large for its
  // largest.
  if (!options.seed.empty()) options.changes.push_back("seed=" + options.seed);
  const Plan plan = load_plan(options.file, options.changes, library());
  if (plan.duration <= 0)
    throw InputError("'" + options.file +
                     "' is a model; to run it, write an experiment with 'model:' and 'duration:' "
                     "(configs/ has examples)");
  const SessionOptions session = session_options(options, plan);
  require_room_for(plan, session);
  print_notes(plan, options.quiet);
  heed_signals();
  return on_threads(session.threads, [&] { return Session(plan, session).run(interrupted); });
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
  command->add_option("--seed", options->seed, "Seed of all random numbers")->check(refuse_empty);
  command->add_option("--threads", options->threads, "Threads; all cores unless given")
      ->check(CLI::Range(1, 1024));
  command->add_option("--out", options->out, "Folder to write; out/<name> unless given")->check(refuse_empty);
  command->add_flag("--quiet", options->quiet,
                    "No progress, no table, no notes but those that may change the answer");
  CLI::Option* force = command->add_flag("--force", options->force, "Replace an existing or interrupted run");
  command
      ->add_flag("--resume", options->resume,
                 "Go on with an interrupted run, or with a whole one if its duration is longer now; start if "
                 "there is none")
      ->excludes(force);
  command
      ->add_option(
          "--checkpoint-every", options->checkpoint_every,
          "Time of computing between checkpoints, from which a killed run goes on; 1 min unless given")
      ->type_name("TIME");
  verbs.emplace_back(command, [options] { return run(*options); });
}

}  // namespace exomet
