// A run that was ended in any way goes on, and nothing tells it from one in one go.
#include <chrono>
#include <random>

#include "tests/e2e/program.hpp"

namespace exomet::test {
namespace {

using Catch::Contains;
using Files = std::map<std::string, std::string>;

const std::string some_days =
    "duration: 6 d\noutput: {every: 9 h, measures: 1 h, formats: [vtk, csv]}\ntreatments: [removal]\n";
const std::string crowd = " --quiet --set start.2.scatter.count=30 --set cells.tumour.divides.rate='0.3 /d' ";

// Ends a run into r by SIGTERM as soon as it has recorded some more, however fast the machine is.
Said ended_early(const Workplace& place, const std::string& run) {
  return place.bash("records() { ls r.partial/cells 2>/dev/null | wc -l; }; before=$(records)\n\"$exomet\" " +
                    run +
                    "& pid=$!\nuntil (($(records) >= before + 2)) || ! kill -0 $pid; do sleep 0.01; done\n"
                    "kill -TERM $pid; wait $pid");
}

void check_same(const Files& found, const Files& expected) {
  CHECK(found.size() == expected.size());
  for (const auto& [file, bytes] : expected) {
    INFO(file);
    CHECK((found.count(file) == 1 && found.at(file) == bytes));
  }
}

}  // namespace

TEST_CASE("runs that are killed at random moments and resumed write the same files as a run in one go") {
  Workplace place(some_days);
  const auto start = std::chrono::steady_clock::now();
  REQUIRE(place.exomet("run e.yaml --out whole" + crowd).code == 0);
  const std::chrono::duration<double> one_go = std::chrono::steady_clock::now() - start;
  const Files whole = results(place, "whole");
  REQUIRE(whole.at("events.csv").find(",division,") != std::string::npos);
  std::mt19937 random(20240607);
  std::uniform_real_distribution<double> delay(0.05, 0.6);  // of the time of a run in one go
  int kills = 0;
  for (int run = 0; run < 6; ++run) {
    const std::string out = "r" + std::to_string(run);
    int code = 137;
    for (int part = 0; code == 137 && part < 60; ++part) {
      const std::string threads = std::to_string(1 + part % 3);
      // From the fourth part on it takes its time, so that it comes to an end however slow the machine is.
      const double seconds = delay(random) * one_go.count() * (part < 4 ? 1 : part);
      const Said said =
          place.bash("timeout -s KILL " + std::to_string(seconds) + " \"$exomet\" run e.yaml --resume " +
                     "--checkpoint-every '0 s' --threads " + threads + " --out " + out + crowd);
      code = said.code;
      kills += code == 137;
      INFO(said.err);
      REQUIRE((code == 0 || code == 137));
    }
    REQUIRE(code == 0);
    INFO(out);
    check_same(results(place, out), whole);
    CHECK(!place.has(out + ".partial"));
  }
  CHECK(kills >= 6);
}

TEST_CASE("a run that is interrupted says how to go on and that command goes on") {
  Workplace place(some_days);
  REQUIRE(place.exomet("run e.yaml --out whole" + crowd).code == 0);
  const std::string signal = GENERATE("INT", "TERM");
  const Said said = place.bash(
      "\"$exomet\" run e.yaml --out 'a run'" + crowd +
      "& pid=$!\n"
      "for i in {1..500}; do [ -e 'a run.partial/cells/cells_0001.vtp' ] && break; sleep 0.01; done\n"
      "kill -" +
      signal + " $pid; wait $pid");
  CHECK(said.code == 130);
  CHECK_THAT(said.err,
             Contains("interrupted at ") && Contains(" of 6 d; all of it is saved in 'a run.partial'"));
  CHECK(!place.has("a run"));
  const std::string start = "  ./exomet run ";
  const std::size_t at = said.err.find(start);
  REQUIRE(at != std::string::npos);
  const std::string command = said.err.substr(at + start.size());
  CHECK_THAT(command, Contains("--resume"));
  REQUIRE(place.bash("\"$exomet\" run " + command).code == 0);
  check_same(results(place, "a run"), results(place, "whole"));
}

TEST_CASE("a run that is through goes on when its duration is longer now") {
  Workplace place(some_days);
  REQUIRE(place.exomet("run e.yaml --out whole" + crowd).code == 0);
  // 50 h is no time of a record of cells in the longer run, and 60 h a record of neither kind ends there.
  for (const char* hours : {"50", "54"}) {
    const std::string out = std::string("after") + hours;
    REQUIRE(
        place.exomet("run e.yaml --set 'duration=" + std::string(hours) + " h' --out " + out + crowd).code ==
        0);
    const Files before = place.files(out);
    const Said again =
        place.exomet("run e.yaml --set 'duration=" + std::string(hours) + " h' --resume --out " + out);
    CHECK(again.code == 2);  // the crowd is missing
    CHECK_THAT(again.err, Contains("start.2.scatter.count"));
    CHECK((place.files(out) == before));
    CHECK(!place.has(out + ".partial"));
    REQUIRE(place.exomet("run e.yaml --resume --out " + out + crowd).code == 0);
    check_same(results(place, out), results(place, "whole"));
    const Said through = place.exomet("run e.yaml --resume --out " + out + crowd);
    CHECK(through.code == 0);
  }
}

TEST_CASE("an interrupted run is neither lost nor gone on with unless asked") {
  Workplace place(some_days);
  const std::string run = "run e.yaml --out r" + crowd;
  REQUIRE(ended_early(place, run).code == 130);
  REQUIRE(place.has("r.partial/checkpoint.h5"));
  const Files before = place.files("r.partial");
  const Said again = place.exomet(run);
  CHECK(again.code == 2);
  CHECK_THAT(again.err, Contains("--resume") && Contains("--force"));
  const Said other = place.exomet(run + " --resume --seed 8");
  CHECK(other.code == 2);
  CHECK_THAT(other.err, Contains("experiment.seed"));
  CHECK((place.files("r.partial") == before));
  CHECK(place.exomet(run + " --force --set 'duration=6 h'").code == 0);
  CHECK(!place.has("r.partial"));
}

TEST_CASE("with its last checkpoint damaged a run goes on from the one before it") {
  Workplace place("duration: 12 d\noutput: {every: 9 h, measures: 9 h}\n");
  REQUIRE(place.exomet("run e.yaml --out whole" + crowd).code == 0);
  const std::string run = "run e.yaml --out r" + crowd;
  REQUIRE(ended_early(place, run).code == 130);
  REQUIRE(ended_early(place, run + " --resume ").code == 130);
  REQUIRE(place.has("r.partial/checkpoint.previous.h5"));
  std::string bytes = bytes_of(place / "r.partial/checkpoint.h5");
  bytes[bytes.size() / 2] = static_cast<char>(bytes[bytes.size() / 2] ^ 4);
  save(place / "r.partial/checkpoint.h5", bytes);
  const Said said = place.exomet(run + " --resume");
  CHECK(said.code == 0);
  CHECK_THAT(said.err, Contains("checkpoint.h5' is damaged (its checksum is wrong)"));
  check_same(results(place, "r"), results(place, "whole"));
}

TEST_CASE("a run whose only checkpoint is damaged isn't told to go on from it") {
  Workplace place("duration: 12 d\noutput: {every: 9 h, measures: 9 h}\n");
  const std::string run = "run e.yaml --out r" + crowd;
  REQUIRE(ended_early(place, run).code == 130);
  REQUIRE(!place.has("r.partial/checkpoint.previous.h5"));
  save(place / "r.partial/checkpoint.h5", bytes_of(place / "r.partial/checkpoint.h5").substr(0, 1000));
  const auto before = place.files("r.partial");
  const Said said = place.exomet(run + " --resume");
  CHECK(said.code == 1);
  CHECK_THAT(said.err, Contains("checkpoint.h5' is damaged") && Contains("start anew with --force") &&
                           !Contains("goes on with"));
  CHECK((place.files("r.partial") == before));
}

TEST_CASE("a checkpoint that can't be read is told with its path") {
  Workplace place("duration: 12 d\noutput: {every: 9 h, measures: 9 h}\n");
  const std::string run = "run e.yaml --out r" + crowd;
  REQUIRE(ended_early(place, run).code == 130);
  std::filesystem::remove(place / "r.partial/checkpoint.h5");
  std::filesystem::create_directory(place / "r.partial/checkpoint.h5");
  Said said = place.exomet(run + " --resume");
  CHECK(said.code == 1);
  CHECK_THAT(said.err, Contains("r.partial/checkpoint.h5' (Is a directory)"));
  std::filesystem::remove(place / "r.partial/checkpoint.h5");
  std::filesystem::create_symlink("checkpoint.h5", place / "r.partial/checkpoint.h5");
  said = place.exomet(run + " --resume");
  CHECK(said.code == 1);
  CHECK_THAT(said.err, Contains("r.partial/checkpoint.h5' (Too many levels of symbolic links)"));
}

TEST_CASE("a run that is through but damaged is neither made longer nor said to be through") {
  Workplace place;
  REQUIRE(place.exomet("run e.yaml --quiet --out r").code == 0);
  const std::string table = bytes_of(place / "r/measures.csv"), json = bytes_of(place / "r/run.json");
  for (const char* duration : {"12 h", "18 h"}) {
    const std::string again =
        "run e.yaml --quiet --out r --resume --set 'duration=" + std::string(duration) + "'";
    save(place / "r/measures.csv", table.substr(0, table.size() - 10));  // of the record after the checkpoint
    Said said = place.exomet(again);
    CHECK(said.code == 1);
    CHECK_THAT(said.err, Contains("'r' is damaged: measures.csv has ") && Contains("--force"));
    save(place / "r/measures.csv", table);
    save(place / "r/run.json", "");
    said = place.exomet(again);
    CHECK(said.code == 1);
    CHECK_THAT(said.err, Contains("'r' is damaged: run.json is cut short"));
    save(place / "r/run.json", json);
  }
  CHECK(place.exomet("run e.yaml --quiet --out r --resume").code == 0);
  save(place / "r/run.json", "");
  CHECK(place.exomet("run e.yaml --quiet --out r --force").code == 0);
}

TEST_CASE("a terminal that is closed ends a run as it is told to end but not under nohup") {
  Workplace place(some_days);
  const std::string
      start = "\"$exomet\" run e.yaml --out r" + crowd,
      wait =
          "& pid=$!\nfor i in {1..500}; do [ -e r.partial/cells/cells_0001.vtp ] && break; sleep 0.01; "
          "done\nkill -HUP $pid; wait $pid";
  CHECK(place.bash("trap '' HUP\n" + start + wait).code == 0);
  REQUIRE(place.bash("rm -r r; trap - HUP\n" + start + wait).code == 130);
  CHECK(place.has("r.partial/checkpoint.h5"));
}

TEST_CASE("an empty seed is refused") {
  Workplace place;
  const Said said = place.exomet("run e.yaml --quiet --out r --seed ''");
  CHECK(said.code == 2);
  CHECK_THAT(said.err, Contains("--seed") && Contains("an empty value"));
}

TEST_CASE("tables that were cut or changed since the checkpoint are told before anything goes on") {
  Workplace place(some_days);
  const std::string run = "run e.yaml --out r" + crowd;
  REQUIRE(ended_early(place, run).code == 130);
  const auto refused = [&](const std::string& table, const std::string& bytes, const std::string& says) {
    const std::string file = "r.partial/" + table, whole = bytes_of(place / file);
    save(place / file, bytes);
    const Files before = place.files("r.partial");
    const Said said = place.exomet(run + " --resume");
    INFO(said.err);
    CHECK(said.code == 2);
    CHECK_THAT(said.err, Contains(file + "' isn't as it was at the checkpoint (" + says));
    CHECK((place.files("r.partial") == before));
    save(place / file, whole);
  };
  for (const std::string table : {"measures.csv", "events.csv", "ledger.csv"}) {
    const std::string whole = bytes_of(place / ("r.partial/" + table));
    refused(table, whole.substr(0, whole.find('\n') + 1), "it has ");
    refused(table, "", "it isn't there, or is empty");
  }
  std::string joined = bytes_of(place / "r.partial/measures.csv");
  joined[joined.find('\n', 200)] = ' ';
  refused("measures.csv", joined, "it has ");
  CHECK(place.exomet(run + " --resume").code == 0);
}

TEST_CASE("a time between checkpoints that is none is refused") {
  Workplace place;
  for (const char* words : {"often", "'3'", "'-1 s'", "'1 um'"}) {
    const Said said = place.exomet("run e.yaml --out r --checkpoint-every=" + std::string(words));
    CHECK(said.code == 2);
    CHECK_THAT(said.err, Contains("--checkpoint-every"));
  }
  CHECK(place.exomet("run e.yaml --out r --quiet --checkpoint-every never").code == 0);
  CHECK(place.exomet("run e.yaml --out r --quiet --resume --force").code == 2);
}

TEST_CASE("a run whose scan was changed isn't gone on with") {
  const Workplace place("duration: 6 h\noutput: {every: 6 h, measures: 1 h}\n");
  const auto save_scan = [&](char last) {
    save(place / "bone.mhd",
         "ObjectType = Image\nNDims = 3\nDimSize = 12 12 8\nElementSpacing = 10 10 10\n"
         "ElementType = MET_UCHAR\nElementDataFile = bone.raw\n");
    save(place / "bone.raw", std::string(12 * 12 * 2, '\1') + std::string(12 * 12 * 6 - 1, '\0') + last);
  };
  std::string model = bytes_of(small_model);
  const std::string layer = "layer: {of: matrix, within: {z: [0 um, 20 um]}";
  model.replace(model.find(layer), layer.size(),
                "image: {of: matrix, file: bone.mhd, unit: um, threshold: 0.5");
  save(place / "small.yaml", model);
  save(place / "e.yaml", "model: small.yaml\nduration: 6 h\noutput: {every: 6 h, measures: 1 h}\n");
  save_scan('\0');
  const Said first = place.exomet("run e.yaml --out r --quiet");
  INFO(first.err);
  REQUIRE(first.code == 0);
  CHECK_THAT(bytes_of(place / "r/run.json"), Contains("\"bone.mhd\": "));
  save_scan('\1');
  const Said changed = place.exomet("run e.yaml --out r --quiet --resume --set 'duration=12 h'");
  CHECK(changed.code == 2);
  CHECK_THAT(changed.err, Contains("the content of 'bone.mhd' isn't what it was"));
  save_scan('\0');
  CHECK(place.exomet("run e.yaml --out r --quiet --resume --set 'duration=12 h'").code == 0);
}

}  // namespace exomet::test
