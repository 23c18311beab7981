// exomet plot: every measure of a run over time, drawn by viz/plots/run.py; of a sweep, bands over its
// replicates.
#include "sim/cli/python.hpp"
#include "sim/cli/verbs.hpp"
#include "sim/study/sweep_folder.hpp"

namespace exomet {

void add_plot(CLI::App& app, std::vector<std::pair<CLI::App*, Verb>>& verbs) {
  struct Options {
    std::string folder, out;
  };
  auto options = std::make_shared<Options>();
  CLI::App* command =
      app.add_subcommand("plot", "Draw every measure of a run or a sweep over time, as PNG and SVG");
  command->add_option("FOLDER", options->folder, "Folder of a run or of a sweep")->required();
  command->add_option("--out", options->out, "Folder to write; plots/ in the run's")->check(refuse_empty);
  verbs.emplace_back(command, [options] {
    SweepFolder::settle(options->folder);
    std::vector<std::string> words{options->folder};
    if (!options->out.empty()) words.push_back(options->out);
    return run_script("plots/run.py", words, "matplotlib", "python3-matplotlib");
  });
}

}  // namespace exomet
