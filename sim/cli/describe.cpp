// exomet describe: the whole reference, from the schema.
#include <algorithm>
#include <iomanip>
#include <iostream>
#include <sstream>

#include "sim/cli/verbs.hpp"
#include "sim/config/number_doc.hpp"
#include "sim/config/suggestions.hpp"
#include "sim/lesson/lesson_section.hpp"
#include "sim/run/event_kind.hpp"
#include "sim/run/language/experiment_section.hpp"
#include "sim/run/language/model_schema.hpp"
#include "sim/run/measure.hpp"
#include "sim/run/mechanism.hpp"
#include "sim/run/placement.hpp"
#include "sim/run/rule_schema.hpp"
#include "sim/run/signal.hpp"
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

void print_kind(const std::string& key, const SectionDoc& doc) {
  std::cout << key << ": " << doc.about << "\n";
  if (!doc.shorthand.empty()) std::cout << "    A bare value stands for '" << doc.shorthand << "'.\n";
  std::cout << reference_text(doc, 4) << "\n";
}

template <class Base>
void print_registry(const std::string& title) {
  std::cout << title << "\n" << std::string(title.size(), '=') << "\n\n";
  for (const auto& [key, kind] : Registry<Base>::kinds()) print_kind(key, *kind.doc());
}

// What two signals, each of which is at its half and alone takes 1 to 5 or 9 to 5, do together.
void print_combinations() {
  const std::vector<Effect> up{{1, 9, 1, 1}, {1, 9, 1, 1}}, down{{1, 1, 1, 1}, {1, 1, 1, 1}};
  std::cout
      << "How several signals act together (combine), r the response to each, s its amount, `most` the\n"
         "largest that the number comes to without what lowers it; and, of two signals at their half "
         "of\nwhich each alone takes 1 to 5 (to: 9), or 9 to 5 (to: 1), what both do:\n\n";
  for (const auto& [word, combination] : combinations()) {
    std::ostringstream row;
    row << std::setprecision(3) << "    " << std::left << std::setw(13) << word << "1 -> " << std::setw(6)
        << raised(combination, up, 1) << "9 -> " << std::setw(6) << lowered(combination, down, 9, 9);
    std::cout << row.str() << formula_of(combination) << "\n";
  }
  std::cout << "\n";
}

void print_rules() {
  print("Rules: numbers that signals raise and lower", *rule_doc());
  std::cout << "Under each signal of raised_by and lowered_by:\n"
            << reference_text(*influence_doc(), 4) << "\n";
  print_combinations();
}

void print_signal(const SignalSource::Kind& source) {
  const std::string name = source.of.empty() ? source.prefix : source.prefix + "<" + source.of + ">";
  std::cout << name << ": " << source.about << "; a " << exomet::name(source.dimension) << ", e.g. "
            << example(source.dimension) << "\n";
}

void print_signals() {
  std::cout << "Signals: what a cell can sense\n==============================\n\n";
  for (const auto& [_, source] : SignalSource::all()) print_signal(source);
}

const std::vector<std::string> topics{"model",      "numbers", "experiment", "sweep",    "evidence", "lesson",
                                      "mechanisms", "rules",   "signals",    "measures", "start"};

std::string listed(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "" : ", ") + word;
  return text;
}

// By what a signal is called: 'touching' for touching.<cell type>; "" if by the name of something else.
std::string called(const SignalSource::Kind& source) {
  std::string name = source.prefix;
  if (!name.empty() && name.back() == '.') name.pop_back();
  return name;
}

template <class Base>
void print_one(const std::string& what, const std::string& name) {
  const auto& kinds = Registry<Base>::kinds();
  if (const auto found = kinds.find(name); found != kinds.end()) {
    std::cout << what << " ";
    print_kind(name, *found->second.doc());
  }
}

// The sections of a model that have keys of their own; what is in the others has its topics.
std::vector<KeyDoc> sections() {
  std::vector<KeyDoc> found;
  for (const KeyDoc& one : model_schema().doc().keys)
    if (one.nested && one.key != "cells" && one.key != "start" && one.key != "measures") found.push_back(one);
  return found;
}

// All that goes by a name, which may be several things.
void print_name(const std::string& name) {
  for (const KeyDoc& one : sections())
    if (one.key == name) std::cout << "section ", print_kind(name, *one.nested);
  print_one<Mechanism>("mechanism", name);
  print_one<Measure>("measure", name);
  print_one<Placement>("start", name);
  for (const auto& [_, source] : SignalSource::all())
    if (called(source) == name) std::cout << "signal ", print_signal(source);
  for (const auto& [kind, about] : EventKind::all())
    if (kind == name) std::cout << "event " << kind << ": " << about << "\n";
  for (const auto& [word, combination] : combinations())
    if (word == name) std::cout << "combine " << word << ": " << formula_of(combination) << "\n";
}

std::vector<std::string> known_names() {
  std::vector<std::string> names = topics;
  for (const auto& keys :
       {Registry<Mechanism>::keys(), Registry<Measure>::keys(), Registry<Placement>::keys()})
    names.insert(names.end(), keys.begin(), keys.end());
  for (const KeyDoc& one : sections()) names.push_back(one.key);
  for (const auto& [_, source] : SignalSource::all())
    if (!called(source).empty()) names.push_back(called(source));
  for (const auto& [kind, _] : EventKind::all()) names.push_back(kind);
  for (const auto& [word, _] : combinations()) names.push_back(word);
  return names;
}

int describe(const std::string& topic) {
  if (topic.empty() || topic == "experiment") print("Experiment (configs/*.yaml)", experiment_schema().doc());
  if (topic.empty() || topic == "model") print("Model (models/*.yaml)", model_schema().doc());
  if (topic.empty() || topic == "numbers") print("Numbers of a model", *number_doc());
  if (topic.empty() || topic == "sweep") print("Sweep (configs/sweeps/*.yaml)", *sweep_doc());
  if (topic.empty() || topic == "evidence") print("Evidence (models/evidence/*.yaml)", *evidence_doc());
  if (topic.empty() || topic == "lesson") print("Lesson (configs/lessons/*.yaml)", *lesson_doc());
  if (topic == "mechanisms") print_registry<Mechanism>("Mechanisms: what cells do");
  if (topic == "measures") print_registry<Measure>("Measures: what is read out");
  if (topic == "rules") print_rules();
  if (topic == "signals") print_signals();
  if (topic == "start") print_registry<Placement>("Start: how things are placed");
  if (std::find(topics.begin(), topics.end(), topic) == topics.end()) print_name(topic);
  return 0;
}

}  // namespace

void add_describe(CLI::App& app, std::vector<std::pair<CLI::App*, Verb>>& verbs) {
  auto topic = std::make_shared<std::string>();
  CLI::App* command = app.add_subcommand("describe", "Print the reference of the language, from its schema");
  command
      ->add_option("TOPIC", *topic,
                   listed(topics) +
                       "; or the name of a section of the model, a mechanism, measure, signal, event, or way "
                       "to place or "
                       "to combine; the files unless given")
      ->check([](const std::string& name) {
        const std::vector<std::string> known = known_names();
        if (std::find(known.begin(), known.end(), name) != known.end()) return std::string();
        return "nothing is called '" + name + "'; " + suggest(name, known);
      });
  verbs.emplace_back(command, [topic] { return describe(*topic); });
}

}  // namespace exomet
