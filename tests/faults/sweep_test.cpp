// Sweeps that are killed, or find no room or a broken disk, at any call: tables and the text that
// made them are the old ones or the new ones, and the same command goes on to the same files.
#include "tests/faults/campaign.hpp"

namespace exomet::test {
namespace {

using Files = std::map<std::string, std::string>;

constexpr std::size_t sample = 24;

const std::string sweep = "\"$exomet\" sweep s.yaml --quiet --no-figures -j 1 --threads 1 --out w/s";

// What a reader finds in the folder of a sweep. How long the runs took isn't the same in any two.
Files tables(const Workplace& place, const std::string& folder) {
  Files found;
  if (!place.has(folder)) return found;
  for (const auto& [name, bytes] : place.files(folder)) {
    const bool is_table = name.rfind("runs/", 0) != 0 && name.rfind(".set/", 0) != 0;
    if (is_table && name != "timings.csv" && !name.ends_with(".part")) found[name] = bytes;
  }
  return found;
}

std::string names(const Files& files) {
  std::string text;
  for (const auto& [name, bytes] : files) text += name + " " + std::to_string(bytes.size()) + "\n";
  return text;
}

void check_trial(const Workplace& place, const Trial& trial) {
  const Campaign campaign(place, trial);
  const Files old = tables(place, "before/s"), fresh = tables(place, "after/s");
  campaign.run(
      sample,
      [&](int code) {
        Files found = tables(place, "w/s");
        INFO(names(found));
        const bool is_new = found == fresh;
        if (!place.has("before/s"))
          found.erase("sweep.json");  // whose the folder is, before there are tables
        CHECK((is_new || (code != 0 && found == old)));
      },
      [&] {
        CHECK((tables(place, "w/s") == fresh));
        const Said left =
            place.bash("find w/s -name '*.part*' -o -name '.set' -o -name '*.json.*' -o -type l");
        CHECK(left.out == "");
        CHECK(place.bash("ls -A w").out == "s\n");
      });
}

// A table that goes, one that comes, and others that change.
const std::string first_text =
    "experiment: e.yaml\nset: {duration: 1 h, output: {every: 1 h}}\nvary: {parameters.load: [1, 50]}\n"
    "measure: [tumours, many]\nsurvival: {event: many}\n";
const std::string second_text =
    "experiment: e.yaml\nabout: Another one.\nset: {duration: 1 h, output: {every: 1 h}}\n"
    "vary: {parameters.load: [1, 3, 50]}\nmeasure: [tumours]\nseries: true\n";

}  // namespace

TEST_CASE("a sweep that fails at any call has no tables or whole ones and goes on") {
  const Workplace place;
  save(place / "s.yaml", first_text);
  check_trial(place, {"", sweep});
}

TEST_CASE("a sweep whose file was edited shows the old tables or the new ones at any fault") {
  const Workplace place;
  save(place / "first", first_text);
  save(place / "second", second_text);
  check_trial(place, {"cp first s.yaml; " + sweep + "; cp second s.yaml", sweep});
}

TEST_CASE("a sweep that keeps what its runs write goes on after any fault") {
  const Workplace place;
  save(place / "s.yaml", first_text + "keep: tables\n");
  check_trial(place, {"", sweep});
}

TEST_CASE("tables that are collected anew are the old ones or the new ones at any fault") {
  const Workplace place;
  save(place / "first", first_text);
  save(place / "second", second_text);
  check_trial(place, {"cp first s.yaml; " + sweep + "; cp second s.yaml; " + sweep + "; cp first s.yaml",
                      "\"$exomet\" sweep collect s.yaml --quiet --no-figures --out w/s"});
}

}  // namespace exomet::test
