// What runs say: from the record of each to a number, from the numbers of paired arms to an estimate with its
// interval, and from that to a verdict.
#pragma once

#include <string>
#include <vector>

#include "sim/study/evidence/evidence.hpp"
#include "sim/study/record.hpp"
#include "sim/study/statistics/sample.hpp"

namespace exomet {

// Of a run that is done, with its series. NaN if there is none: an event that didn't happen, a mean of
// nothing, a share of 0.
double value_of(const RunRecord&, const Readout&);
// The unit of that, as numbers of `expect` are written; `unit` is the measure's. Empty for shares and
// numbers.
std::string unit_of(const Readout&, const std::string& unit);

// The comparison of one seed, from the values of all arms. NaN if an arm that it needs has none.
double compare(const Expectation&, const std::vector<double>& arms);
// The unit of that.
std::string unit_of(const Expectation&, const std::string& unit);

// Which values agree with the evidence, in the unit of the comparison.
struct AcceptedRange {
  double low = 0, high = 0;
  bool open = false;  // the ends don't belong to it

  bool holds(double value) const;
};
// QuantityError if an end has a unit of another dimension.
AcceptedRange region_of(const Expectation&, const std::string& unit);

struct Estimate95 {
  std::size_t values = 0, missing = 0;
  double mean = 0;
  Interval interval;
};
// Mean with Student's interval over the seeds; of a share of runs (`happened_by` in one arm) Clopper's and
// Pearson's. `whole`: the value of a run in which it happened, where it is such a share; else 0.
Estimate95 estimate_of(const std::vector<double>& values, double whole = 0);

// Passes if the whole interval lies in the region, fails if all of it lies outside; else, with fewer than two
// values, or with a larger share missing than may be, it isn't decided.
Verdict judge(const Estimate95&, const AcceptedRange&, double may_miss);

// "mean of bone_resorbed, per osteoclasts"
std::string text_of(const Readout&);
// "with - without above 0"
std::string text_of(const Expectation&, const std::vector<Arm>&);

}  // namespace exomet
