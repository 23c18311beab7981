// Whether all that a sweep sets is right, before anything runs.
#include <algorithm>
#include <set>

#include "sim/config/suggestions.hpp"
#include "sim/run/estimate/estimate.hpp"
#include "sim/run/measure.hpp"
#include "sim/run/run_notes.hpp"
#include "sim/study/column_names.hpp"
#include "sim/study/execute.hpp"
#include "sim/study/sweep_section.hpp"

namespace exomet {

namespace {

constexpr std::size_t most_values = 400;  // of an axis; a plan takes some milliseconds
constexpr double tails = 1e-3;            // of a distribution without ends

// The values of an axis that are tried: all that are listed, and both ends of a distribution.
std::vector<AxisValue> values_to_try(const Axis& axis) {
  if (axis.values.empty()) {
    const bool bounded = axis.spread->is_bounded();
    std::vector<AxisValue> ends{axis.at(bounded ? 0 : tails), axis.at(bounded ? 1 : 1 - tails)};
    for (double u : {0.25, 0.5, 0.75}) ends.push_back(axis.at(u));  // some part of each mixture
    return ends;
  }
  std::vector<AxisValue> some;
  const std::size_t stride = axis.values.size() / most_values + 1;
  for (std::size_t i = 0; i < axis.values.size(); i += stride) some.push_back(axis.values[i]);
  return some;
}

class Checker {
 public:
  Checker(const Sweep& sweep, const Library& library) : sweep_(sweep), library_(library) {}

  // Every value stands once among the values of the first point.
  SweepNeeds check() {
    const std::vector<AxisValue> first = sweep_.at(0);
    if (const std::optional<Plan> plan = attempt(first)) {
      check_measures(*plan);
      include(*plan);
    }
    for (std::size_t a = 0; a < sweep_.axes.size(); ++a)
      for (const AxisValue& value : values_to_try(sweep_.axes[a])) {
        std::vector<AxisValue> values = first;
        values[a] = value;
        if (const std::optional<Plan> plan = attempt(values)) include(*plan);
      }
    problems_.throw_if_any();
    if (included_ > 0) {
      needs_.mean_seconds = seconds_ / included_;
      needs_.disk = static_cast<double>(sweep_.runs()) * disk_ / included_;
    }
    return needs_;
  }

 private:
  std::optional<Plan> attempt(const std::vector<AxisValue>& values) {
    std::vector<Entry> settings = sweep_.set;
    for (const AxisValue& value : values)
      settings.insert(settings.end(), value.settings.begin(), value.settings.end());
    try {
      return load_plan(sweep_.experiment, {}, library_, settings);
    } catch (const InputError& error) {
      if (error.problems().empty()) throw;
      for (const Problem& problem : error.problems())
        if (told_.insert(problem.path + ": " + problem.what)
                .second)  // an unknown path once, not for each value
          problems_.add(problem.place, problem.path, problem.what);
      return std::nullopt;
    }
  }

  void check_measures(const Plan& plan) {
    std::vector<std::string> known;
    for (const NamedMeasure& measure : plan.model().measures) known.push_back(measure.name);
    const auto find = [&](const std::string& word, const SourceLocation& place, const std::string& path) {
      const auto found = std::find(known.begin(), known.end(), word);
      if (found == known.end())
        problems_.add(place, path, "no measure '" + word + "'; " + suggest(word, known));
      return found != known.end() ? plan.model().measures[found - known.begin()].measure : nullptr;
    };
    if (plan.duration <= 0)
      problems_.add(
          sweep_.experiment_place, "experiment",
          "'" + sweep_.experiment.string() + "' is a model; name an experiment, which has a duration");
    for (const auto& [word, place] : sweep_.measures)
      if (const auto measure = find(word, place, "measure")) add_measure(word, *measure, place);
    for (const SurvivalQuestion& question : sweep_.survival) {
      const auto measure = find(question.event, question.place, "survival.event");
      if (measure && measure->dimension() != Dimension::time)
        problems_.add(question.place, "survival.event", "'" + question.event + "' is no time");
    }
    for (const RocQuestion& question : sweep_.roc) find(question.measure, question.place, "roc.measure");
    if (sweep_.measures.empty())
      for (const NamedMeasure& measure : plan.model().measures)
        add_measure(measure.name, *measure.measure, sweep_.experiment_place);
  }

  void add_measure(const std::string& name, const Measure& measure, const SourceLocation& place) {
    for (const MeasureColumn& other : needs_.measures)
      if (other.name == name)
        return problems_.add(place, "measure", "'" + name + "' stands there twice; remove one");
    check_measure_name(sweep_, name, place, problems_);
    needs_.measures.push_back({name, std::string(measure.unit())});
  }

  void include(const Plan& plan) {
    const Estimate one = estimate(plan, {false, false, false}), kept = estimate(plan, written(sweep_.keep));
    needs_.cells = std::max(needs_.cells, one.cells);
    needs_.memory = std::max({needs_.memory, one.memory, kept.memory});
    needs_.days = std::max(needs_.days, days(plan.duration));
    const double share = share_kept();
    seconds_ += share * kept.seconds + (1 - share) * one.seconds;
    disk_ += share * kept.disk + record_bytes(plan);
    ++included_;
    for (const std::string& note : notes_of_plan(plan))
      if (std::find(needs_.notes.begin(), needs_.notes.end(), note) == needs_.notes.end())
        needs_.notes.push_back(note);
  }

  // Of the runs, those that leave more than their record.
  double share_kept() const {
    if (sweep_.keep == Keep::nothing) return 0;
    return static_cast<double>(std::min(sweep_.kept_replicates, sweep_.replicates)) /
           static_cast<double>(sweep_.replicates);
  }

  // On disk, with its rows of the tables.
  double record_bytes(const Plan& plan) const {
    constexpr double fixed = 600, of_value = 150, of_series = 45;
    const auto measures = static_cast<double>(plan.model().measures.size());
    const double series = sweep_.series ? plan.duration / plan.output.measures + 1 : 0;
    return fixed + measures * (of_value + of_series * series);
  }

  const Sweep& sweep_;
  const Library& library_;
  Problems problems_;
  std::set<std::string> told_;
  SweepNeeds needs_;
  double seconds_ = 0, disk_ = 0, included_ = 0;  // sums over the plans that were tried, and their number
};

}  // namespace

void require_room_for(const SweepNeeds& needs, const std::filesystem::path& folder) {
  Estimate all;
  all.cells = needs.cells;
  all.memory = needs.memory;
  all.disk = needs.disk;
  require_memory(all);
  require_disk(all, folder);
}

SweepNeeds check_sweep(const Sweep& sweep, const Library& library) { return Checker(sweep, library).check(); }

}  // namespace exomet
