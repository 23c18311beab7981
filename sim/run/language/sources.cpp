#include "sim/run/language/sources.hpp"

#include <algorithm>

#include "sim/config/edit.hpp"
#include "sim/config/suggestions.hpp"
#include "sim/run/language/experiment_section.hpp"
#include "sim/run/language/model_schema.hpp"
#include "sim/run/language/plan_checks.hpp"

namespace exomet {

namespace fs = std::filesystem;

namespace {

// " (looked for it as 'a' and 'b')"
std::string looked_at(const std::vector<fs::path>& candidates) {
  std::string text;
  for (const fs::path& candidate : candidates) {
    std::error_code error;
    const std::string one = fs::absolute(candidate, error).lexically_normal().string();
    if (text.find("'" + one + "'") == text.npos) text += (text.empty() ? "'" : ", '") + one + "'";
  }
  return " (looked for it as " + text + ")";
}

fs::path find_model(const Node& name, const fs::path& experiment, const Library& library,
                    Problems& problems) {
  const fs::path given = name.scalar, folder = experiment.parent_path();
  std::vector<fs::path> candidates{folder / given, given};
  if (given.extension() != ".yaml") {
    const std::string file = given.string() + ".yaml";
    candidates = {folder / "../models" / file, folder / file, library.models / file};
  }
  std::error_code ignored;
  for (const fs::path& candidate : candidates) {
    if (fs::is_regular_file(candidate, ignored) && !fs::equivalent(candidate, experiment, ignored))
      return candidate.lexically_normal();
    if (const std::string link = wrong_link(candidate); !link.empty()) {
      problems.add(name.place, "model", "'" + candidate.lexically_normal().string() + "' " + link);
      return {};
    }
  }
  std::vector<std::string> known;
  for (const auto& entry : fs::directory_iterator(library.models, ignored))
    if (entry.path().extension() == ".yaml") known.push_back(entry.path().stem().string());
  std::sort(known.begin(), known.end());
  problems.add(name.place, "model",
               "no model '" + name.scalar + "'" + looked_at(candidates) + "; " + suggest(name.scalar, known));
  return {};
}

bool has_key(const SectionDoc& doc, const std::string& key) {
  return std::any_of(doc.keys.begin(), doc.keys.end(), [&](const KeyDoc& one) { return one.key == key; });
}

// By its cells, or where those are misspelt by the other sections that an experiment doesn't have.
bool is_model(const Node& document) {
  if (document.find("cells")) return true;
  const auto has_only_in = [&](const SectionDoc& one, const SectionDoc& other) {
    return std::any_of(document.entries.begin(), document.entries.end(), [&](const Entry& entry) {
      return has_key(one, entry.key) && !has_key(other, entry.key);
    });
  };
  const SectionDoc &model = model_schema().doc(), &experiment = experiment_schema().doc();
  return has_only_in(model, experiment) && !has_only_in(experiment, model);
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

// Applies changes to the documents, and finds parameters that they add and nothing uses.
class Changes {
 public:
  Changes(Sources& sources, Problems& problems) : sources_(sources), problems_(problems) {}

  void set(const Entry& change) {
    if (Node* document = changed(change.key, change.place))
      set_path(*document, change.key, change.value, change.place, problems_, language(*document));
  }
  void set_in_model(const Entry& change) {
    if (is_unknown_section(change.key, change.place, problems_)) return;
    note_parameter(change.key, change.place);
    set_path(sources_.model, change.key, change.value, change.place, problems_, language(sources_.model));
  }
  void assign(const std::string& change) {
    if (Node* document = changed(path_of(change), {"--set", 1, 1}))
      set_assignment(*document, change, "--set", problems_, language(*document));
  }
  void check_parameters() const { check_new_parameters(sources_.model, added_, problems_); }

 private:
  Language language(const Node& document) const {
    if (&document == &sources_.experiment) return {Slot::of(&experiment_schema().doc()), nullptr};
    return {Slot::of(&model_schema().doc()), &sources_.merged};
  }

  // Whether `path` may be set, and then in the experiment or in the model; nullptr after a problem.
  Node* changed(const std::string& path, const SourceLocation& place) {
    const bool experiment = belongs_to_experiment(path);
    if (is_unknown_section(path, place, problems_)) return nullptr;
    const std::size_t dot = path.find('.');  // a seed or a duration does no harm, and 'run' says more
    if (experiment && sources_.model_alone && dot != std::string::npos) {
      problems_.add(place, path, "a model alone has no '" + path.substr(0, dot) + "'; write an experiment");
      return nullptr;
    }
    if (!experiment) note_parameter(path, place);
    return experiment ? &sources_.experiment : &sources_.model;
  }

  void note_parameter(const std::string& path, const SourceLocation& place) {
    if (auto added = new_parameter(sources_.model, path, place)) added_.push_back(std::move(*added));
  }

  Sources& sources_;
  Problems& problems_;
  std::vector<NewParameter> added_;
};

void apply_changes(Sources& sources, const std::vector<std::string>& changes,
                   const std::vector<Entry>& settings, Problems& problems) {
  Changes change(sources, problems);
  if (const Node* set = sources.experiment.find("set"))
    for (const Entry& entry : set->entries) change.set_in_model(entry);
  for (const std::string& one : changes) change.assign(one);
  for (const Entry& setting : settings) change.set(setting);
  change.check_parameters();
}

}  // namespace

Sources read_sources(const fs::path& file, const std::vector<std::string>& changes,
                     const std::vector<Entry>& settings, const Library& library, Problems& problems) {
  Node experiment = read_document(file, problems);
  problems.throw_if_any();
  return sources_of(std::move(experiment), file, changes, settings, library, problems);
}

Sources sources_of(Node experiment, const fs::path& file, const std::vector<std::string>& changes,
                   const std::vector<Entry>& settings, const Library& library, Problems& problems) {
  Sources sources;
  sources.experiment = std::move(experiment);
  sources.model_alone = is_model(sources.experiment);
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
  apply_changes(sources, changes, settings, problems);
  return sources;
}

Sources read_sources_of_text(const std::string& model, const std::string& experiment,
                             const std::vector<std::string>& changes, Problems& problems) {
  Sources sources;
  sources.model_file = "model.yaml";
  sources.model = read_text(model, sources.model_file, problems);
  sources.experiment = read_text(experiment, "experiment.yaml", problems);
  problems.throw_if_any();
  if (sources.experiment.kind == Node::Kind::null)
    sources.experiment = Node{Node::Kind::map, {"experiment.yaml", 1, 1}, "", false, "", {}, {}};
  if (const Node* const name = sources.experiment.find("model"))
    problems.add(name->place, "model", "the model is given beside the experiment; remove 'model'");
  problems.throw_if_any();
  Node name{Node::Kind::scalar, sources.model.place, "model", false, "", {}, {}};
  if (const Node* const own = sources.model.find("model")) name = *own;
  sources.experiment.entries.push_back({"model", name.place, name});
  apply_changes(sources, changes, {}, problems);
  return sources;
}

Node changed_model(Node model, const std::vector<Entry>& changes, Problems& problems) {
  Sources sources;
  sources.model = std::move(model);
  Changes change(sources, problems);
  for (const Entry& entry : changes) change.set_in_model(entry);
  change.check_parameters();
  return std::move(sources.model);
}

Node resolve(Node model, Problems& problems, std::vector<Merged>* merged, Problems* removals) {
  const Slot root = Slot::of(&model_schema().doc());
  for (const std::string key : {"cargo", "vesicles", "substances", "tissues", "cells", "treatments"})
    if (Node* map = model.find(key)) inherit(*map, key, problems, root.at(key, &model), merged);
  settle(model, "", root, removals ? *removals : problems);
  substitute_parameters(model, problems);
  return model;
}

}  // namespace exomet
