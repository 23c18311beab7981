#include "sim/run/language/load_plan.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <optional>
#include <set>

#include "sim/base/number_text.hpp"
#include "sim/config/bibliography.hpp"
#include "sim/run/language/evidence_names.hpp"
#include "sim/run/language/experiment_section.hpp"
#include "sim/run/language/model_schema.hpp"
#include "sim/run/language/model_sections.hpp"
#include "sim/run/language/placement_checks.hpp"
#include "sim/run/language/plan_checks.hpp"
#include "sim/run/language/plan_warnings.hpp"
#include "sim/run/language/sources.hpp"
#include "sim/run/language/treatment_checks.hpp"
#include "sim/run/mechanism.hpp"
#include "sim/run/placement.hpp"
#include "sim/run/signalling.hpp"

namespace exomet {

namespace fs = std::filesystem;

namespace {

// {file: hash of its content}, of what the model places; empty if it reads no files.
Node inputs_of(const Plan& plan) {
  Node inputs{Node::Kind::map, {}, "", false, "", {}, {}};
  const auto include = [&](const std::vector<std::shared_ptr<const Placement>>& placements) {
    for (const auto& placement : placements)
      for (const InputFile& file : placement->inputs()) {
        const std::string text = hexadecimal(file.content);
        if (Node* there = inputs.find(file.name))
          there->scalar += "+" + text;
        else
          inputs.entries.push_back({file.name, {}, {Node::Kind::scalar, {}, text, true, "", {}, {}}});
      }
  };
  include(plan.model().start);
  for (const Phase& phase : plan.phases) include(phase.added);
  return inputs;
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
    Problems removals;
    const Node base = resolve(sources_.model, problems_, &sources_.merged, &removals);
    if (problems_.size() > before) problems_.throw_if_any();  // what is left of names and $ would mislead
    for (const Problem& one : removals.list()) problems_.add(one.place, one.path, one.what);
    Reader reader = reader_for(base);
    Experiment experiment;
    if (!sources_.model_alone) experiment_schema().read(sources_.experiment, experiment, reader);
    std::optional<Model> whole = read_model(base, reader);
    read_treatments(base, reader);
    const std::vector<GivenTreatment> given = find_given(experiment, reader);
    std::vector<Treatment> treatments;
    for (const GivenTreatment& one : given) treatments.push_back(one.treatment);
    problems_.throw_if_any();
    const auto model = std::make_shared<const Model>(*std::move(whole));
    check_at_once(known_, *model, base, reader);
    problems_.throw_if_any();
    plan.numbers = reader.numbers;
    plan.duration = experiment.duration;
    plan.seed = static_cast<std::uint64_t>(experiment.seed);
    plan.output = read_output(experiment, reader);
    check_unused(*model, treatments);
    warnings_ = reader.warnings;
    read_phases(plan, model, base, treatments);
    problems_.throw_if_any();  // a phase whose treatments have a problem has no model
    check_times(plan, treatments, sources_.experiment, base, sources_.model_alone, problems_);
    check_stiffness(plan, base, problems_);
    plan.document = Node{Node::Kind::map,
                         {},
                         "",
                         false,
                         "",
                         {},
                         {{"experiment", {}, sources_.experiment}, {"model", {}, base}}};
    if (Node inputs = inputs_of(plan); !inputs.entries.empty())
      plan.document.entries.push_back({"inputs", {}, std::move(inputs)});
    for (const Merged& merged : sources_.merged) plan.merged.push_back(describe(merged));
    problems_.throw_if_any();
    add_warnings(plan, {sources_.model, base, given, plan.duration});
    plan.loose_ends = signalling_graph(plan).loose_ends();
    return plan;
  }

 private:
  Reader reader_for(const Node& document) {
    Reader reader(problems_, declared_names(document));
    reader.needs_source = [this](const std::string& file) { return file == sources_.model_file; };
    reader.knows_source = [this](const std::string& key) { return bibliography_.find(key) != nullptr; };
    reader.known_sources = [this] { return bibliography_.keys(); };
    reader.choices = {"domain", "steps", "start", "treatments", "measures"};
    reader.knows_evidence = [this](const std::string& name) {
      return has_evidence_entry(evidence_file(library_, sources_.model_file), name);
    };
    return reader;
  }

  void read_treatments(const Node& document, Reader& reader) {
    const ParameterUses uses = parameter_uses(document);
    const Node* map = document.find("treatments");
    if (!map || map->kind != Node::Kind::map) return;
    for (const Entry& entry : map->entries) {
      if (entry.key == "source" || entry.key == "about") continue;
      const Reader::Scope outer(reader, "treatments", *map), scope(reader, entry.key, entry.value);
      Treatment treatment;
      treatment.name = entry.key;
      treatment_schema().read(entry.value, treatment, reader);
      for (Removal& removal : treatment.removed) removal.cause = treatment.name;
      check_start_parameters(treatment, uses, problems_);
      known_.push_back(std::move(treatment));
    }
  }

