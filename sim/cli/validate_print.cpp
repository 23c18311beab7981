// The verdicts of a validation on a terminal.
#include <cmath>
#include <cstdio>

#include "sim/cli/validate.hpp"

namespace exomet {

namespace {

std::string number(double value) {
  char text[32];
  std::snprintf(text, sizeof text, "%.3g", value);
  return text;
}

std::string model_says(const EntryVerdict& verdict, const std::string& unit) {
  if (std::isnan(verdict.estimate.mean)) return "-";
  const auto [low, high] = verdict.estimate.interval;
  return number(verdict.estimate.mean) +
         (std::isnan(low) ? "" : " [" + number(low) + ", " + number(high) + "]") +
         (unit.empty() ? "" : " " + unit);
}

std::string told(const DrawShare& share) {
  if (share.draws == 0) return "";
  return ", " + std::to_string(share.passing) + " of " + std::to_string(share.draws) + " draws pass [" +
         number(100 * share.interval.low) + " %, " + number(100 * share.interval.high) + " %]";
}

}  // namespace

void print_verdicts(const Validation& validation, const std::vector<EntryVerdict>& verdicts) {
  int counts[3]{};
  for (std::size_t i = 0; i < verdicts.size(); ++i) {
    const EntryRuns& runs = validation.entries[i];
    const EntryVerdict& one = verdicts[i];
    ++counts[static_cast<int>(one.verdict)];
    const std::string what = std::string(name(one.verdict)) + " (" + std::string(name(runs.entry.role)) + ")";
    std::printf("  %-32s %-24s %s; passes if %s%s\n", runs.entry.name.c_str(), what.c_str(),
                model_says(one, runs.shown.unit).c_str(), text_of(runs.entry.expect, runs.entry.arms).c_str(),
                told(one.share).c_str());
    if (one.estimate.missing > 0 || one.failed > 0)
      std::printf("  %-32s note: %zu of %zu seeds without a value, %zu runs failed\n", "",
                  one.estimate.missing, one.values.size(), one.failed);
  }
  std::printf("%s: %d pass, %d fail, %d not decided\n", validation.evidence.model.c_str(), counts[0],
              counts[1], counts[2]);
}

}  // namespace exomet
