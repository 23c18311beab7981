#include "sim/run/language/load_plan.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <optional>
#include <set>

#include "sim/config/bibliography.hpp"
#include "sim/config/edit.hpp"
#include "sim/config/suggestions.hpp"
#include "sim/run/language/experiment_section.hpp"
#include "sim/run/language/model_schema.hpp"
#include "sim/run/language/model_sections.hpp"
#include "sim/run/language/plan_checks.hpp"
#include "sim/run/language/treatment.hpp"
#include "sim/run/mechanism.hpp"
#include "sim/run/signalling.hpp"

namespace exomet {

namespace fs = std::filesystem;

namespace {

// The documents behind a plan, before treatments.
struct Sources {
  Node experiment, model;  // model: with the experiment's changes, `like:` and $parameters unresolved
  std::string model_file;
  bool model_alone = false;
};

fs::path find_model(const Node& name, const fs::path& experiment, const Library& library,
                    Problems& problems) {
  const fs::path given = name.scalar, folder = experiment.parent_path();
  std::vector<fs::path> candidates{folder / given, given};
  if (given.extension() != ".yaml") {
    const std::string file = given.string() + ".yaml";
    candidates = {folder / "../models" / file, folder / file, library.models / file};
  }
  std::error_code ignored;
  for (const fs::path& candidate : candidates)
    if (fs::is_regular_file(candidate, ignored) && !fs::equivalent(candidate, experiment, ignored))
      return candidate.lexically_normal();
  std::vector<std::string> known;
  for (const auto& entry : fs::directory_iterator(library.models, ignored))
    if (entry.path().extension() == ".yaml") known.push_back(entry.path().stem().string());
  std::sort(known.begin(), known.end());
  problems.add(name.place, "model", "no model '" + name.scalar + "'; " + suggest(name.scalar, known));
  return {};
}

// Calls set(), which sets what `path` names: in a section that the document doesn't have, too, as if that
// stood there with nothing in it.
template <class Set>
void set_in_section(Node& document, const std::string& path, const Place& place, const Set& set) {
  const std::string section = path.substr(0, path.find('.'));
  const bool adds = !section.empty() && section.size() < path.size() && !document.find(section);
  if (adds) document.entries.push_back({section, place, {}});
  set();
  if (adds && document.entries.back().value.kind == Node::Kind::null) document.entries.pop_back();
}

void change_model(Node& model, const Entry& change, Problems& problems) {
  if (is_unknown_section(change.key, change.place, problems)) return;
  if (!is_unknown_parameter(model, change.key, change.place, problems))
    set_in_section(model, change.key, change.place,
                   [&] { set_path(model, change.key, change.value, change.place, problems); });
}

// The path of "path = value"; "" if it is no assignment, which set_assignment tells.
std::string path_of(const std::string& change) {
  const std::size_t begin = change.find_first_not_of(" \t"), equals = change.find('=');
  if (equals == std::string::npos || begin >= equals) return {};
  return change.substr(begin, change.find_last_not_of(" \t", equals - 1) - begin + 1);
}

bool belongs_to_experiment(const std::string& path) {
  const std::string first = path.substr(0, path.find('.'));
  // `treatments=[...]` chooses among them; `treatments.name.from=...` changes the model's.
  if (first == "treatments") return path == "treatments";
  return first == "seed" || first == "duration" || first == "output";
}

// Whether `path` may be set, and then in the experiment or in the model; nullptr after a problem.
Node* changed_document(Sources& sources, const std::string& path, const Place& place, Problems& problems) {
  const bool experiment = belongs_to_experiment(path);
  if (is_unknown_section(path, place, problems)) return nullptr;
  const std::size_t dot = path.find('.');  // a seed or a duration does no harm, and 'run' says more
  if (experiment && sources.model_alone && dot != std::string::npos) {
    problems.add(place, path, "a model alone has no '" + path.substr(0, dot) + "'; write an experiment");
    return nullptr;
  }
  if (!experiment && is_unknown_parameter(sources.model, path, place, problems)) return nullptr;
  return experiment ? &sources.experiment : &sources.model;
}

Sources read_sources(const fs::path& file, const std::vector<std::string>& changes,
                     const std::vector<Entry>& settings, const Library& library, Problems& problems) {
  Sources sources;
  sources.experiment = read_document(file, problems);
  problems.throw_if_any();
  sources.model_alone = sources.experiment.find("cells") != nullptr;
  if (sources.model_alone) {
    sources.model = sources.experiment;
    sources.experiment = Node{Node::Kind::map, sources.model.place, "", false, "", {}, {}};
    sources.model_file = file.string();
  } else {
    const Node* name = sources.experiment.find("model");
    if (!name || name->kind != Node::Kind::scalar)
      problems.add(sources.experiment.place, "model", "an experiment names its model: 'model: peritoneum'");
    problems.throw_if_any();
    const fs::path path = find_model(*name, file, library, problems);
    problems.throw_if_any();
    sources.model_file = path.string();
    sources.model = read_document(path, problems);
    problems.throw_if_any();
  }
  if (const Node* set = sources.experiment.find("set"))
    for (const Entry& entry : set->entries) change_model(sources.model, entry, problems);
  for (const std::string& change : changes)
    if (Node* target = changed_document(sources, path_of(change), {"--set", 1, 1}, problems))
      set_in_section(*target, path_of(change), {"--set", 1, 1},
                     [&] { set_assignment(*target, change, "--set", problems); });
  for (const Entry& setting : settings)
    if (Node* target = changed_document(sources, setting.key, setting.place, problems))
      set_in_section(*target, setting.key, setting.place,
                     [&] { set_path(*target, setting.key, setting.value, setting.place, problems); });
  return sources;
}

Node resolve(Node model, Problems& problems) {
  for (const std::string key : {"cargo", "vesicles", "substances", "tissues", "cells", "treatments"})
    if (Node* map = model.find(key)) inherit(*map, key, problems);
  substitute_parameters(model, problems);
  return model;
}

class PlanReader {
 public:
  // What is wrong so far doesn't keep the rest from being read, so that all problems are told at once.
  PlanReader(Sources sources, const Library& library, Problems& problems)
      : sources_(std::move(sources)),
        library_(library),
        problems_(problems),
        bibliography_(Bibliography::read(library.models / "references.bib", problems)) {}

