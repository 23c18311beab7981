// What the runs of a validation say of each entry, and the tables of it.
#pragma once

#include <filesystem>
#include <vector>

#include "sim/config/bibliography.hpp"
#include "sim/study/evidence/validation.hpp"

namespace exomet {

// How often a draw from the priors agrees, each with one seed.
struct DrawShare {
  std::size_t draws = 0, passing = 0, missing = 0;  // missing: without a value, or failed; these don't pass
  Interval interval;                                // 95 %, Clopper and Pearson
};

struct EntryVerdict {
  std::vector<std::vector<double>> arms;  // [arm][seed]; NaN: no value
  std::vector<double> values;             // compared, by seed
  std::size_t failed = 0;                 // runs over seeds
  Estimate95 estimate;
  Verdict verdict = Verdict::undecided;
  std::vector<double> drawn;  // compared, by draw
  DrawShare share;
};

// The stored verdict of the size that was run, and whether it was kept; an entry without one has nothing to
// keep.
std::optional<Verdict> stored_verdict(const EntryRuns&, Size);
bool is_kept(const EntryRuns&, Size, const EntryVerdict&);

// By entry. `answers`: of all runs, counted through.
std::vector<EntryVerdict> verdicts_of(const Validation&, const std::vector<Answer>& answers, const RunStore&);

// evidence.csv (a row an entry), arms.csv (a row an arm: mean and interval), values.csv (a row an arm and
// seed) and draws.csv (a row an entry and draw), into a folder. RunError with path and reason.
void write_verdicts(const Validation&, const std::vector<EntryVerdict>&, const Bibliography&,
                    const std::filesystem::path& folder);

}  // namespace exomet
