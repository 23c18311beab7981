// The tables of a validation.
#include <cmath>

#include "sim/run/record/csv_file.hpp"
#include "sim/study/evidence/verdicts.hpp"

namespace exomet {

namespace {

using Columns = std::vector<std::string>;

std::string told(const std::optional<Measured>& number) {
  return number ? with_unit(number->number, number->unit) : "";
}

// "27 d", "48 d (31 d to 68 d)", or the words.
std::string observed_text(const Observation& observed) {
  std::string text = told(observed.value);
  if (observed.low && observed.high)
    text += (text.empty() ? "" : " (") + told(observed.low) + " to " + told(observed.high) +
            (text.empty() ? "" : ")");
  if (observed.text.empty()) return text;
  return text.empty() ? observed.text : text + "; " + observed.text;
}

std::string citations(const EvidenceEntry& entry, const Bibliography& books) {
  std::string text;
  for (const std::string& key : entry.sources) {
    const Reference* reference = books.find(key);
    text += (text.empty() ? "" : "; ") + (reference ? short_citation(*reference) : key);
  }
  return text;
}

double end_of(double end) { return std::isinf(end) ? NAN : end; }

void write_entries(const Validation& validation, const std::vector<EntryVerdict>& verdicts,
                   const Bibliography& books, const std::filesystem::path& folder) {
  CsvFile file(folder / "evidence.csv",
               Columns{"entry",         "role",          "beside",  "claim",     "sources",    "n",
                       "observed",      "about",         "reads",   "expected",  "region_low", "region_high",
                       "unit",          "seeds",         "values",  "missing",   "failed",     "mean",
                       "low",           "high",          "verdict", "stored",    "kept",       "draws",
                       "draws_passing", "draws_missing", "share",   "share_low", "share_high"});
  for (std::size_t i = 0; i < verdicts.size(); ++i) {
    const EntryRuns& runs = validation.entries[i];
    const EntryVerdict& verdict = verdicts[i];
    const std::optional<Verdict> stored = stored_verdict(runs, validation.rules.size);
    const DrawShare& share = verdict.share;
    file << runs.entry.name << std::string(name(runs.entry.role)) << runs.entry.beside << runs.entry.claim
         << citations(runs.entry, books) << (runs.entry.n > 0 ? std::to_string(runs.entry.n) : "")
         << observed_text(runs.entry.observed) << runs.entry.about << text_of(runs.entry.reads)
         << text_of(runs.entry.expect, runs.entry.arms) << end_of(runs.region.low) << end_of(runs.region.high)
         << runs.shown.unit << runs.seeds.replicates << verdict.estimate.values << verdict.estimate.missing
         << verdict.failed << verdict.estimate.mean << verdict.estimate.interval.low
         << verdict.estimate.interval.high << std::string(name(verdict.verdict))
         << std::string(stored ? name(*stored) : "")
         << std::string(is_kept(runs, validation.rules.size, verdict) ? "yes" : "no") << share.draws
         << share.passing << share.missing
         << (share.draws > 0 ? static_cast<double>(share.passing) / static_cast<double>(share.draws) : NAN)
         << (share.draws > 0 ? share.interval.low : NAN) << (share.draws > 0 ? share.interval.high : NAN);
    file.end_row();
  }
  file.flush();
}

void write_arms(const Validation& validation, const std::vector<EntryVerdict>& verdicts,
                const std::filesystem::path& folder) {
  CsvFile arms(folder / "arms.csv", Columns{"entry", "arm", "unit", "values", "mean", "low", "high"}),
      values(folder / "values.csv", Columns{"entry", "arm", "replicate", "value"});
  for (std::size_t i = 0; i < verdicts.size(); ++i) {
    const EntryRuns& runs = validation.entries[i];
    for (std::size_t arm = 0; arm < runs.entry.arms.size(); ++arm) {
      const Estimate95 estimate = estimate_of(verdicts[i].arms[arm]);
      arms << runs.entry.name << runs.entry.arms[arm].name << runs.shown.arm_unit << estimate.values
           << estimate.mean << estimate.interval.low << estimate.interval.high;
      arms.end_row();
      for (std::size_t seed = 0; seed < verdicts[i].arms[arm].size(); ++seed) {
        values << runs.entry.name << runs.entry.arms[arm].name << seed << verdicts[i].arms[arm][seed];
        values.end_row();
      }
    }
  }
  arms.flush();
  values.flush();
}

void write_draws(const Validation& validation, const std::vector<EntryVerdict>& verdicts,
                 const std::filesystem::path& folder) {
  CsvFile file(folder / "draws.csv", Columns{"entry", "draw", "value", "passes"});
  for (std::size_t i = 0; i < verdicts.size(); ++i)
    for (std::size_t draw = 0; draw < verdicts[i].drawn.size(); ++draw) {
      const double value = verdicts[i].drawn[draw];
      file << validation.entries[i].entry.name << draw << value
           << std::string(!std::isnan(value) && validation.entries[i].region.holds(value) ? "yes" : "no");
      file.end_row();
    }
  file.flush();
}

}  // namespace

void write_verdicts(const Validation& validation, const std::vector<EntryVerdict>& verdicts,
                    const Bibliography& books, const std::filesystem::path& folder) {
  write_entries(validation, verdicts, books, folder);
  write_arms(validation, verdicts, folder);
  write_draws(validation, verdicts, folder);
}

}  // namespace exomet