  Plan read(const fs::path& file) {
    Plan plan;
    plan.name = file.stem().string();
    const std::size_t before = problems_.size();
    check_names(sources_.model, problems_);
    const Node base = resolve(sources_.model, problems_);
    if (problems_.size() > before) problems_.throw_if_any();  // what is left of names and $ would mislead
    Reader reader = reader_for(base);
    Experiment experiment;
    if (!sources_.model_alone) experiment_schema().read(sources_.experiment, experiment, reader);
    std::optional<Model> whole = read_model(base, reader);
    const std::vector<Treatment> treatments = read_treatments(base, experiment, reader);
    problems_.throw_if_any();
    const auto model = std::make_shared<const Model>(*std::move(whole));
    plan.numbers = reader.numbers;
    plan.duration = experiment.duration;
    plan.seed = static_cast<std::uint64_t>(experiment.seed);
    plan.output = read_output(experiment, reader);
    check_unused(*model, treatments);
    read_phases(plan, model, treatments);
    problems_.throw_if_any();  // a phase whose treatments have a problem has no model
    check_times(plan, sources_.experiment.place, sources_.model_alone, problems_);
    check_stiffness(plan, sources_.model.place, problems_);
    plan.document = Node{Node::Kind::map,
                         {},
                         "",
                         false,
                         "",
                         {},
                         {{"experiment", {}, sources_.experiment}, {"model", {}, base}}};
    plan.loose_ends = signalling_graph(plan.model()).loose_ends();
    problems_.throw_if_any();
    return plan;
  }

 private:
  Reader reader_for(const Node& document) {
    Reader reader(problems_, declared_names(document));
    reader.needs_source = [this](const std::string& file) { return file == sources_.model_file; };
    reader.knows_source = [this](const std::string& key) { return bibliography_.find(key) != nullptr; };
    reader.known_sources = [this] { return bibliography_.keys(); };
    return reader;
  }

