// The tables and figures of a sweep, from the answers about its runs.
#include <cstdio>
#include <iostream>

#include "sim/cli/sweep.hpp"
#include "sim/study/findings.hpp"
#include "sim/study/results.hpp"
#include "sim/study/sweep_outputs.hpp"

namespace exomet {

namespace {

void print_end(const SweepTask& task, const Results& results, std::size_t others,
               const std::vector<std::string>& findings) {
  std::printf("%s: %zu runs", task.sweep.name.c_str(), task.sweep.runs());
  std::printf(", %zu done, %zu failed", results.done(), results.failed());
  if (results.missing() > 0) std::printf(", %zu to do", results.missing());
  std::printf("\n");
  for (const std::string& finding : findings) std::printf("  %s\n", finding.c_str());
  for (const std::string& note : results.notes()) std::printf("  note: %s\n", note.c_str());
  if (others > 0)
    std::printf("  note: %zu were done by another build of the program; --fresh does them again\n", others);
  if (results.failed() > 0)
    std::printf("  note: why runs failed is in results.csv; %s does them again\n",
                sweep_command(task, "retry").c_str());
}

}  // namespace

int say_interrupted(const SweepTask& task) {
  std::cerr << "interrupted; what was done is in '" << task.folder.string()
            << "', and the same command goes on from there\n";
  return interrupted_code();
}

int write_tables(const SweepTask& task, const SweepOptions& options, const SweepNeeds& needs,
                 const Answers& answers) {
  SweepOutputs outputs(task.folder, task.sweep);
  Results results(task.sweep, needs, RunStore(task.folder / "runs"), outputs.staging());
  std::size_t others = 0;
  const auto answered = [&](const Answer& answer) {
    others += answer.by_other_program;
    results.add(answer);
  };
  if (!answers(answered)) return say_interrupted(task);
  const std::vector<std::string> findings = write_findings(task.sweep, needs, results, outputs.staging());
  if (!options.quiet)
    print_end(task, results, others, findings);
  else if (results.failed() > 0)
    std::cerr << results.failed() << " of " << task.sweep.runs() << " runs failed; why is in "
              << (task.folder / "results.csv").string() << "\n";
  if (options.figures && results.done() > 0 && !draw_figures(outputs.staging(), task.folder, options.quiet))
    outputs.drop_figures();
  outputs.publish();
  if (!options.quiet)
    std::printf("Written to %s: results.csv, summary.csv%s\n", task.folder.c_str(),
                task.sweep.series ? ", series.csv" : "");
  return results.failed() > 0 ? 1 : 0;
}

}  // namespace exomet
