// A run is whole or absent: whatever ends it.
#include <unistd.h>

#include "sim/run/record/csv_table.hpp"
#include "tests/e2e/program.hpp"

namespace exomet::test {
namespace {

using Catch::Contains;

// Long enough to be ended from outside.
const std::string endless = "duration: 1000 d\noutput: {every: 1 d, measures: 1 d}\n";
const std::string few_cells = " --set cells.tumour.divides.rate='0 /d' ";

// Starts a run of e.yaml in the background, waits for its first records and does something to "$pid".
std::string while_running(const std::string& act) {
  return "\"$exomet\" run e.yaml --quiet --out r" + few_cells +
         "& pid=$!\n"
         "for i in {1..200}; do [ -e r.partial/cells/cells_0001.vtp ] && break; sleep 0.05; done\n" +
         act + "\n";
}

}  // namespace

TEST_CASE("an existing run is not overwritten unless asked") {
  Workplace place;
  REQUIRE(place.exomet("run e.yaml --quiet --out r").code == 0);
  const auto before = place.files("r");
  const Said again = place.exomet("run e.yaml --quiet --out r --seed 9");
  CHECK(again.code == 2);
  CHECK_THAT(again.err, Contains("'r' is there already") && Contains("--force"));
  CHECK((place.files("r") == before));
  REQUIRE(place.exomet("run e.yaml --quiet --out r --seed 9 --force").code == 0);
  CHECK((place.files("r").at("measures.csv") != before.at("measures.csv")));
  CHECK(place.files("r").size() == before.size());
  CHECK(!place.has("r.partial"));
  CHECK(!place.has("r.replaced"));
}

TEST_CASE("a run that fails leaves the old one as it was even with force") {
  Workplace place;
  REQUIRE(place.exomet("run e.yaml --quiet --out r").code == 0);
  const auto before = place.files("r");
  CHECK(place.exomet("run e.yaml --quiet --out r --force --set cells.tumour.divides.rate='1000 /h'").code ==
        1);
  CHECK((place.files("r") == before));
}

TEST_CASE("what is no run is never replaced") {
  Workplace place;
  save(place / "file", "mine");
  std::filesystem::create_directory(place / "folder");
  save(place / "folder/thesis.tex", "mine");
  for (const char* out : {"file", "folder", "folder/"}) {
    const Said said = place.exomet("run e.yaml --quiet --force --out " + std::string(out));
    CHECK(said.code == 2);
    CHECK_THAT(said.err, Contains("give another --out"));
  }
  for (const char* out : {".", "..", "/", "a/..", "''"})
    CHECK(place.exomet("run e.yaml --quiet --force --out " + std::string(out)).code == 2);
  CHECK(bytes_of(place / "file") == "mine");
  CHECK(bytes_of(place / "folder/thesis.tex") == "mine");
}

TEST_CASE("what no run wrote keeps a run from being replaced or made longer") {
  Workplace place;
  REQUIRE(place.exomet("run e.yaml --quiet --out r").code == 0);
  REQUIRE(place.exomet("run e.yaml --quiet --out r/sub").code == 0);
  save(place / "r/notes.txt", "mine");
  const auto before = place.files("r");
  for (const char* how : {"--force", "--resume --set 'duration=1 d'"}) {
    const Said said = place.exomet("run e.yaml --quiet --out r " + std::string(how));
    CHECK(said.code == 2);
    CHECK_THAT(said.err,
               Contains("'r' holds what no run wrote: notes.txt, sub") && Contains("move it elsewhere"));
    CHECK((place.files("r") == before));
    CHECK(!place.has("r.partial"));
  }
}

TEST_CASE("a run that is made longer has nothing that was drawn of the shorter one") {
  Workplace place;
  REQUIRE(place.exomet("run e.yaml --quiet --out r").code == 0);
  REQUIRE(place.exomet("report r --no-picture").code == 0);
  REQUIRE(place.exomet("graph e.yaml --run r").code == 0);
  std::filesystem::create_directory(place / "r/plots");
  save(place / "r/plots/overview.png", "of the shorter run");
  REQUIRE(place.exomet("run e.yaml --quiet --out r --resume").code == 0);
  CHECK(place.has("r/report.html"));  // it is through: nothing was changed
  REQUIRE(place.exomet("run e.yaml --quiet --out r --resume --set 'duration=18 h'").code == 0);
  REQUIRE(place.exomet("run e.yaml --quiet --out whole --set 'duration=18 h'").code == 0);
  CHECK((results(place, "r") == results(place, "whole")));
}

TEST_CASE("a run in a folder with a picture of the user's own is told so") {
  Workplace place;
  REQUIRE(place.exomet("run e.yaml --quiet --out r").code == 0);
  save(place / "r/figure1.png", "mine");
  CHECK_THAT(place.exomet("run e.yaml --quiet --out r --force").err, Contains("figure1.png"));
  CHECK(bytes_of(place / "r/figure1.png") == "mine");
}

TEST_CASE("a folder may be named in any way") {
  Workplace place;
  REQUIRE(place.exomet("run e.yaml --quiet --out a/b/").code == 0);
  CHECK(place.has("a/b/run.json"));
  CHECK(!place.has("a/b.partial"));
  REQUIRE(place.exomet("run e.yaml --quiet --out './with a space/../c d'").code == 0);
  CHECK(place.has("c d/run.json"));
}

TEST_CASE("a run that is killed before its first checkpoint leaves no run and the next one works") {
  Workplace place(endless);
  const Said killed = place.bash(while_running("kill -9 $pid; wait $pid"));
  CHECK(killed.code == 128 + 9);
  CHECK(place.has("r.partial/cells/cells_0001.vtp"));
  CHECK(!place.has("r"));
  const Said next = place.exomet("run e.yaml --quiet --out r --set 'duration=1 d'");
  INFO(next.err);
  CHECK(next.code == 0);
  CHECK(place.has("r/run.json"));
  CHECK(!place.has("r/cells/cells_0002.vtp"));  // nothing of the killed run
  CHECK(!place.has("r.partial"));
}

TEST_CASE("two runs can't write to the same folder") {
  Workplace place(endless);
  const Said said =
      place.bash(while_running("\"$exomet\" run e.yaml --quiet --out r; code=$?\n"
                               "kill -0 $pid && ls r.partial/run.json r.partial/cells.pvd\n"
                               "kill -9 $pid; exit $code"));
  CHECK(said.code == 2);
  CHECK_THAT(said.err, Contains("another run is writing to 'r'"));
  CHECK_THAT(said.out, Contains("cells.pvd"));
}

TEST_CASE("of two runs into one folder that start at the same time one is refused") {
  Workplace place;
  const Said said = place.bash(
      "for i in {1..6}; do\n"
      "  for seed in 1 2 3 4; do (\"$exomet\" run e.yaml --quiet --out r$i --seed $seed 2>&1; echo code $?) "
      ">$i.$seed & "
      "done; wait\n"
      "  echo $(grep -l 'code 0' $i.* | wc -l) $(grep -lE 'there already|another run' $i.* | wc -l) $(ls -d "
      "r$i*)\n"
      "done");
  CHECK(said.out == "1 3 r1\n1 3 r2\n1 3 r3\n1 3 r4\n1 3 r5\n1 3 r6\n");
}

TEST_CASE("a folder that can't be written to is a clear failure") {
  Workplace place;
  save(place / "file", "");
  for (const char* out : {"file/r", "/proc/r", "/dev/null/r"}) {
    const Said said = place.exomet("run e.yaml --quiet --out " + std::string(out));
    CHECK(said.code == 1);
    CHECK_THAT(said.err, Contains(out) && Contains("choose a folder that can be written to"));
  }
}

TEST_CASE("a limit on the size of files ends a run as a full disk does") {
  Workplace place;
  const Said said = place.bash("ulimit -f 8; exec \"$exomet\" run e.yaml --quiet --out r");
  CHECK(said.code == 1);
  CHECK_THAT(said.err, Contains("the run failed: ") && Contains("File too large") && Contains("'r.partial'"));
  CHECK(!place.has("r"));
}

TEST_CASE("a full disk ends a run with a message and with room made it goes on") {
  if (geteuid() != 0) {
    WARN("skipped: only root can mount a small disk");
    return;
  }
  Workplace place("duration: 5 d\noutput: {every: 1 h, measures: 1 h}\n");
  const std::string run = "\"$exomet\" run e.yaml --quiet --checkpoint-every '0 s'" + few_cells;
  const Said said =
      place.bash("mkdir disk && mount -t tmpfs -o size=600k none disk || { umount disk; exit 77; }\n" + run +
                 "--out disk/r --resume; code=$?\n"  // or else the lack of room is seen before
                 "ls disk; grep -c DataSet disk/r.partial/cells.pvd; ls disk/r.partial/cells | wc -l\n"
                 "cp -r disk/r.partial full; [ $code = 1 ] || { umount disk; exit 78; }\n"
                 "mount -o remount,size=60m disk\n" +
                 run + "--out disk/r --resume && cp -r disk/r longer; code=$?; umount disk; exit $code");
  if (said.code == 77) {
    WARN("skipped: a small disk can't be mounted here");
    return;
  }
  REQUIRE(said.code == 0);  // of the run that went on
  CHECK_THAT(said.err, Contains("the run failed: at ") && Contains("stage '") && Contains("--resume"));
  CHECK_THAT(said.err, Contains("No space left on device"));
  REQUIRE_THAT(said.out, Catch::StartsWith("r.partial\n"));  // and nothing else
  // What is listed is there, and the tables have no torn row.
  const std::string counts = said.out.substr(said.out.find('\n') + 1);
  CHECK(std::stoi(counts) > 0);
  CHECK(std::stoi(counts) <= std::stoi(counts.substr(counts.find('\n') + 1)));
  for (const char* table : {"measures.csv", "events.csv", "ledger.csv"})
    CHECK(CsvTable(place / "full" / table).size() > 0);
  REQUIRE(place.bash(run + "--out whole").code == 0);
  const auto whole = place.files("whole"), longer = place.files("longer");
  CHECK(longer.size() == whole.size());
  for (const auto& [file, bytes] : whole)
    if (file != "run.json" && file != "checkpoint.h5") {
      INFO(file);
      CHECK((longer.at(file) == bytes));
    }
}

TEST_CASE("a folder in which one may not write is a clear failure") {
  Workplace place;
  // Root may write everywhere, unless it gives up that power.
  const std::string humbly =
      geteuid() == 0 ? "setpriv --bounding-set=-dac_override --inh-caps=-dac_override " : std::string();
  const Said said = place.bash("mkdir locked; chmod 555 locked; " + humbly +
                               "\"$exomet\" run e.yaml --quiet --out locked/r");
  CHECK(said.code == 1);
  CHECK_THAT(said.err, Contains("locked/r.partial") && Contains("Permission denied"));
}

TEST_CASE("output that can't be written is a failure") {
  Workplace place;
  for (const char* words : {"describe", "check e.yaml", "run e.yaml --out r"}) {
    const Said said = place.bash("exec \"$exomet\" " + std::string(words) + " >/dev/full");
    INFO(words);
    CHECK(said.code == 1);
    CHECK_THAT(said.err, Contains("can't write to the output"));
  }
}

}  // namespace exomet::test