  // All treatments are read into `known_`; those that the experiment names are returned.
  std::vector<Treatment> read_treatments(const Node& document, const Experiment& experiment, Reader& reader) {
    std::vector<Treatment> used;
    std::vector<Treatment>& known = known_;
    if (const Node* map = document.find("treatments"); map && map->kind == Node::Kind::map)
      for (const Entry& entry : map->entries) {
        if (entry.key == "source" || entry.key == "about") continue;
        const Reader::Scope outer(reader, "treatments", *map), scope(reader, entry.key, entry.value);
        Treatment treatment;
        treatment.name = entry.key;
        treatment_schema().read(entry.value, treatment, reader);
        known.push_back(std::move(treatment));
      }
    for (const auto& [word, place] : experiment.treatments) {
      const int index = reader.name(word, place, "treatment");
      if (std::any_of(used.begin(), used.end(), [&](const Treatment& other) { return other.name == word; }))
        problems_.add(place, "treatments", "'" + word + "' stands there twice; remove one");
      for (const Treatment& treatment : known)
        if (index >= 0 && treatment.name == word) used.push_back(treatment);
    }
    return used;
  }

  // What a treatment sets is right even where the experiment doesn't name it.
  void check_unused(const Model& base, const std::vector<Treatment>& used) {
    for (const Treatment& treatment : known_) {
      if (std::any_of(used.begin(), used.end(),
                      [&](const Treatment& other) { return other.name == treatment.name; }))
        continue;
      Node changed = sources_.model;
      for (const Entry& entry : treatment.set.entries) change_model(changed, entry, problems_);
      read_variant(changed, base);
    }
  }

  Output read_output(const Experiment& experiment, Reader& reader) {
    Output output{experiment.every, experiment.measures, {}};
    if (experiment.all_fields)
      for (std::size_t i = 0; i < reader.words.of("EV or substance").size(); ++i)
        output.fields.push_back(static_cast<int>(i));
    for (const auto& [word, place] : experiment.fields) {
      const int index = reader.name(word, place, "EV or substance");
      if (index >= 0 && std::find(output.fields.begin(), output.fields.end(), index) == output.fields.end())
        output.fields.push_back(index);
    }
    return output;
  }

  void read_phases(Plan& plan, std::shared_ptr<const Model> base, const std::vector<Treatment>& treatments) {
    std::map<std::vector<std::string>, std::shared_ptr<const Model>> variants{{{}, base}};
    if (repeats_too_often(treatments, plan.duration, sources_.experiment.place, problems_))
      return plan.phases.push_back({0, base, {}, {}});
    for (double time : change_times(treatments, std::max(plan.duration, 1e-9))) {
      Phase phase;
      phase.from = time;
      Node changed = sources_.model;
      for (const Treatment& treatment : treatments) {
        if (in_effect(treatment, time)) {
          phase.treatments.push_back(treatment.name);
          for (const Entry& entry : treatment.set.entries) change_model(changed, entry, problems_);
        }
        if (starts_at(treatment, time))
          phase.added.insert(phase.added.end(), treatment.added.begin(), treatment.added.end());
      }
      const auto [variant, is_new] = variants.try_emplace(phase.treatments);
      if (is_new) variant->second = read_variant(changed, *base);
      phase.model = variant->second;
      plan.phases.push_back(std::move(phase));
    }
  }

  // nullptr after a problem.
  std::shared_ptr<const Model> read_variant(const Node& changed, const Model& base) {
    const std::size_t before = problems_.size();
    const Node resolved = resolve(changed, problems_);
    if (problems_.size() > before) return nullptr;
    Reader reader = reader_for(resolved);
    std::optional<Model> whole = read_model(resolved, reader);
    if (!whole) return nullptr;
    auto model = std::make_shared<const Model>(*std::move(whole));
    if (!has_same_parts(*model, base))
      problems_.add(
          resolved.place, "treatments",
          "a treatment changes values; it can't change the domain, the steps, or what there is (cargo, EVs, "
          "tissues, cell types and their mechanisms, measures)");
    return model;
  }

  Sources sources_;
  const Library& library_;
  Problems& problems_;
  std::vector<Treatment> known_;
  Bibliography bibliography_;
};

}  // namespace

Plan load_plan(const fs::path& file, const std::vector<std::string>& changes, const Library& library,
               const std::vector<Entry>& settings) {
  Problems problems;
  Sources sources = read_sources(file, changes, settings, library, problems);
  return PlanReader(std::move(sources), library, problems).read(file);
}

}  // namespace exomet
