// The folder of a run at every fault: the older run or the new one is whole, and the same command goes on.
#include "tests/faults/campaign.hpp"

namespace exomet::test {
namespace {

constexpr std::size_t sample = 60;

const std::string stand_in = "'" EXOMET_STAND_IN "' w/r ";

void check_trial(const Workplace& place, const Trial& trial) {
  const Campaign campaign(place, trial);
  const auto files = [&](const std::string& run) {
    auto all = place.has(run) ? place.files(run) : std::map<std::string, std::string>{};
    all.erase(".replacing");  // the next run removes it
    return all;
  };
  campaign.run(
      sample,
      [&](int code) {
        const auto found = files("w/r");
        CHECK((found == files("after/r") || (code != 0 && found == files("before/r"))));
        if (code == 0) CHECK(place.bash("ls -A w").out == "r\n");
      },
      [&] {
        CHECK((place.files("w/r") == place.files("after/r")));
        CHECK(place.bash("ls -A w").out == "r\n");
      });
}

}  // namespace

TEST_CASE("the folder of a run is absent or whole at any fault and is gone on with") {
  check_trial(Workplace(), {"", stand_in + "resume 1 5"});
}

TEST_CASE("the folder of a run that replaces another is the one or the other at any fault") {
  check_trial(Workplace(), {stand_in + "fresh 1 3; echo > w/r/report.html", stand_in + "replace 2 5"});
}

TEST_CASE("the folder of a run that is made longer is as it was or longer at any fault") {
  check_trial(Workplace(), {stand_in + "fresh 1 3; echo > w/r/report.html", stand_in + "resume 1 6"});
}

}  // namespace exomet::test
