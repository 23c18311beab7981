// exomet describe: the whole reference, from the schema.
#include <cstdio>
#include <iostream>

#include "sim/cli/verbs.hpp"
#include "sim/config/number_doc.hpp"
#include "sim/run/language/experiment_section.hpp"
#include "sim/run/language/model_schema.hpp"
#include "sim/run/measure.hpp"
#include "sim/run/mechanism.hpp"
#include "sim/run/placement.hpp"
#include "sim/study/evidence/evidence_section.hpp"
#include "sim/study/sweep_section.hpp"

namespace exomet {

namespace {

void print(const std::string& title, const SectionDoc& doc) {
  std::cout << title << "\n"
            << std::string(title.size(), '=') << "\n"
            << doc.about << "\n\n"
            << reference_text(doc) << "\n";
}

template <class Base>
void print_registry(const std::string& title) {
  std::cout << title << "\n" << std::string(title.size(), '=') << "\n\n";
  for (const auto& [key, kind] : Registry<Base>::kinds()) {
    const auto doc = kind.doc();
    std::cout << key << ": " << doc->about << "\n";
    if (!doc->shorthand.empty()) std::cout << "    A bare value stands for '" << doc->shorthand << "'.\n";
    std::cout << reference_text(*doc, 4) << "\n";
  }
}

int describe(const std::string& topic) {
  if (topic.empty() || topic == "experiment") print("Experiment (configs/*.yaml)", experiment_schema().doc());
  if (topic.empty() || topic == "model") print("Model (models/*.yaml)", model_schema().doc());
  if (topic.empty() || topic == "numbers") print("Numbers of a model", *number_doc());
  if (topic.empty() || topic == "sweep") print("Sweep (configs/sweeps/*.yaml)", *sweep_doc());
  if (topic.empty() || topic == "evidence") print("Evidence (models/evidence/*.yaml)", *evidence_doc());
  if (topic == "mechanisms") print_registry<Mechanism>("Mechanisms: what cells do");
  if (topic == "measures") print_registry<Measure>("Measures: what is read out");
  if (topic == "start") print_registry<Placement>("Start: how things are placed");
  return 0;
}

}  // namespace

void add_describe(CLI::App& app, std::vector<std::pair<CLI::App*, Verb>>& verbs) {
  auto topic = std::make_shared<std::string>();
  CLI::App* command = app.add_subcommand("describe", "Print the reference of the language, from its schema");
  command
      ->add_option("TOPIC", *topic,
                   "model, numbers, experiment, sweep, evidence, mechanisms, measures or start; the files "
                   "unless given")
      ->check(CLI::IsMember(
          {"model", "numbers", "experiment", "sweep", "evidence", "mechanisms", "measures", "start"}));
  verbs.emplace_back(command, [topic] { return describe(*topic); });
}

}  // namespace exomet
