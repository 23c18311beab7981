#include "sim/study/findings.hpp"

#include <algorithm>
#include <cmath>
#include <map>

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

// In the order of the alphabet.
std::map<std::string, std::vector<FollowUp>> groups_of(const Sweep& sweep, const SurvivalQuestion& question,
                                                       std::size_t number, const Results& results) {
  const std::vector<AxisColumn> columns = sweep.columns();
  const auto by = std::find_if(columns.begin(), columns.end(),
                               [&](const AxisColumn& column) { return column.name == question.by; });
  std::map<std::string, std::vector<FollowUp>> groups;
  for (const SurvivalRun& run : results.gathered().survival) {
    const double event = run.event_days[number];
    const std::string group = by == columns.end() ? "all" : run.cells[by - columns.begin()];
    groups[group].push_back({std::isnan(event) ? run.days : event, !std::isnan(event)});
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

}  // namespace

std::vector<std::string> write_findings(const Sweep& sweep, const SweepNeeds& needs, const Results& results,
                                        const fs::path& folder) {
  std::vector<std::string> told;
  if (sweep.design.kind == Design::Kind::morris || sweep.design.kind == Design::Kind::saltelli)
    write_sensitivity(sweep, needs, results, folder, told);
  if (!sweep.survival.empty()) write_survival(sweep, results, folder, told);
  return told;
}

}  // namespace exomet
