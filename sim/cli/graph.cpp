// exomet graph: who signals to whom, as DOT and GraphML; of a run, with the measured amounts, and its
// lineage.
#include <iostream>
#include <sstream>

#include "sim/base/whole_file.hpp"
#include "sim/cli/verbs.hpp"
#include "sim/run/record/run_tables.hpp"
#include "sim/run/signalling.hpp"

namespace exomet {

namespace {

struct GraphOptions {
  std::string file, out, run;
};

template <class Write>
void write(const std::filesystem::path& path, const Write& write_to) {
  std::ostringstream text;
  write_to(text);
  write_whole(path, text.str());
  std::cout << path.string() << '\n';
}

int graph(const GraphOptions& options) {
  const Plan plan = load_plan(options.file, {}, library());
  SignallingGraph signalling = signalling_graph(plan);
  if (!options.run.empty()) measure_edges(signalling, std::filesystem::path(options.run) / "ledger.csv");
  const std::filesystem::path folder =
      options.out.empty() ? options.run.empty() ? "." : options.run : options.out;
  make_folder(folder);
  const std::string name = plan.model().name;
  write(folder / (name + "-signalling.dot"), [&](std::ostream& out) { signalling.write_dot(out, name); });
  write(folder / (name + "-signalling.graphml"), [&](std::ostream& out) { signalling.write_graphml(out); });
  if (!options.run.empty()) {
    const auto lineage = read_lineage(std::filesystem::path(options.run) / "events.csv");
    write(folder / (name + "-lineage.graphml"),
          [&](std::ostream& out) { write_lineage_graphml(out, lineage); });
  }
  for (const std::string& loose : signalling.loose_ends()) std::cerr << "note: " << loose << '\n';
  return 0;
}

}  // namespace

void add_graph(CLI::App& app, std::vector<std::pair<CLI::App*, Verb>>& verbs) {
  auto options = std::make_shared<GraphOptions>();
  CLI::App* command =
      app.add_subcommand("graph", "Write the signalling graph (DOT, GraphML), and a run's lineage");
  command->add_option("MODEL", options->file, "Model or experiment")->required();
  command->add_option("--run", options->run, "Folder of a run: amounts on the arrows, lineage forest")
      ->check(CLI::ExistingDirectory);
  command->add_option("--out", options->out, "Folder to write; the run's, or here")->check(refuse_empty);
  verbs.emplace_back(command, [options] { return graph(*options); });
}

}  // namespace exomet
