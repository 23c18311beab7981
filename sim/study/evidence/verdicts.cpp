#include "sim/study/evidence/verdicts.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace exomet {

namespace {

constexpr double unknown = std::numeric_limits<double>::quiet_NaN();

// The value of a run; NaN without one.
double value_at(const Answer& answer, const Readout& reads, const RunStore& store) {
  if (answer.status != Answer::Status::done) return unknown;
  const std::optional<RunRecord> record = store.find(answer.address);
  return record ? value_of(*record, reads) : unknown;
}

// By seed or draw, in the unit in which it is told.
std::vector<double> compare_all(const EntryRuns& runs, const std::vector<std::vector<double>>& arms) {
  const double scale = runs.entry.expect.kind == Expectation::Kind::relative ? runs.shown.scale : 1;
  std::vector<double> values;
  for (std::size_t i = 0; i < arms.front().size(); ++i) {
    std::vector<double> one;
    for (const std::vector<double>& arm : arms) one.push_back(arm[i]);
    values.push_back(scale * compare(runs.entry.expect, one));
  }
  return values;
}

bool is_share(const EvidenceEntry& entry) {
  return entry.expect.kind == Expectation::Kind::arm && entry.reads.taken == Readout::Taken::happened_by &&
         entry.reads.per.empty() && !entry.reads.minus;
}

DrawShare share_of(const std::vector<double>& drawn, const AcceptedRange& region) {
  DrawShare share;
  share.draws = drawn.size();
  for (const double value : drawn) {
    share.missing += std::isnan(value);
    share.passing += !std::isnan(value) && region.holds(value);
  }
  if (share.draws > 0) share.interval = share_interval(share.passing, share.draws);
  return share;
}

class Judge {
 public:
  Judge(const Validation& validation, const std::vector<Answer>& answers, const RunStore& store)
      : validation_(validation), answers_(answers), store_(store) {
    std::size_t first = 0;
    for (const Sweep* sweep : validation.sweeps()) {
      first_.push_back(first);
      first += sweep->runs();
    }
  }

  EntryVerdict of(std::size_t number) const {
    const EntryRuns& runs = validation_.entries[number];
    const std::size_t arms = runs.entry.arms.size();
    const auto seeds = static_cast<std::size_t>(runs.seeds.replicates);
    EntryVerdict verdict;
    verdict.arms.resize(arms);
    for (std::size_t run = 0; run < arms * seeds; ++run) {
      const Answer& answer = answers_[first_[number] + run];
      verdict.failed += answer.status == Answer::Status::failed;
      verdict.arms[run / seeds].push_back(runs.shown.arm_scale * value_at(answer, runs.entry.reads, store_));
    }
    verdict.values = compare_all(runs, verdict.arms);
    verdict.estimate = estimate_of(verdict.values, is_share(runs.entry) ? runs.shown.scale : 0);
    verdict.verdict = judge(verdict.estimate, runs.region, runs.entry.may_miss);
    verdict.drawn = drawn_values(number, runs);
    verdict.share = share_of(verdict.drawn, runs.region);
    return verdict;
  }

 private:
  std::vector<double> drawn_values(std::size_t number, const EntryRuns& runs) const {
    const std::size_t arms = runs.entry.arms.size(), first = first_[validation_.entries.size() + number];
    std::vector<std::vector<double>> values(arms);
    for (std::size_t point = 0; point < runs.draws.points(); ++point)
      values[point % arms].push_back(runs.shown.arm_scale *
                                     value_at(answers_[first + point], runs.entry.reads, store_));
    return compare_all(runs, values);
  }

  const Validation& validation_;
  const std::vector<Answer>& answers_;
  const RunStore& store_;
  std::vector<std::size_t> first_;  // run of each sweep
};

}  // namespace

std::optional<Verdict> stored_verdict(const EntryRuns& runs, Size size) {
  return runs.entry.at(size).verdict;
}

bool is_kept(const EntryRuns& runs, Size size, const EntryVerdict& verdict) {
  const std::optional<Verdict> stored = stored_verdict(runs, size);
  return !stored || *stored == verdict.verdict;
}

std::vector<EntryVerdict> verdicts_of(const Validation& validation, const std::vector<Answer>& answers,
                                      const RunStore& store) {
  const Judge judge(validation, answers, store);
  std::vector<EntryVerdict> all;
  for (std::size_t number = 0; number < validation.entries.size(); ++number) all.push_back(judge.of(number));
  return all;
}

}  // namespace exomet
