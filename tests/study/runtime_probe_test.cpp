#include "sim/study/runtime_probe.hpp"

#include <catch2/catch.hpp>

#include "tests/study/sweep_files.hpp"

using namespace exomet;
using namespace exomet::test;

namespace {
double seconds_of(const SweepFiles& files, const std::vector<DueRun>& due) {
  return seconds_of_a_run(files.read(), due, files.library, 1, -7);
}
const std::string speeds = "vary: {parameters.speed: [1 um/min, 3 um/min]}\n";
}  // namespace

TEST_CASE("short runs are timed whole and leave nothing behind") {
  const SweepFiles files(speeds);
  CHECK(seconds_of(files, {{0, "a"}, {1, "b"}}) > 0);
  CHECK(std::distance(std::filesystem::recursive_directory_iterator(files.folder.path()), {}) == 5);
}

// One cell, for 5,500 years.
TEST_CASE("a run that takes longer than the trial is scaled up") {
  const SweepFiles files(speeds + "set: {cells.a.divides.rate: 0 /d}\n",
                         "duration: 2000000 d\noutput: {every: 1000 d, measures: 1000 d}\n");
  CHECK(seconds_of(files, {{0, "a"}}) > 2);
}

TEST_CASE("runs that fail leave what was assumed") {
  const SweepFiles files("vary: {parameters.speed: [1 um/min]}\n", "duration: 2 d\ntreatments: [nonsense]\n");
  CHECK(seconds_of(files, {{0, "a"}}) == -7);
  CHECK(seconds_of(files, {}) == -7);
}
