#include "sim/run/language/plan_checks.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>
#include <string>

#include "sim/base/quantity.hpp"
#include "sim/config/suggestions.hpp"
#include "sim/run/language/experiment_section.hpp"
#include "sim/run/language/model_schema.hpp"
#include "sim/run/signal.hpp"
#include "sim/run/simulation.hpp"

namespace exomet {

namespace {

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

bool is_name(const std::string& word, std::string_view also) {
  return !word.empty() && is_letter(word[0]) && std::all_of(word.begin(), word.end(), [&](char c) {
    return is_letter(c) || (c >= '0' && c <= '9') || c == '_' || also.find(c) != std::string_view::npos;
  });
}

const std::string allowed =
    "names are letters, digits and _, beginning with a letter, for example 'tumour_ev'";

// Calls visit(entry) for what a section names. `about` and `source` may stand beside the names, and are
// texts.
template <class Visit>
void for_each_named(const Node& model, const std::string& section, const Visit& visit) {
  const Node* map = model.find(section);
  if (!map) return;
  for (const Entry& entry : map->entries)
    if ((entry.key != "about" && entry.key != "source") || entry.value.kind == Node::Kind::map) visit(entry);
}

void check_letters(const Node& model, Problems& problems) {
  for (const std::string section : {"parameters", "cargo", "vesicles", "substances", "compartments",
                                    "tissues", "cells", "treatments", "measures"})
    for_each_named(model, section, [&](const Entry& entry) {
      if (entry.key == "none" || entry.key == "replace" || entry.key == "like")
        problems.add(entry.place, section,
                     "'" + entry.key + "' can't be a name, it is a word of the language; choose another");
      else if (entry.key == "about" || entry.key == "source" || entry.key == "prior")
        problems.add(entry.place, section,
                     "'" + entry.key + "' can't be a name, it is kept for remarks; choose another");
      else if (!is_name(entry.key, ""))
        problems.add(entry.place, section, "'" + entry.key + "' can't be a name; " + allowed);
    });
  const Node* name = model.find("model");
  if (name && name->kind == Node::Kind::scalar && !is_name(name->scalar, "-"))
    problems.add(name->place, "model", "'" + name->scalar + "' can't be a name; " + allowed);
}

}  // namespace

void check_names(const Node& model, Problems& problems) {
  check_letters(model, problems);
  // Columns of the cells that snapshots write, and signals.
  std::map<std::string, std::string> taken;
  for (const char* built_in : {"id", "parent", "type", "life", "attachment", "diameter", "age", "crowding"})
    taken[built_in] = "a column of all cells";
  for (const auto& [_, source] : SignalSource::all())
    if (source.of.empty()) taken.emplace(source.prefix, "a signal");
  for (const std::string section : {"cargo", "vesicles", "substances", "tissues"})
    for_each_named(model, section, [&](const Entry& entry) {
      const auto [found, is_new] = taken.emplace(entry.key, "in '" + section + "'");
      if (!is_new)
        problems.add(entry.place, section,
                     "the name '" + entry.key + "' is taken (" + found->second + "); choose another");
    });
  for_each_named(model, "cells", [&](const Entry& entry) {
    for (const auto& [_, source] : SignalSource::all())
      if (source.of == "cell type" && taken.count(source.prefix + entry.key))
        problems.add(entry.place, "cells",
                     "the name '" + entry.key + "' is taken ('" + source.prefix + entry.key +
                         "' is a signal); choose another");
  });
}

std::optional<NewParameter> new_parameter(const Node& model, std::string_view path,
                                          const SourceLocation& place) {
  constexpr std::string_view start = "parameters.";
  if (path.substr(0, start.size()) != start) return {};
  const std::string name(path.substr(start.size(), path.find('.', start.size()) - start.size()));
  const Node* parameters = model.find("parameters");
  if (parameters && parameters->find(name)) return {};
  return NewParameter{name, std::string(path), place};
}

namespace {
bool uses(const Node& node, const std::string& reference) {
  if (node.kind == Node::Kind::scalar && !node.quoted && node.scalar == reference) return true;
  return std::any_of(node.items.begin(), node.items.end(),
                     [&](const Node& item) { return uses(item, reference); }) ||
         std::any_of(node.entries.begin(), node.entries.end(),
                     [&](const Entry& entry) { return uses(entry.value, reference); });
}
}  // namespace

void check_new_parameters(const Node& model, const std::vector<NewParameter>& added, Problems& problems) {
  const auto is_new = [&](const std::string& name) {
    return std::any_of(added.begin(), added.end(), [&](const NewParameter& one) { return one.name == name; });
  };
  std::vector<std::string> known;
  for_each_named(model, "parameters", [&](const Entry& entry) {
    if (!is_new(entry.key)) known.push_back(entry.key);
  });
  for (const NewParameter& one : added)
    if (!uses(model, "$" + one.name))
      problems.add(one.place, one.path,
                   "no parameter '" + one.name + "'; " +
                       (known.empty() ? "the model has none" : suggest(one.name, known)) +
                       " (A new one must be used: write $" + one.name + " for a number.)");
}

bool is_unknown_section(const std::string& path, const SourceLocation& place, Problems& problems) {
  const std::string key = path.substr(0, path.find('.'));
  std::vector<std::string> known;
  for (const SectionDoc* doc : {&experiment_schema().doc(), &model_schema().doc()})
    for (const KeyDoc& one : doc->keys) known.push_back(one.key);
  if (key.empty() || std::find(known.begin(), known.end(), key) != known.end()) return false;
  problems.add(place, path, "unknown key '" + key + "'; " + suggest(key, known));
  return true;
}

bool has_same_parts(const Model& a, const Model& b) {
  const auto same_names = [](const auto& some, const auto& others) {
    return std::equal(some.begin(), some.end(), others.begin(), others.end(),
                      [](const auto& x, const auto& y) { return x.name == y.name; });
  };
  const auto same_mechanisms = [](const CellType& x, const CellType& y) {
    return x.mechanism_keys == y.mechanism_keys;
  };
  const auto same_compartments = [](const Compartment& x, const Compartment& y) {
    return std::equal(
        x.holds.begin(), x.holds.end(), y.holds.begin(), y.holds.end(),
        [](const HeldSpecies& in_x, const HeldSpecies& in_y) { return in_x.index == in_y.index; });
  };
  return same_names(a.cargo, b.cargo) && same_names(a.compartments, b.compartments) &&
         std::equal(a.compartments.begin(), a.compartments.end(), b.compartments.begin(),
                    b.compartments.end(), same_compartments) &&
         same_names(a.species, b.species) && same_names(a.tissues, b.tissues) &&
         same_names(a.cells, b.cells) && same_names(a.measures, b.measures) &&
         a.state_names == b.state_names &&
         std::equal(a.cells.begin(), a.cells.end(), b.cells.begin(), b.cells.end(), same_mechanisms) &&
         a.geometry.voxels == b.geometry.voxels && norm(a.geometry.extent() - b.geometry.extent()) <= 0 &&
         a.geometry.boundary == b.geometry.boundary && a.steps.transport == b.steps.transport &&
         a.steps.motion == b.steps.motion && a.steps.rules == b.steps.rules;
}

bool repeats_too_often(const std::vector<Treatment>& treatments, double duration, const Node& model,
                       Problems& problems) {
  constexpr double most = 10'000;
  const std::size_t before = problems.size();
  for (const Treatment& treatment : treatments)
    if (repeats(treatment) &&
        (std::min(treatment.until, duration) - treatment.from) / treatment.every > most) {
      const std::string path = "treatments." + treatment.name + ".every";
      problems.add(place_of(model, path), path,
                   "more than 10 000 repetitions; repeat it less often, or set it once");
    }
  return problems.size() > before;
}

void check_times(const Plan& plan, const std::vector<Treatment>& treatments, const Node& experiment,
                 const Node& model, bool model_alone, Problems& problems) {
  const double rules = plan.model().steps.rules;
  const auto text = [](double time) { return format_quantity(time, Dimension::time); };
  const auto whole = [&](double time, const std::string& path, const Node& document) {
    if (!std::isfinite(time)) return;  // not given
    const double ratio = time / rules, steps = std::round(ratio);
    const bool is_whole = std::abs(ratio - steps) <= 1e-9 * std::max(1.0, ratio) && (time <= 0 || steps >= 1);
    if (!is_whole)
      problems.add(place_of(document, path), path,
                   text(time) + " is no whole multiple of the model's steps.rules (" + text(rules) + ")");
  };
  const auto at_most = [&](double most, double interval, const std::string& path, const std::string& what) {
    if (plan.duration / interval > most)
      problems.add(place_of(experiment, path), path,
                   text(plan.duration) + " in steps of " + text(interval) + " are " + what);
  };
  if (!model_alone) {
    whole(plan.duration, "duration", experiment);
    whole(plan.output.every, "output.every", experiment);
    whole(plan.output.measures, "output.measures", experiment);
  }
  for (const Treatment& treatment : treatments) {
    const std::string path = "treatments." + treatment.name + ".";
    whole(treatment.from, path + "from", model);
    if (treatment.until < plan.duration) whole(treatment.until, path + "until", model);
    whole(treatment.every, path + "every", model);
    whole(treatment.lasting, path + "lasting", model);
  }
  at_most(1e12, plan.tick(), "duration", "more than 10^12 steps; ask for less time");
  at_most(1e4, plan.output.every, "output.every",
          "more than 10 000 records of all cells and fields; write them less often");
  at_most(1e6, plan.output.measures, "output.measures",
          "more than a million records of the measures; write them less often");
}

void check_stiffness(const Plan& plan, const Node& model, Problems& problems) {
  constexpr int most = 200;  // the draws of a step are told apart by it, up to 255
  for (const Phase& phase : plan.phases) {
    const int parts = motion_substeps(*phase.model);
    if (parts <= most) continue;
    return problems.add(place_of(model, "mechanics"), "mechanics",
                        "forces are too stiff for the friction: a motion step of " +
                            format_quantity(phase.model->steps.motion, Dimension::time) +
                            " would be cut into " + std::to_string(parts) + " parts (at most " +
                            std::to_string(most) +
                            "); use more friction, less stiffness or a shorter steps.motion");
  }
}

}  // namespace exomet
