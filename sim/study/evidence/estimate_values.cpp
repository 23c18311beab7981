#include "sim/study/evidence/estimate_values.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "sim/base/mathematics.hpp"
#include "sim/base/quantity.hpp"

namespace exomet {

namespace {

constexpr double unknown = std::numeric_limits<double>::quiet_NaN();

// The course of one measure: times in days, the first record at the start.
struct Course {
  const std::vector<double>& days;
  const std::vector<double>& values;
  double end = unknown;  // as the record has it
};

double known_or_zero(double value) { return std::isnan(value) ? 0 : value; }

double total(const Course& course) {
  double sum = 0;
  for (std::size_t i = 1; i < course.values.size(); ++i) sum += known_or_zero(course.values[i]);
  return sum;
}

// Days from the start to the record at which a share of the total has come together.
double day_of_share(const Course& course, double share) {
  const double whole = total(course);
  double sum = 0;
  for (std::size_t i = 1; i < course.values.size(); ++i)
    if (sum += known_or_zero(course.values[i]); sum >= share * whole) return course.days[i];
  return unknown;
}

double growth_rate(const Course& course) {
  const double start = course.values.front();
  return start > 0 && course.end > 0 ? maths::log(course.end / start) / course.days.back() : unknown;
}

double greatest(const Course& course) {
  double most = unknown;
  for (std::size_t i = 1; i < course.values.size(); ++i)
    if (std::isnan(most) || course.values[i] > most) most = course.values[i];
  return most;
}

double taken(const Course& course, const Readout& reads) {
  using Taken = Readout::Taken;
  if (course.values.size() < 2) return unknown;
  const double start = course.values.front();
  switch (reads.taken) {
    case Taken::end:
      return course.end;
    case Taken::mean:
      return total(course) / static_cast<double>(course.values.size() - 1);
    case Taken::total:
      return total(course);
    case Taken::greatest:
      return greatest(course);
    case Taken::change:
      return course.end - start;
    case Taken::relative_change:
      return start != 0 ? course.end / start - 1 : unknown;
    case Taken::growth_rate:
      return growth_rate(course);
    case Taken::duration:
      return total(course) > 0 ? day_of_share(course, reads.to) - day_of_share(course, reads.from) : unknown;
    case Taken::happened_by:
      return !std::isnan(course.end) && course.end <= reads.by ? 1 : 0;
  }
  return unknown;
}

double taken_of(const RunRecord& record, const std::string& measure, const Readout& reads) {
  for (std::size_t i = 0; i < record.values.size() && i < record.series.size(); ++i)
    if (record.values[i].measure == measure)
      return taken({record.times, record.series[i], record.values[i].value}, reads);
  return unknown;
}

double number_in_unit(const Measured& number, const std::string& unit) {
  return number.unit.empty() ? number.number : number_in(number, unit);
}

std::string told(const Measured& number) { return with_unit(number.number, number.unit); }

}  // namespace

double value_of(const RunRecord& record, const Readout& reads) {
  double value = taken_of(record, reads.measure.first, reads);
  if (reads.minus) value -= taken_of(record, reads.minus->first, reads);
  if (reads.per.empty()) return value;
  double divisor = 0;
  for (const Word& one : reads.per) divisor += taken_of(record, one.first, reads);
  return divisor != 0 ? value / divisor : unknown;
}

std::string unit_of(const Readout& reads, const std::string& unit) {
  switch (reads.taken) {
    case Readout::Taken::relative_change:
    case Readout::Taken::happened_by:
      return {};
    case Readout::Taken::growth_rate:
      return "/d";
    case Readout::Taken::duration:
      return "d";
    default:
      return unit;
  }
}

double compare(const Expectation& expectation, const std::vector<double>& arms) {
  const auto arm = [&](std::size_t i) { return arms[expectation.arms[i]]; };
  switch (expectation.kind) {
    case Expectation::Kind::arm:
      return arm(0);
    case Expectation::Kind::difference:
      return arm(0) - arm(1);
    case Expectation::Kind::relative:
      return arm(1) != 0 ? (arm(0) - arm(1)) / arm(1) : unknown;
    case Expectation::Kind::interaction:
      return (arm(0) - arm(1)) - (arm(2) - arm(3));
  }
  return unknown;
}

std::string unit_of(const Expectation& expectation, const std::string& unit) {
  return expectation.kind == Expectation::Kind::relative ? "" : unit;
}

bool AcceptedRange::holds(double value) const {
  return open ? value > low && value < high : value >= low && value <= high;
}

AcceptedRange region_of(const Expectation& expectation, const std::string& unit) {
  constexpr double infinite = std::numeric_limits<double>::infinity();
  return {expectation.low ? number_in_unit(*expectation.low, unit) : -infinite,
          expectation.high ? number_in_unit(*expectation.high, unit) : infinite, expectation.open};
}

Estimate95 estimate_of(const std::vector<double>& values, double whole) {
  std::vector<double> known;
  std::copy_if(values.begin(), values.end(), std::back_inserter(known),
               [](double x) { return !std::isnan(x); });
  const Description about = describe(known);
  Estimate95 estimate{known.size(), values.size() - known.size(), about.mean, about.mean_interval};
  if (whole > 0 && !known.empty()) {
    const auto hits = std::count(known.begin(), known.end(), whole);
    const Interval share = share_interval(static_cast<std::size_t>(hits), known.size());
    estimate.interval = {whole * share.low, whole * share.high};
  }
  return estimate;
}

Verdict judge(const Estimate95& estimate, const AcceptedRange& region, double may_miss) {
  const auto runs = static_cast<double>(estimate.values + estimate.missing);
  const auto [low, high] = estimate.interval;
  if (estimate.values < 2 || static_cast<double>(estimate.missing) > may_miss * runs || std::isnan(low))
    return Verdict::undecided;
  if (region.holds(low) && region.holds(high)) return Verdict::passes;
  const bool below = region.open ? high <= region.low : high < region.low;
  const bool above = region.open ? low >= region.high : low > region.high;
  return below || above ? Verdict::fails : Verdict::undecided;
}

std::string text_of(const Readout& reads) {
  constexpr const char* ways[]{"end of ",         "mean of ",     "total of ",
                               "greatest ",       "change of ",   "relative change of ",
                               "growth rate of ", "duration of ", "happened: "};
  std::string text = ways[static_cast<int>(reads.taken)] + reads.measure.first;
  if (reads.taken == Readout::Taken::duration)
    text += " from " + short_number(100 * reads.from) + " % to " + short_number(100 * reads.to) +
            " % of its total";
  if (reads.taken == Readout::Taken::happened_by) text += " by " + format_quantity(reads.by, Dimension::time);
  if (reads.minus) text += ", less that of " + reads.minus->first;
  for (std::size_t i = 0; i < reads.per.size(); ++i) text += (i == 0 ? ", per " : " + ") + reads.per[i].first;
  return text;
}

std::string text_of(const Expectation& expectation, const std::vector<Arm>& arms) {
  const auto arm = [&](std::size_t i) { return arms[expectation.arms[i]].name; };
  std::string text;
  switch (expectation.kind) {
    case Expectation::Kind::arm:
      if (arms.size() > 1) text = arm(0) + ": ";
      break;
    case Expectation::Kind::difference:
      text = arm(0) + " - " + arm(1) + " ";
      break;
    case Expectation::Kind::relative:
      text = "(" + arm(0) + " - " + arm(1) + ") / " + arm(1) + " ";
      break;
    case Expectation::Kind::interaction:
      text = "(" + arm(0) + " - " + arm(1) + ") - (" + arm(2) + " - " + arm(3) + ") ";
      break;
  }
  if (expectation.low && expectation.high)
    return text + "from " + told(*expectation.low) + " to " + told(*expectation.high);
  return text + (expectation.low ? "above " + told(*expectation.low) : "below " + told(*expectation.high));
}

}  // namespace exomet