  // Those that the experiment names.
  std::vector<GivenTreatment> find_given(const Experiment& experiment, Reader& reader) {
    std::vector<GivenTreatment> given;
    for (const auto& [word, place] : experiment.treatments) {
      const int index = reader.name(word, place, "treatment");
      if (std::any_of(given.begin(), given.end(),
                      [&, word = word](const GivenTreatment& other) { return other.treatment.name == word; }))
        problems_.add(place, "treatments", "'" + word + "' stands there twice; remove one");
      for (const Treatment& treatment : known_)
        if (index >= 0 && treatment.name == word) given.push_back({treatment, place});
    }
    return given;
  }

  void add_warnings(Plan& plan, const TreatedModel& treated) {
    for (const auto& some :
         {warnings_, treatment_warnings(treated), parameter_warnings(treated, sources_.model_file),
          model_warnings(plan, treated.resolved)})
      for (const Problem& one : some) add_once(plan.warnings, one);
  }

  // What a treatment sets is right even where the experiment doesn't name it.
  void check_unused(const Model& base, const std::vector<Treatment>& used) {
    for (const Treatment& treatment : known_) {
      if (std::any_of(used.begin(), used.end(),
                      [&](const Treatment& other) { return other.name == treatment.name; }))
        continue;
      read_variant(changed_model(sources_.model, treatment.set.entries, problems_), base, treatment.set.place,
                   treatment.name);
    }
  }

  Output read_output(const Experiment& experiment, Reader& reader) {
    Output output{experiment.every, experiment.measures, {}, experiment.formats};
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

  void read_phases(Plan& plan, std::shared_ptr<const Model> base, const Node& document,
                   const std::vector<Treatment>& treatments) {
    std::map<std::vector<std::string>, std::shared_ptr<const Model>> variants{{{}, base}};
    if (repeats_too_often(treatments, plan.duration, document, problems_))
      return plan.phases.push_back({0, base, {}, {}, {}});
    for (double time : change_times(treatments, std::max(plan.duration, 1e-9))) {
      Phase phase;
      phase.from = time;
      std::vector<Entry> changes;
      for (const Treatment& treatment : treatments) {
        if (in_effect(treatment, time)) {
          phase.treatments.push_back(treatment.name);
          changes.insert(changes.end(), treatment.set.entries.begin(), treatment.set.entries.end());
        }
        if (!starts_at(treatment, time)) continue;
        phase.removed.insert(phase.removed.end(), treatment.removed.begin(), treatment.removed.end());
        phase.added.insert(phase.added.end(), treatment.added.begin(), treatment.added.end());
      }
      const auto [variant, is_new] = variants.try_emplace(phase.treatments);
      if (is_new)
        variant->second = neutralised(read_variant(changed_model(sources_.model, changes, problems_), *base,
                                                   changes.empty() ? document.place : changes.front().place,
                                                   phase.treatments.empty() ? "" : phase.treatments.front()),
                                      treatments, time);
      phase.model = variant->second;
      plan.phases.push_back(std::move(phase));
    }
  }

  static std::shared_ptr<const Model> neutralised(std::shared_ptr<const Model> variant,
                                                  const std::vector<Treatment>& treatments, double time) {
    if (!variant) return variant;
    auto model = std::make_shared<Model>(*variant);
    for (const Treatment& treatment : treatments)
      if (in_effect(treatment, time))
        for (const Neutralised& by : treatment.neutralises)
          if (by.index >= 0) model->cargo[by.index].neutralised = by.share;
    return model;
  }

  // The model under a treatment, whose `set` stands at that place; nullptr after a problem.
  std::shared_ptr<const Model> read_variant(const Node& changed, const Model& base,
                                            const SourceLocation& place, const std::string& treatment) {
    const std::size_t before = problems_.size();
    const Node resolved = resolve(changed, problems_);
    if (problems_.size() > before) return nullptr;
    Reader reader = reader_for(resolved);
    reader.has_priors = false;
    std::optional<Model> whole = read_model(resolved, reader);
    warnings_.insert(warnings_.end(), reader.warnings.begin(), reader.warnings.end());
    if (!whole) return nullptr;
    auto model = std::make_shared<const Model>(*std::move(whole));
    if (!has_same_parts(*model, base))
      problems_.add(
          place, "treatments." + treatment,
          "a treatment changes values; it can't change the domain, the steps, or what there is (cargo, EVs, "
          "tissues, cell types and their mechanisms, measures)");
    return model;
  }

  Sources sources_;
  const Library& library_;
  Problems& problems_;
  std::vector<Treatment> known_;  // all of the model
  std::vector<Problem> warnings_;
  Bibliography bibliography_;
};

}  // namespace

Plan load_plan(const fs::path& file, const std::vector<std::string>& changes, const Library& library,
               const std::vector<Entry>& settings) {
  Problems problems;
  Sources sources = read_sources(file, changes, settings, library, problems);
  return PlanReader(std::move(sources), library, problems).read(file);
}

Plan load_plan_of_text(const std::string& model, const std::string& experiment,
                       const std::vector<std::string>& changes, const Library& library) {
  Problems problems;
  Sources sources = read_sources_of_text(model, experiment, changes, problems);
  return PlanReader(std::move(sources), library, problems).read("experiment.yaml");
}

Plan load_plan(Node experiment, const fs::path& file, const Library& library) {
  Problems problems;
  Sources sources = sources_of(std::move(experiment), file, {}, {}, library, problems);
  return PlanReader(std::move(sources), library, problems).read(file);
}

}  // namespace exomet
