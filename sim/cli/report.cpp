// exomet report: a run, a sweep or a validation as one page of HTML that opens anywhere, written by
// viz/report/report.py.
#include "sim/cli/program.hpp"
#include "sim/cli/python.hpp"
#include "sim/cli/verbs.hpp"
#include "sim/study/sweep_folder.hpp"

namespace exomet {

void add_report(CLI::App& app, std::vector<std::pair<CLI::App*, Verb>>& verbs) {
  struct Options {
    std::string folder, out, picture;
    bool no_picture = false;
  };
  auto options = std::make_shared<Options>();
  CLI::App* command = app.add_subcommand(
      "report",
      "Write a run, a sweep or what validate wrote as one page of HTML that opens without a network");
  command->add_option("FOLDER", options->folder, "Folder of a run, of a sweep or of a validation")
      ->required();
  command->add_option("--out", options->out, "File to write; report.html in that folder")
      ->check(refuse_empty);
  CLI::Option* picture =
      command->add_option("--picture", options->picture, "PNG to show; one of the end is made otherwise")
          ->check(refuse_empty);
  command->add_flag("--no-picture", options->no_picture, "Show no picture")->excludes(picture);
  verbs.emplace_back(command, [options] {
    SweepFolder::settle(options->folder);
    std::vector<std::string> words{options->folder};
    if (!options->out.empty()) words.insert(words.end(), {"--out", options->out});
    if (!options->picture.empty()) words.insert(words.end(), {"--picture", options->picture});
    if (std::filesystem::exists(renderer_path())) words.insert(words.end(), {"--renderer", renderer_path()});
    if (options->no_picture) words.push_back("--no-picture");
    return run_script("report/report.py", words, "json", "python3");
  });
}

}  // namespace exomet
