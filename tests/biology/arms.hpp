// Arms of an experiment over seeds, and the intervals that targets are judged by.
#pragma once

#include <oneapi/tbb/parallel_for.h>

#include <algorithm>
#include <boost/math/distributions/students_t.hpp>
#include <cmath>
#include <cstdlib>
#include <map>
#include <stdexcept>
#include <string>
#include <vector>

#include "sim/run/language/load_plan.hpp"
#include "sim/run/run.hpp"

namespace exomet::biology {

// An arm's runs. Continuous integration samples fewer (EXOMET_BIOLOGY_SEEDS gives any number): the bits are
// the same everywhere, so that what they show is, too.
inline int seeds_of_an_arm() {
  const char* const asked = std::getenv("EXOMET_BIOLOGY_SEEDS");
  if (asked && std::atoi(asked) < 3)
    throw std::invalid_argument("EXOMET_BIOLOGY_SEEDS: an arm needs three seeds or more");
  if (asked) return std::atoi(asked);
  return std::getenv("CI") ? 6 : 20;
}
inline const int seeds = seeds_of_an_arm();
inline const bool all_seeds = seeds >= 20;

// What one run showed: the measures at its end, all through (one value a record after the start), their
// means over time, and its events.
struct Outcome {
  std::map<std::string, double> measures, means;
  std::map<std::string, std::vector<double>> course;
  std::vector<Event> events;
};

// Sum over the records at which it was known.
inline double total(const std::vector<double>& course) {
  double sum = 0;
  for (double value : course) sum += std::isnan(value) ? 0 : value;
  return sum;
}

// A small version of an experiment of configs/.
struct Small {
  std::string experiment;            // "peritoneum.yaml"
  std::vector<std::string> changes;  // as of --set
};

// A patch of 300 x 300 um of configs/peritoneum.yaml, a quarter of its area, with a quarter of its cells, on
// 20-um voxels: small enough for many seeds.
inline Small small_patch() {
  return {"peritoneum.yaml",
          {"domain.size=[300 um, 300 um, 160 um]", "domain.voxel=20 um", "parameters.single_cells=10",
           "parameters.spheroids=1", "parameters.spheroid_size=20", "start.5.scatter.count=5"}};
}

inline Outcome run(const Small& small, const std::vector<std::string>& changes, int seed) {
  std::vector<std::string> all = small.changes;
  all.insert(all.end(), changes.begin(), changes.end());
  all.push_back("seed=" + std::to_string(seed));
  const std::filesystem::path source = EXOMET_SOURCE_DIR;
  const Plan plan = load_plan(source / "configs" / small.experiment, all, {source / "models"});
  Outcome outcome;
  CallRecorder recorder([&](const Record& record) {
    outcome.events.insert(outcome.events.end(), record.happened.events.begin(), record.happened.events.end());
    if (!record.measures_due || record.now.world.tick == 0) return;
    for (std::size_t i = 0; i < record.measures.size(); ++i) {
      const std::string& name = record.now.model.measures[i].name;
      outcome.measures[name] = record.measures[i];
      outcome.course[name].push_back(record.measures[i]);
    }
  });
  Run run(plan, {&recorder});
  while (run.advance()) {
  }
  for (const auto& [name, course] : outcome.course) outcome.means[name] = total(course) / course.size();
  return outcome;
}

// The record, each a day, at which a share of the total has come together.
inline double day_of(const std::vector<double>& course, double share) {
  double sum = 0;
  for (std::size_t i = 0; i < course.size(); ++i)
    if (sum += std::isnan(course[i]) ? 0 : course[i]; sum >= share * total(course))
      return static_cast<double>(i + 1);
  return static_cast<double>(course.size());
}

// Seeds 1 to `count` of one arm, in their order.
inline std::vector<Outcome> arm(const Small& small, const std::vector<std::string>& changes,
                                int count = seeds) {
  std::vector<Outcome> outcomes(count);
  oneapi::tbb::parallel_for(0, count, [&](int i) { outcomes[i] = run(small, changes, i + 1); });
  return outcomes;
}

inline std::vector<Outcome> arm(const std::vector<std::string>& changes) {
  return arm(small_patch(), changes);
}

inline std::vector<double> values(const std::vector<Outcome>& outcomes, const std::string& measure) {
  std::vector<double> list;
  for (const Outcome& outcome : outcomes) list.push_back(outcome.measures.at(measure));
  return list;
}

struct Interval {
  double mean = 0, low = 0, high = 0;
};

// Mean with its 95 % interval (Student's t).
inline Interval interval(const std::vector<double>& sample) {
  double mean = 0, squares = 0;
  const auto n = static_cast<double>(sample.size());
  for (double x : sample) mean += x / n;
  for (double x : sample) squares += (x - mean) * (x - mean);
  const double t = boost::math::quantile(boost::math::students_t(n - 1), 0.975);
  const double half = t * std::sqrt(squares / (n - 1) / n);
  return {mean, mean - half, mean + half};
}

// Ends of the interval that a claim is judged by. Of a sample of the seeds it would be too wide where the
// effect is small: then it is the mean.
inline double judged_low(const Interval& i) { return all_seeds ? i.low : i.mean; }
inline double judged_high(const Interval& i) { return all_seeds ? i.high : i.mean; }

// The same of the differences a - b between arms that share their seeds.
inline Interval difference(const std::vector<double>& a, const std::vector<double>& b) {
  std::vector<double> differences;
  for (std::size_t i = 0; i < a.size(); ++i) differences.push_back(a[i] - b[i]);
  return interval(differences);
}

inline std::string text(const Interval& i) {
  return std::to_string(i.mean) + " [" + std::to_string(i.low) + ", " + std::to_string(i.high) + "]";
}

}  // namespace exomet::biology
