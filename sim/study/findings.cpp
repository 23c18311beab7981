#include "sim/study/findings.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <optional>

#include "sim/study/statistics/roc.hpp"
#include "sim/study/statistics/sensitivity.hpp"
#include "sim/study/statistics/survival.hpp"

namespace exomet {

namespace fs = std::filesystem;

namespace {

using Columns = std::vector<std::string>;

std::string number(double value) {
  char text[32];
  std::snprintf(text, sizeof text, "%.3g", value);
  return text;
}

class SensitivityTable {
 public:
  SensitivityTable(const Sweep& sweep, const fs::path& folder)
      : sweep_(sweep),
        file_(folder / "sensitivity.csv",
              Columns{"measure", "unit", "parameter", "index", "value", "low", "high"}) {}

  void add(const MeasureColumn& measure, const std::vector<double>& values) {
    if (sweep_.design.kind == Design::Kind::morris) {
      const auto effects = morris_effects(sweep_.cube, values, sweep_.axes.size());
      for (std::size_t a = 0; a < effects.size(); ++a) {
        row(measure, a, "mu_star", effects[a].mu_star);
        row(measure, a, "mu", {effects[a].mu, {NAN, NAN}});
        row(measure, a, "sigma", {effects[a].sigma, {NAN, NAN}});
      }
    } else {
      const auto indices = sobol_indices(values, sweep_.axes.size());
      for (std::size_t a = 0; a < indices.size(); ++a) {
        row(measure, a, "first", indices[a].first);
        row(measure, a, "total", indices[a].total);
      }
    }
    file_.flush();
  }

 private:
  void row(const MeasureColumn& measure, std::size_t axis, const std::string& index, const Index& value) {
    file_ << measure.name << measure.unit << sweep_.axes[axis].name << index << value.value
          << value.interval.low << value.interval.high;
    file_.end_row();
  }

