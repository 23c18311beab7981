// The same bits at any number of threads, in the digest and in every file.
#include <nlohmann/json.hpp>

#include "sim/base/parallel.hpp"
#include "tests/e2e/program.hpp"

namespace exomet::test {
namespace {

// What may differ between two equal runs.
std::string without_timings(const std::string& run_json) {
  nlohmann::json json = nlohmann::json::parse(run_json);
  REQUIRE(json.erase("timings") == 1);
  return json.dump();
}

// The checkpoint, too, holds timings; what it says otherwise is in the digest.
std::map<std::string, std::string> comparable(std::map<std::string, std::string> files) {
  REQUIRE(files.erase("checkpoint.h5") == 1);
  files.at("run.json") = without_timings(files.at("run.json"));
  return files;
}

std::string digest_of(const std::map<std::string, std::string>& files) {
  return nlohmann::json::parse(files.at("run.json")).at("digest");
}

}  // namespace

TEST_CASE("every file of a run is the same at 1 and 2 and 3 and 7 threads") {
  Workplace place;
  const std::string run =
      "run " + configs +
      "peritoneum.yaml --quiet --set 'domain.size=[800 um, 800 um, 160 um]' --set 'duration=16 h' "
      "--set 'output.every=4 h' --set 'parameters.ev_release=2000 /h' --set parameters.single_cells=1500 ";
  REQUIRE(place.exomet(run + "--threads 1 --out t1").code == 0);
  const auto one = comparable(place.files("t1"));
  REQUIRE(one.size() == 4 + 2 + 2 * 5);
  REQUIRE(one.at("events.csv").find(",division,") !=
          std::string::npos);  // so that there is something to differ in
  REQUIRE(one.at("events.csv").find(",death,") != std::string::npos);
  const auto population = nlohmann::json::parse(one.at("run.json")).at("cells");
  REQUIRE(population > few_cells);  // fewer are left to one thread
  for (const char* threads : {"2", "3", "7"}) {
    INFO(threads << " threads");
    REQUIRE(place.exomet(run + "--threads " + threads + " --out t" + threads).code == 0);
    const auto many = place.files(std::string("t") + threads);
    CHECK(nlohmann::json::parse(many.at("run.json")).at("timings").at("threads") == std::stoi(threads));
    CHECK(digest_of(many) == digest_of(one));
    for (const auto& [file, bytes] : comparable(many)) {
      INFO(file);
      CHECK((one.at(file) == bytes));
    }
    CHECK(many.size() == one.size() + 1);
  }
}

TEST_CASE("another seed gives another run and the same seed the same") {
  Workplace place;
  for (const char* run : {"a --seed 5", "b --seed 5", "c --seed 6", "d --set seed=5"})
    REQUIRE(place.exomet("run e.yaml --quiet --out " + std::string(run)).code == 0);
  CHECK(digest_of(place.files("a")) == digest_of(place.files("b")));
  CHECK(digest_of(place.files("a")) == digest_of(place.files("d")));
  CHECK(digest_of(place.files("a")) != digest_of(place.files("c")));
}

// For half a second: a thread that writes a file may be there beside them for a moment.
TEST_CASE("a run really has the threads that it was asked for") {
  Workplace place("duration: 100 d\noutput: {every: 100 d, measures: 100 d}\n");
  for (const std::string threads : {"1", "5"}) {
    const Said said = place.bash(
        "\"$exomet\" run e.yaml --quiet --force --set cells.tumour.divides.rate='0 /d' "
        "--set start.2.scatter.count=3000 --threads " +
        threads +
        " & pid=$!\n"
        "same=0\n"
        "for i in $(seq $((50 * patience))); do\n"
        "  n=$(ls /proc/$pid/task | wc -l)\n"
        "  [ $n -eq " +
        threads +
        " ] && same=$((same + 1)) || same=0\n"
        "  [ $same -ge 6 ] && break\n"
        "  sleep 0.1\n"
        "done\n"
        "kill -9 $pid; [ $same -ge 6 ] && echo $n || echo $n at last");
    CHECK(said.out == threads + "\n");
  }
}

TEST_CASE("cells that a treatment takes out are the same in parts and in one go at any number of threads") {
  const Workplace place(
      "duration: 12 h\noutput: {every: 3 h, measures: 1 h, formats: [vtk, csv]}\ntreatments: [surgery]\n"
      "set: {treatments.surgery: {from: 2 h, every: 4 h, remove: [{of: tumour, within: {x: [0 um, 60 um]}},\n"
      "      {of: sheet_cell, within: {y: [0 um, 50 um]}}]}}\n");
  REQUIRE(place.exomet("run e.yaml --quiet --threads 1 --out whole").code == 0);
  const auto whole = results(place, "whole");
  REQUIRE(whole.at("events.csv").find(",excise,") != std::string::npos);
  for (const std::string threads : {"1", "2", "3", "7"})
    for (const std::string hours : {"2", "5"}) {  // the first ends when the surgery begins
      INFO(threads << " threads, in parts at " << hours << " h");
      const std::string run = "run e.yaml --quiet --resume --threads " + threads + " --out parts";
      REQUIRE(place.exomet(run + hours + " --set 'duration=" + hours + " h'").code == 0);
      REQUIRE(place.exomet(run + hours).code == 0);
      CHECK((results(place, "parts" + hours) == whole));
      std::filesystem::remove_all(place / ("parts" + hours));
    }
}

}  // namespace exomet::test
