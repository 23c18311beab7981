// exomet check FILE: validates, and says what a run would need; runs nothing.
#include <cstdio>
#include <iostream>
#include <map>

#include "sim/cli/progress.hpp"
#include "sim/cli/sweep.hpp"
#include "sim/cli/verbs.hpp"
#include "sim/lesson/lesson_section.hpp"
#include "sim/run/cell_memory.hpp"
#include "sim/run/estimate/estimate.hpp"
#include "sim/run/language/resolved_model.hpp"
#include "sim/run/run_notes.hpp"
#include "sim/study/evidence/evidence_section.hpp"
#include "sim/study/evidence/validation.hpp"
#include "sim/study/sweep_section.hpp"
#include "sim/study/twins.hpp"

namespace exomet {

namespace {

struct CheckOptions {
  std::string file;
  std::vector<std::string> changes;
  bool numbers = false, resolved = false;
};

void print_priors(const Plan& plan) {
  int written = 0, by_default = 0;
  for (const NumberRecord& number : plan.numbers)
    if (number.prior) ++(number.prior->by_default ? by_default : written);
  std::printf("  priors     %d written, %d by default (wide ones of assumed numbers)\n", written, by_default);
}

void print_numbers(const Plan& plan, bool all) {
  std::map<std::string, int> counts;
  for (const NumberRecord& number : plan.numbers) {
    std::string kind = number.source;
    if (kind.rfind("calibrated", 0) == 0) kind = "calibrated";
    if (kind.rfind("parameter", 0) == 0) kind = "of a parameter";
    if (kind != "assumed" && kind != "calibrated" && kind != "of a parameter" &&
        kind != "set by the experiment")
      kind = "with a reference";
    ++counts[kind];
  }
  std::printf("  numbers    %zu:", plan.numbers.size());
  for (const auto& [kind, count] : counts)
    std::printf(" %d %s%s", count, kind.c_str(), kind == counts.rbegin()->first ? "\n" : ",");
  print_priors(plan);
  if (!all) return;
  for (const NumberRecord& number : plan.numbers) {
    std::string sources = number.source;
    if (number.prior)
      sources += std::string(sources.size() < 24 ? 24 - sources.size() : 1, ' ') + text_of(*number.prior);
    std::printf("  %-52s %-16s %s\n", number.path.c_str(), number.text.c_str(), sources.c_str());
  }
}

// With as many runs at once as `sweep` would do here.
void print_sweep_needs(const Sweep& sweep, const SweepNeeds& needs) {
  const WorkerPlan worker_plan = worker_plan_for({}, sweep.runs(), needs);
  const double seconds = seconds_of_all(sweep.runs(), needs.mean_seconds, worker_plan);
  std::printf("  time       about %s here, %zu at once on %zu threads each\n",
              readable_seconds(seconds).c_str(), worker_plan.workers, worker_plan.threads);
  std::printf("  memory     about %s, all at once\n",
              readable_bytes(needs.memory * static_cast<double>(worker_plan.workers)).c_str());
  std::printf("  disk       about %s\n", readable_bytes(needs.disk).c_str());
}

int check_runs(const std::string& file) {
  const Sweep sweep = read_sweep(file, library());
  const SweepNeeds needs = check_sweep(sweep, library());
  require_room_for(needs, "out/" + sweep.name);
  std::printf("%s is valid.\n", file.c_str());
  std::printf("  runs       %zu: %zu points, %ld replicates\n", sweep.runs(), sweep.points(),
              sweep.replicates);
  std::printf("  each       %g d, at most %.0f cells at the start\n", needs.days, needs.cells);
  print_sweep_needs(sweep, needs);
  std::printf("  measures  ");
  for (const MeasureColumn& measure : needs.measures) std::printf(" %s", measure.name.c_str());
  std::printf("\n");
  for (const std::string& twins : twins_of(sweep, library()))
    std::printf("  note: %s are the same runs: what they set comes to the same\n", twins.c_str());
  for (const std::string& note : needs.notes) std::printf("  note: %s\n", note.c_str());
  return 0;
}

bool is_evidence(const std::string& file) {
  Problems told_later;
  const Node node = read_document(file, told_later);
  return node.find("entries") && !node.find("cells");
}

int check_evidence(const std::string& file) {
  Validation validation = plan_validation(read_evidence(file, library()), {Size::small, 0, {}}, library());
  const SweepNeeds needs = check_validation(validation, library());
  std::printf("%s is valid.\n", file.c_str());
  std::printf("  entries    %zu, of the model '%s'\n", validation.entries.size(),
              validation.evidence.model.c_str());
  std::printf("  runs       at most %zu, those that are the same counted more than once\n",
              validation.runs());
  for (const std::string& note : needs.notes) std::printf("  note: %s\n", note.c_str());
  return 0;
}

int check_lesson_file(const std::string& file) {
  const Lesson lesson = read_lesson(file, library());
  std::printf("%s is valid.\n", file.c_str());
  std::printf("  worlds     %zu, of the experiment %s\n", lesson.worlds.size(),
              lesson.experiment_file().c_str());
  std::printf("  knobs      %zu, and %zu switches\n", lesson.knobs.size(), lesson.switches.size());
  std::printf("  write it with ./exomet lesson %s\n", file.c_str());
  return 0;
}

// Cells by the rates that no signal changes.
void print_needs(const Plan& plan, const Estimate& needs) {
  std::printf("  memory     about %s\n", readable_bytes(needs.memory).c_str());
  if (plan.duration <= 0) return;
  std::printf("  time       about %s on one core for %g d, with %.0f cells at the end\n",
              readable_seconds(needs.seconds).c_str(), days(plan.duration), needs.last_cells);
  std::printf("  disk       about %s\n", readable_bytes(needs.disk).c_str());
}

int check(const CheckOptions& options) {
  if (is_evidence(options.file)) {
    if (options.resolved || !options.changes.empty())
      throw InputError("'" + options.file +
                       "' is evidence, whose changes stand in its 'set'; leave --set and --resolved away");
    return check_evidence(options.file);
  }
  if (is_lesson(options.file)) {
    if (options.resolved || !options.changes.empty())
      throw InputError("'" + options.file + "' is a lesson; leave --set and --resolved away");
    return check_lesson_file(options.file);
  }
  if (is_sweep(options.file)) {
    if (options.resolved)
      throw InputError("'" + options.file + "' is a sweep of many models; name its experiment");
    if (options.changes.empty()) return check_runs(options.file);
    throw InputError("'" + options.file + "' is a sweep, whose changes stand in its 'set'; leave --set away");
  }
  if (options.resolved) {
    std::cout << resolved_model(options.file, options.changes, library());
    return 0;
  }
  const Plan plan = load_plan(options.file, options.changes, library());
  const Estimate needs = estimate(plan);
  const std::string out = "out/" + plan.name;
  require_memory(needs);
  if (plan.duration > 0) require_disk(needs, out);
  const Geometry& grid = plan.model().geometry;
  std::printf("%s is valid.\n", options.file.c_str());
  std::printf("  cells      %.0f at the start, %zu types\n", needs.cells, plan.model().cells.size());
  std::printf("  voxels     %d x %d x %d = %.0f\n", grid.voxels[0], grid.voxels[1], grid.voxels[2],
              needs.voxels);
  print_needs(plan, needs);
  print_numbers(plan, options.numbers);
  for (const std::string& note : notes_of_plan(plan)) std::printf("  note: %s\n", note.c_str());
  for (const std::string& merged : plan.merged) std::printf("  note: %s\n", merged.c_str());
  for (const std::string& loose : plan.loose_ends) std::printf("  note: %s\n", loose.c_str());
  for (const std::string& warning : warnings(needs, out)) std::printf("  note: %s\n", warning.c_str());
  return 0;
}

}  // namespace

void add_check(CLI::App& app, std::vector<std::pair<CLI::App*, Verb>>& verbs) {
  auto options = std::make_shared<CheckOptions>();
  CLI::App* command =
      app.add_subcommand("check", "Validate an experiment or model and say what a run would need");
  command->add_option("FILE", options->file, "Experiment, model, sweep, evidence or lesson")->required();
  command->add_option("--set", options->changes, "Change a value: path=value")
      ->take_all()
      ->expected(1)
      ->type_name("PATH=VALUE");
  command->add_flag("--numbers", options->numbers, "List every number with its source and prior");
  command->add_flag("--resolved", options->resolved,
                    "Print the model as it runs, as YAML, with the place where each value was written");
  verbs.emplace_back(command, [options] { return check(*options); });
}

}  // namespace exomet
