#include "sim/study/results.hpp"

#include <cmath>
#include <limits>

#include "sim/study/statistics/sample.hpp"

namespace exomet {

namespace {

constexpr double unknown = std::numeric_limits<double>::quiet_NaN();

std::string with_unit(const std::string& name, const std::string& unit) {
  return unit.empty() ? name : name + " [" + unit + "]";
}

using Columns = std::vector<std::string>;

// Those of the axes between others.
Columns around_axes(Columns columns, const Sweep& sweep, const Columns& after) {
  for (const AxisColumn& column : sweep.columns()) columns.push_back(with_unit(column.name, column.unit));
  columns.insert(columns.end(), after.begin(), after.end());
  return columns;
}

Columns results_columns(const Sweep& sweep, const SweepNeeds& needs) {
  Columns columns = around_axes({"point", "replicate", "seed"}, sweep, {});
  for (const MeasureColumn& measure : needs.measures)
    columns.push_back(with_unit(measure.name, measure.unit));
  columns.insert(columns.end(), {"time_d", "status", "message", "notes", "run"});
  return columns;
}

const MeasuredValue* find(const RunRecord& record, const std::string& measure) {
  for (const MeasuredValue& value : record.values)
    if (value.measure == measure) return &value;
  return nullptr;
}

double value_of(const RunRecord& record, const std::string& measure) {
  const MeasuredValue* found = find(record, measure);
  return found ? found->value : unknown;
}

}  // namespace

Results::Results(const Sweep& sweep, const SweepNeeds& needs, RunStore store,
                 const std::filesystem::path& folder)
    : sweep_(sweep),
      needs_(needs),
      store_(std::move(store)),
      results_(folder / "results.csv", results_columns(sweep, needs)),
      timings_(folder / "timings.csv", Columns{"point", "replicate", "seconds", "program"}),
      summary_(folder / "summary.csv",
               around_axes({"point"}, sweep,
                           {"measure", "unit", "runs", "values", "mean", "mean_low", "mean_high", "sd",
                            "least", "lower_quartile", "median", "upper_quartile", "greatest", "share",
                            "share_low", "share_high"})),
      point_values_(needs.measures.size()) {
  if (sweep.series)
    series_ = std::make_unique<CsvFile>(
        folder / "series.csv",
        around_axes({"point", "replicate"}, sweep, {"time_d", "measure", "value", "unit"}));
  gathered_.means.resize(needs.measures.size());
}

void Results::add(const Answer& answer) {
  waiting_.emplace(answer.run, answer);
  for (auto first = waiting_.begin(); first != waiting_.end() && first->first == next_;
       first = waiting_.begin()) {
    write(first->second);
    waiting_.erase(first);
    const auto replicates = static_cast<std::size_t>(sweep_.replicates);
    if (++next_ % replicates == 0) end_point(next_ / replicates - 1);
  }
}

void Results::begin_row(CsvFile& file, const Answer& answer) {
  const auto replicates = static_cast<std::size_t>(sweep_.replicates);
  file << answer.run / replicates << answer.run % replicates;
}

void Results::write(const Answer& answer) {
  const auto replicates = static_cast<std::size_t>(sweep_.replicates);
  if (answer.run % replicates == 0) {
    cells_.clear();
    for (const AxisValue& value : sweep_.at(answer.run / replicates))
      cells_.insert(cells_.end(), value.cells.begin(), value.cells.end());
  }
  std::optional<RunRecord> record;
  if (answer.status != Answer::Status::missing) record = store_.find(answer.address);
  if (!record) return void(++missing_);
  ++(record->failed ? failed_ : done_);
  write_values(answer, *record);
  if (series_ && !record->failed) write_series(answer, *record);
  begin_row(timings_, answer);
  timings_ << record->seconds << record->program;
  timings_.end_row();
  timings_.flush();
  if (!record->failed) gather(*record);
}

void Results::write_values(const Answer& answer, const RunRecord& record) {
  begin_row(results_, answer);
  results_ << record.seed;
  for (const std::string& cell : cells_) results_ << cell;
  for (const MeasureColumn& measure : needs_.measures) results_ << value_of(record, measure.name);
  results_ << record.days << std::string(record.failed ? "failed" : "done") << record.message
           << note_of(answer, record) << record.address;
  results_.end_row();
  results_.flush();
}

// "" if no earlier point has the same first run.
std::string Results::twin_of(std::size_t point, const std::string& address) {
  const auto [twin, is_new] = point_of_.emplace(address, point);
  if (is_new) return {};
  const std::string same = "the same runs as those of point " + std::to_string(twin->second);
  if (twins_++ == 0) first_twin_ = "point " + std::to_string(point) + " has " + same;
  return same;
}

std::string Results::note_of(const Answer& answer, const RunRecord& record) {
  std::string text;
  for (const std::string& note : record.notes) text += (text.empty() ? "" : "; ") + note;
  if (!text.empty() && noted_++ == 0) first_note_ = text;
  const auto replicates = static_cast<std::size_t>(sweep_.replicates);
  if (answer.run % replicates == 0) twin_ = twin_of(answer.run / replicates, answer.address);
  return text + (text.empty() || twin_.empty() ? "" : "; ") + twin_;
}

std::vector<std::string> Results::notes() const {
  std::vector<std::string> told;
  if (twins_ > 0)
    told.push_back(first_twin_ + (twins_ > 1 ? ", and so on for " + std::to_string(twins_) + " points" : "") +
                   ": what they set comes to the same, and they are no independent results");
  if (noted_ > 0)
    told.push_back(std::to_string(noted_) + (noted_ == 1 ? " run has" : " runs have") +
                   " notes in results.csv, the first: " + first_note_);
  return told;
}

void Results::write_series(const Answer& answer, const RunRecord& record) {
  for (const MeasureColumn& measure : needs_.measures)
    for (std::size_t m = 0; m < record.values.size(); ++m) {
      if (record.values[m].measure != measure.name) continue;
      for (std::size_t t = 0; t < record.times.size(); ++t) {
        begin_row(*series_, answer);
        for (const std::string& cell : cells_) *series_ << cell;
        *series_ << record.times[t] << measure.name << record.series[m][t] << measure.unit;
        series_->end_row();
      }
    }
  series_->flush();
}

void Results::gather(const RunRecord& record) {
  ++point_done_;
  for (std::size_t m = 0; m < needs_.measures.size(); ++m) {
    const double value = value_of(record, needs_.measures[m].name);
    if (!std::isnan(value)) point_values_[m].push_back(value);
  }
  if (sweep_.survival.empty() && sweep_.roc.empty()) return;
  GroupedRun run{cells_, record.days, {}, {}};
  for (const SurvivalQuestion& question : sweep_.survival)
    run.event_days.push_back(days(value_of(record, question.event)));
  for (const RocQuestion& question : sweep_.roc) run.found.push_back(value_of(record, question.measure));
  gathered_.grouped.push_back(std::move(run));
}

void Results::end_point(std::size_t point) {
  for (std::size_t m = 0; m < needs_.measures.size(); ++m) {
    const Description about = describe(point_values_[m]);
    const bool complete = about.values > 0 && about.values == static_cast<std::size_t>(sweep_.replicates);
    gathered_.means[m].push_back(complete ? about.mean : unknown);
    if (point_done_ > 0) {
      const Interval share = share_interval(about.values, point_done_);
      summary_ << point;
      for (const std::string& cell : cells_) summary_ << cell;
      summary_ << needs_.measures[m].name << needs_.measures[m].unit << point_done_ << about.values
               << about.mean << about.mean_interval.low << about.mean_interval.high << about.sd << about.least
               << about.lower_quartile << about.median << about.upper_quartile << about.greatest
               << static_cast<double>(about.values) / static_cast<double>(point_done_) << share.low
               << share.high;
      summary_.end_row();
    }
    point_values_[m].clear();
  }
  summary_.flush();
  point_done_ = 0;
}

}  // namespace exomet