  const Sweep& sweep_;
  CsvFile file_;
};

void write_sensitivity(const Sweep& sweep, const SweepNeeds& needs, const Results& results,
                       const fs::path& folder, std::vector<std::string>& told) {
  if (results.missing() > 0) return told.push_back("no sensitivity yet: runs are missing");
  SensitivityTable table(sweep, folder);
  for (std::size_t m = 0; m < needs.measures.size(); ++m) {
    const std::vector<double>& means = results.gathered().means[m];
    const auto holes =
        std::count_if(means.begin(), means.end(), [](double value) { return std::isnan(value); });
    if (holes > 0)
      told.push_back("no sensitivity of '" + needs.measures[m].name + "': it has no value at " +
                     std::to_string(holes) + " of " + std::to_string(means.size()) + " points");
    else
      table.add(needs.measures[m], means);
  }
  told.push_back("sensitivity.csv: what each parameter contributes, with 95 % intervals");
}

// In which column of a run's cells a group stands; none if there is no such column.
std::optional<std::size_t> column_of(const Sweep& sweep, const std::string& name) {
  const std::vector<AxisColumn> columns = sweep.columns();
  const auto found = std::find_if(columns.begin(), columns.end(),
                                  [&](const AxisColumn& column) { return column.name == name; });
  if (found == columns.end()) return std::nullopt;
  return static_cast<std::size_t>(found - columns.begin());
}

// In the order of the alphabet.
std::map<std::string, std::vector<FollowUp>> groups_of(const Sweep& sweep, const SurvivalQuestion& question,
                                                       std::size_t number, const Results& results) {
  const std::optional<std::size_t> by = column_of(sweep, question.by);
  std::map<std::string, std::vector<FollowUp>> groups;
  for (const GroupedRun& run : results.gathered().grouped) {
    const double event = run.event_days[number];
    groups[by ? run.cells[*by] : "all"].push_back({std::isnan(event) ? run.days : event, !std::isnan(event)});
  }
  return groups;
}

void write_survival(const Sweep& sweep, const Results& results, const fs::path& folder,
                    std::vector<std::string>& told) {
  CsvFile curves(folder / "survival.csv", Columns{"event", "group", "time", "time_unit", "time_d", "at_risk",
                                                  "events", "censored", "survival", "low", "high"});
  CsvFile tests(folder / "survival_test.csv",
                Columns{"event", "by", "groups", "chi_squared", "degrees", "p"});
  for (std::size_t q = 0; q < sweep.survival.size(); ++q) {
    const SurvivalQuestion& question = sweep.survival[q];
    std::vector<std::vector<FollowUp>> groups;
    for (const auto& [name, patients] : groups_of(sweep, question, q, results)) {
      const std::vector<SurvivalStep> steps = kaplan_meier(patients);
      for (const SurvivalStep& step : steps) {
        curves << question.event << name << step.time * question.time_scale << question.time_unit << step.time
               << step.at_risk << step.events << step.censored << step.survival << step.interval.low
               << step.interval.high;
        curves.end_row();
      }
      told.push_back(question.event + ", group " + name + ": " + number(100 * steps.back().survival) +
                     " % of " + std::to_string(patients.size()) + " free at the end [" +
                     number(100 * steps.back().interval.low) + " %, " +
                     number(100 * steps.back().interval.high) + " %]");
      groups.push_back(patients);
    }
    if (groups.size() < 2) continue;
    const LogRank test = log_rank(groups);
    tests << question.event << question.by << groups.size() << test.chi_squared << test.degrees << test.p;
    tests.end_row();
    told.push_back("log-rank test: chi squared " + number(test.chi_squared) + " with " +
                   std::to_string(test.degrees) + " degrees of freedom, p = " + number(test.p));
  }
  curves.flush();
  tests.flush();
}

// What the runs of a group found; those that found nothing are left out.
std::vector<double> found_in(const std::string& group, std::size_t column, std::size_t number,
                             const Results& results) {
  std::vector<double> values;
  for (const GroupedRun& run : results.gathered().grouped)
    if (run.cells[column] == group && !std::isnan(run.found[number])) values.push_back(run.found[number]);
  return values;
}

// Nothing in the table where no value is as large.
double threshold_of(const RocPoint& point) {
  return std::isinf(point.threshold) ? std::numeric_limits<double>::quiet_NaN() : point.threshold;
}

void write_roc(const Sweep& sweep, const Results& results, const fs::path& folder,
               std::vector<std::string>& told) {
  CsvFile curves(folder / "roc.csv",
                 Columns{"measure", "by", "unit", "group", "threshold", "sensitivity", "specificity"});
  CsvFile areas(folder / "roc_area.csv",
                Columns{"measure", "by", "unit", "group", "controls", "cases", "area", "low", "high",
                        "threshold", "specificity", "sensitivity", "sensitivity_low", "sensitivity_high"});
  for (std::size_t q = 0; q < sweep.roc.size(); ++q) {
    const RocQuestion& question = sweep.roc[q];
    const std::size_t column = *column_of(sweep, question.by);
    const std::string unit = sweep.columns()[column].unit;
    const std::vector<std::string> groups = sweep.groups_of(question.by);
    const std::vector<double> controls = found_in(groups.front(), column, q, results);
    for (std::size_t g = 1; g < groups.size(); ++g) {
      const std::vector<double> cases = found_in(groups[g], column, q, results);
      if (controls.empty() || cases.empty()) continue;
      for (const RocPoint& point : roc_curve(controls, cases)) {
        curves << question.measure << question.by << unit << groups[g] << threshold_of(point)
               << point.sensitivity << point.specificity;
        curves.end_row();
      }
      const RocArea area = roc_area(controls, cases);
      const Detection at = detection_at(question.specificity, controls, cases);
      areas << question.measure << question.by << unit << groups[g] << controls.size() << cases.size()
            << area.value << area.interval.low << area.interval.high << threshold_of({at.threshold, 0, 0})
            << at.specificity << at.sensitivity << at.interval.low << at.interval.high;
      areas.end_row();
      told.push_back(question.measure + ", " + groups[g] + (unit.empty() ? "" : " " + unit) + " against " +
                     groups.front() + ": area under the curve " + number(area.value) + " [" +
                     number(area.interval.low) + ", " + number(area.interval.high) + "]; " +
                     number(100 * at.sensitivity) + " % found [" + number(100 * at.interval.low) + " %, " +
                     number(100 * at.interval.high) + " %] where " + number(100 * at.specificity) +
                     " % of those without are found to be without");
    }
  }
  curves.flush();
  areas.flush();
}

}  // namespace

std::vector<std::string> write_findings(const Sweep& sweep, const SweepNeeds& needs, const Results& results,
                                        const fs::path& folder) {
  std::vector<std::string> told;
  if (sweep.design.kind == Design::Kind::morris || sweep.design.kind == Design::Kind::saltelli)
    write_sensitivity(sweep, needs, results, folder, told);
  if (!sweep.survival.empty()) write_survival(sweep, results, folder, told);
  if (!sweep.roc.empty()) write_roc(sweep, results, folder, told);
  return told;
}

}  // namespace exomet
