// Runs that are killed, or find no room or a broken disk, at any call: the old run or the new one is
// whole, and the same command goes on to the same files.
#include "tests/faults/campaign.hpp"

namespace exomet::test {
namespace {

constexpr std::size_t sample = 24;

const std::string run = "\"$exomet\" run e.yaml --quiet --out w/r --threads 1 --checkpoint-every '0 s'";

std::string as_text(const std::map<std::string, std::string>& files) {
  std::string text;
  for (const auto& [name, bytes] : files) text += name + " " + std::to_string(bytes.size()) + "\n";
  return text;
}

// Whatever name it has: w/r is absent, as it was, or as it is to be.
void check_old_or_new(const Workplace& place, bool is_new) {
  if (!place.has("w/r")) {
    CHECK(!is_new);
    CHECK(!place.has("before/r"));
    return;
  }
  place.bash("rm -f w/r/.replacing");  // which the next run removes
  const auto found = place.files("w/r");
  INFO(as_text(found));
  const bool as_before = place.has("before/r") && found == place.files("before/r");
  CHECK(((as_before && !is_new) || results(place, "w/r") == results(place, "after/r")));
}

void check_new_and_nothing_else(const Workplace& place) {
  CHECK((results(place, "w/r") == results(place, "after/r")));
  const Said left = place.bash("ls -A w");
  CHECK(left.out == "r\n");
}

void check_trial(const Workplace& place, const Trial& trial) {
  const Campaign campaign(place, trial);
  campaign.run(
      sample, [&](int code) { check_old_or_new(place, code == 0); },
      [&] { check_new_and_nothing_else(place); });
}

}  // namespace

TEST_CASE("a run that fails at any call is absent or whole and goes on") {
  const Workplace place;
  check_trial(place, {"", run + " --resume"});
}

TEST_CASE("a run that replaces another leaves one of them whole at any fault") {
  const Workplace place;
  check_trial(place, {run + " --seed 3", run + " --force"});
}

TEST_CASE("a run that is made longer is as it was or longer at any fault") {
  const Workplace place;
  check_trial(place, {run + " --set 'duration=7 h'", run + " --resume"});
}

TEST_CASE("a run that was interrupted goes on after any fault") {
  const Workplace place;
  check_trial(
      place,
      {run + " & pid=$!\nfor i in {1..500}; do [ -e w/r.partial/checkpoint.h5 ] && break; sleep 0.01; done\n"
             "kill -KILL $pid; wait $pid; [ -e w/r.partial/checkpoint.h5 ] || [ -e w/r ]",
       run + " --resume"});
}

}  // namespace exomet::test
