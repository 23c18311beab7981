// The program: reads the command line, calls a verb, turns errors into messages and exit codes.
#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <iostream>

#include "sim/base/inherited.hpp"
#include "sim/cli/verbs.hpp"
#include "sim/config/suggestions.hpp"

namespace exomet {

Library library() {
  if (const char* folder = std::getenv("EXOMET_LIBRARY")) return {std::filesystem::path(folder) / "models"};
  return {std::filesystem::path(EXOMET_SOURCE) / "models"};
}

namespace {
constexpr int fine = 0, run_failed = 1, input_wrong = 2;

// What was printed counts: a report that didn't reach its file isn't fine.
int said(int code) {
  if (std::fflush(stdout) == 0 && std::cout.flush()) return code;
  throw RunError("can't write to the output; is the disk full?");
}

// CLI11 would answer an unknown verb with --help behind it by the help of all.
void require_verb(const CLI::App& app, int argc, char** argv) {
  if (argc < 2 || argv[1][0] == '-') return;
  std::vector<std::string> known;
  for (const CLI::App* verb : app.get_subcommands([](const CLI::App*) { return true; }))
    known.push_back(verb->get_name());
  const std::string word = argv[1];
  if (std::find(known.begin(), known.end(), word) == known.end())
    throw InputError("no verb '" + word + "'; " + suggest(word, known));
}

int run_program(int argc, char** argv) {
  check_command_line(argc, argv);
  CLI::App app("How cancers use extracellular vesicles to spread: an agent-based simulator.", "exomet");
  app.set_version_flag("--version", EXOMET_VERSION);
  app.require_subcommand(1);
  app.footer("Exit codes: 0 fine, 1 the run failed, 2 the input was wrong, 130 interrupted and saved.");
  std::vector<std::pair<CLI::App*, Verb>> verbs;
  add_run(app, verbs);
  add_check(app, verbs);
  add_describe(app, verbs);
  add_new(app, verbs);
  add_graph(app, verbs);
  add_plot(app, verbs);
  add_report(app, verbs);
  add_render(app, verbs);
  add_sweep(app, verbs);
  add_validate(app, verbs);
  add_lesson(app, verbs);
  add_bench(app, verbs);
  add_verify(app, verbs);
  require_verb(app, argc, argv);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? fine : input_wrong;
  }
  for (const auto& [command, verb] : verbs)
    if (command->parsed()) return said(verb());
  return fine;
}
}  // namespace

}  // namespace exomet

int main(int argc, char** argv) {
  exomet::secure_inherited();
  try {
    return exomet::run_program(argc, argv);
  } catch (const exomet::InputError& error) {
    std::cerr << error.what() << '\n';
    if (error.problems().size() > 1) std::cerr << error.problems().size() << " problems; nothing was run.\n";
    return exomet::input_wrong;
  } catch (const std::bad_alloc&) {
    std::cerr << "the run failed: out of memory; use a smaller domain, larger voxels or fewer cells\n";
  } catch (const std::exception& error) {
    std::cerr << "the run failed: " << error.what() << '\n';
  }
  return exomet::run_failed;
}
