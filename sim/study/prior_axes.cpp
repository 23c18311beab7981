#include "sim/study/prior_axes.hpp"

#include <algorithm>
#include <set>
#include <tuple>

#include "sim/config/suggestions.hpp"

namespace exomet {

namespace {

Axis axis_of(const NumberRecord& number, const SourceLocation& place) {
  Axis axis;
  axis.name = number.path;
  axis.place = place;
  axis.spread = number.prior->spread;
  axis.columns = {{axis.name, axis.spread->unit, true}};
  return axis;
}

// The paths of numbers that can be drawn.
std::vector<std::string> known_paths(const Plan& plan) {
  std::vector<std::string> known;
  for (const NumberRecord& number : plan.numbers)
    if (number.prior) known.push_back(number.path);
  return known;
}

// Why the number at a path has none.
std::string fault_of(const std::string& path, const std::vector<const NumberRecord*>& found,
                     const Plan& plan) {
  if (found.empty()) return "no number '" + path + "' with a prior; " + suggest(path, known_paths(plan));
  const NumberRecord& number = *found.front();
  if (found.size() > 1) return "'" + path + "' is a list of numbers, which has no prior; vary it by values";
  if (!number.parameter.empty())
    return "'" + path + "' is that of a parameter; write 'parameters." + number.parameter + "'";
  if (number.source == "set by the experiment")
    return "'" + path + "' is set by the experiment, and has no prior there; remove one";
  return "'" + path + "' has no prior; write one into the model, e.g. prior: {log_uniform: [0.1, 10]}";
}

void add_listed(const PriorChoice& choice, const Plan& plan, std::vector<Axis>& axes, Problems& problems) {
  for (const auto& [path, place] : choice.listed) {
    std::vector<const NumberRecord*> found;
    for (const NumberRecord& number : plan.numbers)
      if (number.path == path) found.push_back(&number);
    if (found.size() == 1 && found.front()->prior)
      axes.push_back(axis_of(*found.front(), place));
    else
      problems.add(place, "vary.priors", fault_of(path, found, plan));
  }
}

}  // namespace

PriorChoice read_prior_choice(const Node& node, Reader& reader) {
  PriorChoice choice;
  choice.place = node.place;
  choice.all = node.kind == Node::Kind::scalar && (node.scalar == "all" || node.scalar == "priors");
  if (choice.all) return choice;
  if (node.kind != Node::Kind::sequence || node.items.empty())
    return reader.problem(node, "expected 'all', or a list of paths, e.g. [parameters.mmp1_load]"), choice;
  for (const Node& item : node.items) choice.listed.emplace_back(reader.text(item), item.place);
  return choice;
}

std::vector<Axis> prior_axes(const PriorChoice& choice, const Plan& plan,
                             const std::vector<std::string>& set_already, Problems& problems) {
  std::vector<Axis> axes;
  std::set<std::tuple<std::string, int, int>> places;
  if (choice.all)
    for (const NumberRecord& number : plan.numbers) {
      if (!number.prior || number.prior->by_default) continue;
      if (std::find(set_already.begin(), set_already.end(), number.path) != set_already.end()) continue;
      if (places.emplace(number.place.file, number.place.line, number.place.column).second)
        axes.push_back(axis_of(number, choice.place));
    }
  add_listed(choice, plan, axes, problems);
  if (axes.empty() && problems.empty())
    problems.add(choice.place, "vary.priors",
                 "the model has no number with a prior that isn't set; write one, e.g. prior: {log_uniform: "
                 "[0.1, 10]}");
  return axes;
}

}  // namespace exomet
