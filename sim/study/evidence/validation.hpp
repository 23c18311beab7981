// The runs that a model's evidence asks for: of each entry its arms over seeds, and over draws from the
// priors. Runs that are the same in several entries have the same address, and are done once.
#pragma once

#include <memory>
#include <vector>

#include "sim/study/evidence/estimate_values.hpp"
#include "sim/study/evidence/evidence.hpp"
#include "sim/study/sweep_section.hpp"
#include "sim/study/worker.hpp"

namespace exomet {

struct ValidationRules {
  Size size = Size::small;
  long draws = 0;
  std::vector<std::string> only;  // entries; all unless given
};

// Units in which values are told: what is compared in that of `expect`, arms in the same unless they are
// compared as a share.
struct Shown {
  std::string unit, arm_unit;
  double scale = 1, arm_scale = 1;  // from the measure's unit
};
// `unit`: of what is read out. QuantityError if an end of the expectation has a unit of another dimension.
Shown shown_in(const Expectation&, const std::string& unit);

// An entry with its runs: points are arms; of draws draw * arms + arm, one seed each.
struct EntryRuns {
  EvidenceEntry entry;
  Sweep seeds;
  Sweep draws;  // of no points if nothing is drawn
  // Known after check_validation.
  Shown shown;
  AcceptedRange region;  // in shown.unit
};

struct Validation {
  Evidence evidence;
  ValidationRules rules;
  std::vector<EntryRuns> entries;

  // All sweeps, those of the seeds first; and the runs of all of them, counted through.
  std::vector<const Sweep*> sweeps() const;
  std::size_t runs() const;
};

// InputError for a model or entry that isn't there, and for experiments whose priors can't be read.
Validation plan_validation(const Evidence&, const ValidationRules&, const Library&);

// Whether every arm of every entry can be run and has its measures; fills in what is shown. InputError
// with all that is wrong. Returns what the runs need.
SweepNeeds check_validation(Validation&, const Library&);

// What its file and its priors say, as 16 hexadecimal digits: workers must have read the same.
std::string text_hash(const Validation&);

// A run of all that are counted through.
struct RunPlace {
  std::size_t sweep = 0, run = 0;
};
RunPlace place_of(const Validation&, std::size_t run);

// Does them one by one, as a process of a validation.
class ValidationWorker {
 public:
  ValidationWorker(const Validation&, const RunStore&, const Library&, WorkRules, const Execution&);
  // As Worker::work, with runs that are counted through.
  Answer work(std::size_t run, const std::function<bool(const Answer&)>& may_start);

 private:
  const Validation& validation_;
  std::vector<std::unique_ptr<Worker>> workers_;
};

}  // namespace exomet
