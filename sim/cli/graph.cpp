// exomet graph: who signals to whom, as DOT and GraphML; of a run, with the measured amounts, and its
// lineage.
#include <fstream>
#include <iostream>
#include <nlohmann/json.hpp>
#include <set>
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

using Json = nlohmann::json;
using Names = std::set<std::string>;

// Of a section of a model: what it names, without remarks.
Names names_in(const Json& model, const char* section) {
  Names names;
  if (const auto found = model.find(section); found != model.end() && found->is_object())
    for (const auto& [name, value] : found->items())
      if (name != "about" && name != "source") names.insert(name);
  return names;
}

// The resolved model of a run, from its run.json. InputError if there is none.
Json model_of_run(const std::filesystem::path& run) {
  const std::filesystem::path file = run / "run.json";
  std::ifstream in(file);
  if (!in)
    throw InputError("'" + run.string() +
                     "' is no run that is through (it has no run.json); give the folder of one");
  const Json record = Json::parse(in, nullptr, false);
  const Json::json_pointer model("/document/model");
  if (!record.is_object() || !record.contains(model) || !record.at(model).is_object())
    throw InputError("'" + file.string() + "' is damaged; run the experiment again");
  return record.at(model);
}

// Amounts belong to the arrows of the model that was run.
void require_run_of(const Plan& plan, const std::filesystem::path& run) {
  const Json ran = model_of_run(run), model = Json::parse(to_json(*plan.document.find("model")));
  const auto name = ran.find("model");
  const std::string ran_name = name != ran.end() && name->is_string() ? name->get<std::string>() : "";
  if (ran_name != plan.model().name)
    throw InputError("'" + run.string() + "' is a run of the model '" + ran_name + "', not of '" +
                     plan.model().name + "'; give that one, or another --run");
  for (const char* section : {"cargo", "vesicles", "substances", "cells"})
    if (names_in(ran, section) != names_in(model, section))
      throw InputError("'" + run.string() + "' was run with other " + section +
                       " than this file has; give the experiment that was run");
}

int graph(const GraphOptions& options) {
  const Plan plan = load_plan(options.file, {}, library());
  if (!options.run.empty()) require_run_of(plan, options.run);
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
