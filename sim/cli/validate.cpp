// exomet validate MODEL: what the model says to its evidence, into out/evidence/<model>/.
#include "sim/cli/validate.hpp"

#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <iostream>
#include <nlohmann/json.hpp>

#include "sim/base/file_set.hpp"
#include "sim/base/shell.hpp"
#include "sim/base/whole_file.hpp"
#include "sim/cli/program.hpp"
#include "sim/cli/python.hpp"
#include "sim/cli/sweep.hpp"
#include "sim/cli/verbs.hpp"
#include "sim/config/suggestions.hpp"
#include "sim/run/record/folder_lock.hpp"
#include "sim/study/evidence/evidence_section.hpp"

namespace exomet {

namespace fs = std::filesystem;

namespace {

Size size_of(const ValidateOptions& options) {
  return options.quick ? Size::quick : options.full ? Size::full : Size::small;
}

long draws_of(const ValidateOptions& options) {
  constexpr long by_size[]{10, 50, 200};
  return options.draws >= 0 ? options.draws : by_size[static_cast<int>(size_of(options))];
}

// The evidence of a model, or a file of evidence.
fs::path evidence_file_of(const std::string& word) {
  if (fs::path(word).extension() == ".yaml") return word;
  const fs::path folder = library().models / "evidence";
  std::vector<std::string> known;
  std::error_code ignored;
  for (const auto& entry : fs::directory_iterator(folder, ignored))
    if (entry.path().extension() == ".yaml") known.push_back(entry.path().stem().string());
  std::sort(known.begin(), known.end());
  if (std::find(known.begin(), known.end(), word) == known.end())
    throw InputError("no evidence of a model '" + word + "' in '" + folder.string() + "'; " +
                     suggest(word, known));
  return folder / (word + ".yaml");
}

std::vector<std::string> common_words(const ValidateOptions& options) {
  std::vector<std::string> words{"validate", options.model};
  if (options.quick) words.push_back("--quick");
  if (options.full) words.push_back("--full");
  for (const std::string& entry : options.only) words.insert(words.end(), {"--only", entry});
  words.insert(words.end(), {"--draws", std::to_string(draws_of(options))});
  return words;
}

std::vector<std::string> worker_command(const Validation& validation, const ValidateOptions& options,
                                        std::size_t threads) {
  std::vector<std::string> words = common_words(options);
  words.insert(words.begin(), program_path());
  words.insert(words.end(), {"--work", "--out", options.out, "--threads", std::to_string(threads), "--parent",
                             std::to_string(getpid()), "--text", text_hash(validation)});
  if (options.fresh) words.push_back("--fresh");
  return words;
}

std::string name_of_run(const Validation& validation, std::size_t run) {
  const RunPlace place = place_of(validation, run);
  const std::size_t count = validation.entries.size();
  const EntryRuns& runs = validation.entries[place.sweep % count];
  const bool is_draw = place.sweep >= count;
  const Sweep& sweep = is_draw ? runs.draws : runs.seeds;
  const auto replicates = static_cast<std::size_t>(sweep.replicates);
  const std::size_t point = place.run / replicates, arms = runs.entry.arms.size();
  return runs.entry.name + ", arm " + runs.entry.arms[point % arms].name + ", " +
         (is_draw ? "draw " + std::to_string(point / arms)
                  : "seed " + std::to_string(place.run % replicates));
}

// Nothing if a signal ended it.
std::optional<std::vector<Answer>> all_answers(const Validation& validation, const ValidateOptions& options,
                                               const SweepNeeds& needs) {
  SweepOptions pool;
  pool.jobs = options.jobs;
  pool.threads = options.threads;
  const std::size_t count = validation.runs();
  const WorkerPlan plan = worker_plan_for(pool, count, needs);
  std::vector<Answer> answers(count);
  const PoolTask task{worker_command(validation, options, plan.threads),
                      [&](std::size_t run) { return name_of_run(validation, run); }, ""};
  if (!visit_runs(task, {count}, plan, options.quiet,
                  [&](const Answer& answer) { answers[answer.run] = answer; }))
    return std::nullopt;
  return answers;
}

// What the page says of the whole.
std::string mark_of(const Validation& validation, const ValidateOptions& options) {
  nlohmann::ordered_json mark;
  mark["model"] = validation.evidence.model;
  mark["about"] = validation.evidence.about;
  mark["size"] = std::string(name(validation.rules.size));
  mark["program"] = "exomet " EXOMET_VERSION ", " + program_build();
  mark["command"] = validate_command(options);
  mark["text"] = validation.evidence.text;
  return mark.dump(1) + "\n";
}

void publish(const Validation& validation, const std::vector<EntryVerdict>& verdicts,
             const ValidateOptions& options) {
  Problems told_before;
  const Bibliography books = Bibliography::read(library().models / "references.bib", told_before);
  FileSet set(options.out);
  const fs::path staging = set.begin();
  write_verdicts(validation, verdicts, books, staging);
  write_whole(staging / "evidence.json", mark_of(validation, options), Barrier::later);
  FileSet::Names old = set.written();
  old.emplace_back("report.html");  // drawn of what was there
  set.replace(old);
}

// Which stored verdicts don't hold any more; how many.
int tell_lost(const Validation& validation, const std::vector<EntryVerdict>& verdicts) {
  int lost = 0;
  for (std::size_t i = 0; i < verdicts.size(); ++i) {
    const EntryRuns& runs = validation.entries[i];
    if (is_kept(runs, validation.rules.size, verdicts[i])) continue;
    ++lost;
    std::cerr << validation.evidence.file.string() << ":" << runs.entry.place.line << ":"
              << runs.entry.place.column << ": entries." << runs.entry.name << ": the stored verdict is '"
              << name(*stored_verdict(runs, validation.rules.size)) << "', and now it is '"
              << name(verdicts[i].verdict) << "'; find out what changed it, or store the new one\n";
  }
  return lost;
}

// How many entries have arms of which runs ended with an error, each told. Draws that can't be run are in
// their share.
int tell_failed(const Validation& validation, const std::vector<EntryVerdict>& verdicts) {
  int entries = 0;
  for (std::size_t i = 0; i < verdicts.size(); ++i) {
    if (verdicts[i].failed == 0) continue;
    ++entries;
    std::cerr << "entries." << validation.entries[i].entry.name << ": " << verdicts[i].failed
              << (verdicts[i].failed == 1 ? " run failed; it is judged without it\n"
                                          : " runs failed; it is judged without them\n");
  }
  return entries;
}

int run_validation(Validation& validation, const ValidateOptions& options) {
  const SweepNeeds needs = check_validation(validation, library());
  require_room_for(needs, options.out);
  make_folder(options.out);
  FolderLock lock;
  lock.take(options.out, options.out);
  const RunStore store(fs::path(options.out) / "runs");
  store.tidy();
  const auto answers = all_answers(validation, options, needs);
  if (!answers) {
    std::cerr << "interrupted; what was done is in '" << options.out
              << "', and the same command goes on from there\n";
    return interrupted_code();
  }
  const std::vector<EntryVerdict> verdicts = verdicts_of(validation, *answers, store);
  publish(validation, verdicts, options);
  if (!options.quiet) print_verdicts(validation, verdicts);
  const int lost = tell_lost(validation, verdicts), failed = tell_failed(validation, verdicts);
  if (options.page) run_script("report/report.py", {options.out}, "json", "python3");
  return lost > 0 || failed > 0 ? 1 : 0;
}

int validate(ValidateOptions options) {
  const fs::path file = evidence_file_of(options.model);
  const Evidence evidence = read_evidence(file, library());
  if (options.out.empty()) options.out = (fs::path("out/evidence") / file.stem()).string();
  Validation validation =
      plan_validation(evidence, {size_of(options), draws_of(options), options.only}, library());
  if (options.work) return work(validation, options);
  return run_validation(validation, options);
}

}  // namespace

std::string validate_command(const ValidateOptions& options) {
  std::vector<std::string> words = common_words(options);
  words.insert(words.begin(), "./exomet");
  return shell_command(words);
}

void add_validate(CLI::App& app, std::vector<std::pair<CLI::App*, Verb>>& verbs) {
  auto options = std::make_shared<ValidateOptions>();
  CLI::App* command = app.add_subcommand(
      "validate", "Compare a model with its evidence, into out/evidence/<model>/; the same command resumes");
  command->add_option("MODEL", options->model, "A model, e.g. peritoneum, or a file of evidence")->required();
  CLI::Option* quick =
      command->add_flag("--quick", options->quick, "Few seeds and short runs, as for continuous integration");
  command->add_flag("--full", options->full, "All seeds and long runs")->excludes(quick);
  command
      ->add_option("--draws", options->draws,
                   "How many draws from the priors; 50 unless given, 10 with --quick, 200 with --full")
      ->check(CLI::Range(0, 1'000'000));
  command->add_option("--only", options->only, "An entry to run alone; may be given several times")
      ->take_all()
      ->expected(1);
  command->add_option("--out", options->out, "Folder to write; out/evidence/<model> unless given")
      ->check(refuse_empty);
  command->add_option("-j,--jobs", options->jobs, "Runs at once; chosen to fill the machine unless given")
      ->check(CLI::Range(1, 4096));
  command->add_option("--threads", options->threads, "Threads of each run")->check(CLI::Range(1, 1024));
  command->add_flag("--quiet", options->quiet, "No progress, no table");
  command->add_flag("--fresh", options->fresh, "Do runs again that another build of the program did");
  command->add_flag("--page,!--no-page", options->page, "Write report.html; so it is unless refused");
  // Of the processes that a validation starts.
  command->add_flag("--work", options->work)->group("");
  command->add_option("--parent", options->parent)->group("");
  command->add_option("--text", options->text)->group("");
  verbs.emplace_back(command, [options] { return validate(*options); });
}

}  // namespace exomet
