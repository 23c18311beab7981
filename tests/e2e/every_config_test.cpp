// Proof of sameness over all that is in configs/: at any number of threads, and in one go or in two parts.
#include "tests/e2e/program.hpp"

namespace exomet::test {
namespace {

std::vector<std::filesystem::path> all_configs() {
  std::vector<std::filesystem::path> found;
  for (const auto& entry : std::filesystem::directory_iterator(configs))
    if (entry.path().extension() == ".yaml") found.push_back(entry.path());
  std::sort(found.begin(), found.end());
  return found;
}

}  // namespace

TEST_CASE("every config gives the same files at 1 and 2 and 3 and 7 threads and when it is made longer") {
  REQUIRE(all_configs().size() >= 6);
  for (const std::filesystem::path& config : all_configs()) {
    const Workplace place;
    const auto run = [&](const std::string& hours, const std::string& more) {
      const Said said = place.exomet("run '" + config.string() + "' --quiet --set 'duration=" + hours +
                                     " h' --set 'output={every: 3 h, measures: 1 h}' " + more);
      INFO(said.err);
      REQUIRE(said.code == 0);
    };
    run("4", "--threads 1 --out one");
    const auto one = results(place, "one");
    run("2", "--threads 3 --out longer");
    run("4", "--threads 2 --out longer --resume");
    for (const std::string threads : {"2", "3", "7"}) run("4", "--threads " + threads + " --out t" + threads);
    for (const char* other : {"t2", "t3", "t7", "longer"})
      for (const auto& [file, bytes] : results(place, other)) {
        INFO(config << ", " << other << ", " << file);
        CHECK((one.count(file) == 1 && one.at(file) == bytes));
      }
  }
}

}  // namespace exomet::test
