#include "sim/study/generate_points.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "sim/config/suggestions.hpp"
#include "sim/study/column_names.hpp"

namespace exomet {

namespace {

constexpr std::size_t most_runs = 10'000'000;

// The same value twice would be the same runs twice, which look like more than they are.
void require_different_values(const Sweep& sweep, Problems& problems) {
  for (const Axis& axis : sweep.axes) {
    std::set<std::vector<std::string>> seen;
    for (const AxisValue& value : axis.values) {
      std::vector<std::string> shown = value.cells;
      if (axis.columns.size() == value.cells.size())
        for (const Entry& entry : value.settings)
          if (entry.key == seed_path) shown.push_back(cell_text(entry.value));
      if (seen.insert(shown).second) continue;
      std::string text;
      for (const std::string& cell : shown) text += (text.empty() ? "" : ", ") + cell;
      const SourceLocation& place = value.settings.empty() ? axis.place : value.settings.front().place;
      problems.add(place, axis.name == "points" ? "points" : "vary." + axis.name,
                   "'" + text + "' stands there twice; remove one, or ask for more 'replicates'");
    }
  }
}

// The paths that an axis sets, each with one of its places.
std::map<std::string, SourceLocation> paths_of(const Axis& axis) {
  std::map<std::string, SourceLocation> paths;
  if (axis.spread) paths.emplace(axis.name, axis.place);
  for (const AxisValue& value : axis.values)
    for (const Entry& entry : value.settings) paths.emplace(entry.key, entry.place);
  return paths;
}

void require_distinct_paths(const Sweep& sweep, Problems& problems) {
  std::set<std::string> varied;
  for (const Axis& axis : sweep.axes)
    for (const auto& [path, place] : paths_of(axis))
      if (!varied.insert(path).second)
        problems.add(place, "vary", "'" + path + "' is varied twice; remove one");
}

// Alternatives may differ from what is set for all.
void require_set_once(const Sweep& sweep, Problems& problems) {
  for (const Axis& axis : sweep.axes)
    for (const auto& [path, place] : paths_of(axis))
      for (const Entry& entry : sweep.set)
        if (entry.key == path && !axis.is_alternatives)
          problems.add(entry.place, "set", "'" + entry.key + "' is varied, too; remove one");
}

// All replicates of a point with one seed would be the same run.
void require_one_run_a_seed(const Sweep& sweep, Problems& problems) {
  const auto refuse = [&](const SourceLocation& place) {
    problems.add(place, seed_path,
                 "a seed is that of one run, and 'replicates' asks for " + std::to_string(sweep.replicates) +
                     " of each point; leave one of both away (the seed of all draws of the sweep stands "
                     "beside 'set' and 'vary')");
  };
  if (sweep.replicates == 1) return;
  for (const Entry& entry : sweep.set)
    if (entry.key == seed_path) return refuse(entry.place);
  for (const Axis& axis : sweep.axes)
    if (const auto paths = paths_of(axis); paths.count(seed_path)) return refuse(paths.at(seed_path));
}

void check_axes(const Sweep& sweep, Problems& problems) {
  const Design::Kind kind = sweep.design.kind;
  if (kind != Design::Kind::factorial && sweep.axes.empty())
    problems.add(sweep.experiment_place, "design", "it draws from nothing; add 'vary' or 'points'");
  for (const Axis& axis : sweep.axes) {
    const bool listed = !axis.values.empty();
    if (kind == Design::Kind::factorial && !listed)
      problems.add(
          axis.place, "vary." + axis.name,
          "needs 'levels' (how many values), or a 'design' that draws from it, e.g. design: {sobol: 64}");
    if (kind == Design::Kind::morris && axis.spread && !axis.spread->is_bounded())
      problems.add(axis.place, "vary." + axis.name, "Morris's grid needs ends; add 'from' and 'to'");
  }
  for (const SurvivalQuestion& question : sweep.survival) {
    std::vector<std::string> known;
    for (const AxisColumn& column : sweep.columns()) known.push_back(column.name);
    if (!question.by.empty() && std::find(known.begin(), known.end(), question.by) == known.end())
      problems.add(question.place, "survival.by",
                   "no column '" + question.by + "'; " + suggest(question.by, known));
  }
}

// Groups are those of a column with listed values.
void check_groups(const Sweep& sweep, Problems& problems) {
  for (const RocQuestion& question : sweep.roc) {
    std::vector<std::string> known;
    for (const AxisColumn& column : sweep.columns())
      if (sweep.groups_of(column.name).size() > 1) known.push_back(column.name);
    if (std::find(known.begin(), known.end(), question.by) == known.end())
      problems.add(question.place, "roc.by",
                   "no column '" + question.by + "' of several listed values" +
                       (known.empty() ? std::string() : "; " + suggest(question.by, known)));
  }
}

void make_cube(Sweep& sweep, Problems& problems) {
  std::vector<std::string> names;
  for (const Axis& axis : sweep.axes) names.push_back(axis.name);
  const Design& design = sweep.design;
  const auto size = static_cast<std::size_t>(design.size);
  const auto seed = static_cast<std::uint64_t>(sweep.seed);
  double points = 1;
  if (design.kind == Design::Kind::factorial)
    for (const Axis& axis : sweep.axes) points *= static_cast<double>(axis.values.size());
  else
    points = static_cast<double>(size) * (design.kind == Design::Kind::morris     ? names.size() + 1
                                          : design.kind == Design::Kind::saltelli ? names.size() + 2
                                                                                  : 1);
  if (points * static_cast<double>(sweep.replicates) > most_runs)
    return problems.add(sweep.axes.empty() ? sweep.experiment_place : sweep.axes.front().place, "",
                        "the sweep is more than ten million runs; ask for fewer points or replicates");
  switch (design.kind) {
    case Design::Kind::factorial:
      break;
    case Design::Kind::random:
      sweep.cube = random_cube(size, names, seed);
      break;
    case Design::Kind::latin_hypercube:
      sweep.cube = latin_hypercube(size, names, seed);
      break;
    case Design::Kind::sobol:
      sweep.cube = sobol_cube(size, names.size());
      break;
    case Design::Kind::morris:
      sweep.cube = morris_cube(size, names.size(), design.levels, seed);
      break;
    case Design::Kind::saltelli:
      sweep.cube = saltelli_cube(size, names.size());
      break;
  }
}

// Draws that only differ in when they were drawn. A design that is made to compare runs needs none.
void count_repeats(Sweep& sweep) {
  const Design::Kind kind = sweep.design.kind;
  if (kind != Design::Kind::random && kind != Design::Kind::latin_hypercube && kind != Design::Kind::sobol)
    return;
  const auto can_repeat = [](const Axis& axis) { return !axis.spread || axis.spread->has_steps(); };
  if (!std::all_of(sweep.axes.begin(), sweep.axes.end(), can_repeat)) return;
  std::map<std::string, std::uint32_t> seen;
  for (std::size_t point = 0; point < sweep.points(); ++point) {
    std::string text;
    for (const Entry& entry : sweep.settings(point)) text += entry.key + "=" + to_json(entry.value) + "\n";
    sweep.repeats.push_back(seen[text]++);
  }
}

}  // namespace

void generate_points(Sweep& sweep, Problems& problems) {
  require_distinct_paths(sweep, problems);
  require_set_once(sweep, problems);
  require_one_run_a_seed(sweep, problems);
  if (problems.empty()) check_axis_names(sweep, problems);
  require_different_values(sweep, problems);
  if (problems.empty()) check_axes(sweep, problems);
  if (problems.empty()) check_groups(sweep, problems);
  if (problems.empty()) make_cube(sweep, problems);
  if (problems.empty()) count_repeats(sweep);
}

}  // namespace exomet
