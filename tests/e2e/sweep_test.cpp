// Sweeps as a user runs them: nothing is lost, whatever happens.
#include <nlohmann/json.hpp>
#include <sstream>

#include "tests/e2e/program.hpp"

namespace exomet::test {
namespace {

const std::string experiment = "duration: 12 h\noutput: {every: 6 h, measures: 1 h}\n";
const std::string small_sweep =
    "experiment: e.yaml\nvary:\n  parameters.load: {from: 0, to: 100, levels: 3}\n  treatments: [[], "
    "[removal]]\n"
    "replicates: 4\nmeasure: [sheet, tumours, many]\n";
// Some of its runs fail: so many cells don't fit.
const std::string failing_sweep =
    "experiment: e.yaml\nvary: {start.2.scatter.count: [8, 8000, 9]}\nreplicates: 2\nmeasure: [tumours]\n";

std::vector<std::string> lines(const std::string& text) {
  std::vector<std::string> all;
  std::istringstream in(text);
  for (std::string line; std::getline(in, line);) all.push_back(line);
  return all;
}

std::vector<std::string> fields(const std::string& line) {
  std::vector<std::string> all;
  std::istringstream in(line);
  for (std::string field; std::getline(in, field, ',');) all.push_back(field);
  return all;
}

// Until the next one has begun, too.
const std::string until_one_is_done =
    "until grep -qs '\"done\"' out/s/runs/*/*.json; do sleep 0.05; done; sleep 0.3\n";

}  // namespace

TEST_CASE("a sweep writes a row for each run and a summary of each point") {
  Workplace place(experiment);
  save(place / "s.yaml", small_sweep);
  const Said said = place.exomet("sweep s.yaml --no-figures");
  INFO(said.err);
  REQUIRE(said.code == 0);
  CHECK(said.out.find("24 runs, 24 done, 0 failed") != std::string::npos);
  const auto rows = lines(bytes_of(place / "out/s/results.csv"));
  REQUIRE(rows.size() == 25);
  CHECK(rows[0] ==
        "point,replicate,seed,parameters.load,treatments,sheet,tumours,many "
        "[min],time_d,status,message,notes,run");
  CHECK(rows[7].rfind("1,2,", 0) == 0);
  CHECK(rows[7].find(",0,removal,") != std::string::npos);
  const auto summary = lines(bytes_of(place / "out/s/summary.csv"));
  CHECK(summary.size() == 1 + 6 * 3);
  CHECK(summary[1].rfind("0,0,none,sheet,,4,4,", 0) == 0);
  CHECK_FALSE(place.has("out/s/series.csv"));
}

TEST_CASE("a run of a sweep is the run that the program does with its seed") {
  Workplace place(experiment);
  save(place / "s.yaml", small_sweep);
  REQUIRE(place.exomet("sweep s.yaml --no-figures --quiet").code == 0);
  const auto row = fields(lines(bytes_of(place / "out/s/results.csv"))[8]);  // point 1, replicate 3
  REQUIRE(
      place
          .exomet(
              "run e.yaml --quiet --out one --set parameters.load=0 --set 'treatments=[removal]' --seed " +
              row[2])
          .code == 0);
  const auto one = nlohmann::json::parse(bytes_of(place / "one/run.json"));
  const std::string address = row.back();
  const auto record = nlohmann::json::parse(
      bytes_of(place / ("out/s/runs/" + address.substr(address.size() - 2) + "/" + address + ".json")));
  CHECK(record.at("digest") == one.at("digest"));
  CHECK(record.at("seed") == one.at("seed"));
}

TEST_CASE("a sweep killed at any moment goes on where it was and ends with the same tables") {
  Workplace place(experiment);
  save(place / "s.yaml", small_sweep);
  REQUIRE(place.exomet("sweep s.yaml --no-figures --quiet --out whole").code == 0);
  for (const char* seconds : {"0.05", "0.15", "0.25", "0.4"})
    place.bash("\"$exomet\" sweep s.yaml --no-figures --quiet --out killed & pid=$!; sleep " +
               std::string(seconds) + "; kill -9 $pid; wait $pid");
  const Said last = place.exomet("sweep s.yaml --no-figures --out killed");
  REQUIRE(last.code == 0);
  for (const char* table : {"results.csv", "summary.csv"})
    CHECK(bytes_of(place / (std::string("whole/") + table)) ==
          bytes_of(place / (std::string("killed/") + table)));
}

TEST_CASE("runs that were done are not done again") {
  Workplace place(experiment);
  save(place / "s.yaml", small_sweep);
  REQUIRE(place.exomet("sweep s.yaml --no-figures --quiet").code == 0);
  const auto before = place.files("out/s");
  REQUIRE(place.exomet("sweep s.yaml --no-figures --quiet").code == 0);
  CHECK(place.files("out/s") == before);  // with the times that the runs took
  save(place / "s.yaml", "about: more levels\n" + small_sweep + "seed: 1\n");
  place.bash("sed -i 's/levels: 3/levels: 5/; s/replicates: 4/replicates: 5/' s.yaml");
  REQUIRE(place.exomet("sweep s.yaml --no-figures --quiet").code == 0);
  std::size_t kept = 0;
  for (const auto& [file, bytes] : place.files("out/s/runs"))
    kept += before.count("runs/" + file) && before.at("runs/" + file) == bytes;
  CHECK(kept == 24);
  CHECK(lines(bytes_of(place / "out/s/results.csv")).size() == 1 + 10 * 5);
}

TEST_CASE("a failing run is told and doesn't stop the rest and retry does it again") {
  Workplace place(experiment);
  save(place / "s.yaml", failing_sweep);
  const Said said = place.exomet("sweep s.yaml --no-figures");
  CHECK(said.code == 1);
  CHECK(said.out.find("6 runs, 4 done, 2 failed") != std::string::npos);
  const auto rows = lines(bytes_of(place / "out/s/results.csv"));
  REQUIRE(rows.size() == 7);
  CHECK(rows[3].find(",failed,") != std::string::npos);
  CHECK(rows[3].find("8000") != std::string::npos);
  CHECK(rows[5].find(",done,,") != std::string::npos);
  const Said status = place.exomet("sweep status s.yaml");
  CHECK(status.out.find("6 runs, 4 done, 2 failed, 0 to do") != std::string::npos);
  CHECK(status.out.find("failed: point 1, replicate 0: ") != std::string::npos);
  const auto records = place.files("out/s/runs");
  const Said quiet = place.exomet("sweep s.yaml --no-figures --quiet");
  CHECK(quiet.code == 1);
  CHECK(quiet.err.find("2 of 6 runs failed; why is in out/s/results.csv") != std::string::npos);
  CHECK(place.files("out/s/runs") == records);
  CHECK(place.exomet("sweep retry out/s --quiet --no-figures").code == 1);  // the folder stands for its file
  CHECK(lines(bytes_of(place / "out/s/results.csv")) == rows);
}

TEST_CASE("a run whose process is killed stays to do and the same command goes on") {
  Workplace place("duration: 400 d\noutput: {every: 400 d, measures: 400 d}\n");
  save(place / "s.yaml",
       "experiment: e.yaml\nset: {cells.tumour.divides.rate: 0 /d}\nvary: {duration: [1 h, 400 d, 2 h]}\n");
  const Said said = place.bash("\"$exomet\" sweep s.yaml --no-figures --quiet -j 1 & pid=$!\n" +
                               until_one_is_done + "kill -9 $(cat /proc/$pid/task/$pid/children); wait $pid");
  CHECK(said.code == 1);
  CHECK(said.err.find("point 1, replicate 0: the run's process was ended by signal 9") != std::string::npos);
  CHECK(said.err.find("the same command goes on") != std::string::npos);
  CHECK_FALSE(place.has("out/s/results.csv"));
  CHECK(place.exomet("sweep status s.yaml").out.find("3 runs, 2 done, 0 failed, 1 to do") !=
        std::string::npos);
  REQUIRE(place.exomet("sweep collect s.yaml --no-figures --quiet").code == 0);
  CHECK(lines(bytes_of(place / "out/s/results.csv")).size() == 3);
}

// As Slurm does at a time limit, process by process.
TEST_CASE("a run that is killed together with its sweep hasn't failed") {
  const std::string signal = GENERATE("KILL", "TERM");
  Workplace place("duration: 400 d\noutput: {every: 400 d, measures: 400 d}\n");
  save(place / "s.yaml",
       "experiment: e.yaml\nset: {cells.tumour.divides.rate: 0 /d}\nvary: {duration: [1 h, 400 d]}\n");
  place.bash("\"$exomet\" sweep s.yaml --no-figures --quiet -j 1 & pid=$!\n" + until_one_is_done + "kill -" +
             signal + " $(cat /proc/$pid/task/$pid/children); sleep 0.2; kill -" + signal +
             " $pid; wait $pid");
  CHECK(place.exomet("sweep status s.yaml").out.find("2 runs, 1 done, 0 failed, 1 to do") !=
        std::string::npos);
}

TEST_CASE("an interrupted sweep says how to go on and leaves no process behind") {
  Workplace place("duration: 400 d\noutput: {every: 400 d, measures: 400 d}\n");
  save(place / "s.yaml",
       "experiment: e.yaml\nset: {cells.tumour.divides.rate: 0 /d}\nvary: {parameters.load: [1, 2]}\n");
  const Said said = place.bash(
      "\"$exomet\" sweep s.yaml --no-figures & pid=$!\n"
      "until [ -d out/s/runs ] && workers=$(cat /proc/$pid/task/$pid/children) && [ -n \"$workers\" "
      "]\n"
      "do sleep 0.1; done\n"
      "kill -INT $pid; wait $pid; code=$?; for w in $workers; do [ -e /proc/$w ] && echo left; done\n"
      "echo $workers | wc -w; exit $code");
  CHECK(said.code == 130);
  CHECK(said.err.find("the same command goes on from there") != std::string::npos);
  CHECK(said.out.find("left") == std::string::npos);
  CHECK(std::stoi(said.out) >= 1);
}

TEST_CASE("two sweeps don't write to one folder") {
  Workplace place("duration: 400 d\noutput: {every: 400 d, measures: 400 d}\n");
  save(place / "s.yaml",
       "experiment: e.yaml\nset: {cells.tumour.divides.rate: 0 /d}\nvary: {parameters.load: [1, 2]}\n");
  const Said said = place.bash(
      "\"$exomet\" sweep s.yaml --no-figures --quiet & pid=$!\n"
      "until [ -d out/s/runs ]; do sleep 0.1; done\n"
      "\"$exomet\" sweep s.yaml --no-figures --quiet; code=$?\n"
      "kill -9 $pid; exit $code");
  CHECK(said.code == 2);
  CHECK(said.err.find("another sweep is writing") != std::string::npos);
  place.bash("mkdir other; touch other/file.txt");
  CHECK(place.exomet("sweep s.yaml --no-figures --out other").code == 2);
  CHECK(place.exomet("sweep nothere.yaml").code == 2);
  CHECK(place.exomet("sweep status other").code == 2);
}

TEST_CASE("full outputs and series are kept only where asked") {
  Workplace place(experiment);
  save(
      place / "s.yaml",
      "experiment: e.yaml\nvary: {parameters.load: [0, 1]}\nreplicates: 2\nmeasure: [tumours]\nseries: true\n"
      "keep: everything\nkept_replicates: 1\n");
  REQUIRE(place.exomet("sweep s.yaml --no-figures --quiet").code == 0);
  std::size_t runs = 0, pictures = 0;
  for (const auto& [file, bytes] : place.files("out/s/runs")) {
    runs += file.ends_with("/run.json");
    pictures += file.ends_with("/cells.pvd");
  }
  CHECK(runs == 2);
  CHECK(pictures == 2);
  const auto series = lines(bytes_of(place / "out/s/series.csv"));
  CHECK(series[0] == "point,replicate,parameters.load,time_d,measure,value,unit");
  CHECK(series.size() == 1 + 4 * 13);
}

TEST_CASE("a cohort has its curves and test and screening its indices") {
  Workplace place(experiment);
  save(place / "c.yaml",
       "experiment: e.yaml\nvary: {parameters.load: {mixture: {none: {share: 0.5, constant: 0}, much: "
       "{share: 0.5, "
       "from: 50, to: 100}}}}\ndesign: {latin_hypercube: 12}\nmeasure: [sheet, many]\n"
       "survival: {event: many, by: parameters.load.group, unit: y, per_day: 2}\n");
  const Said cohort = place.exomet("sweep c.yaml --no-figures");
  REQUIRE(cohort.code == 0);
  CHECK(cohort.out.find("log-rank test: chi squared") != std::string::npos);
  const auto curve = lines(bytes_of(place / "out/c/survival.csv"));
  CHECK(curve[1].rfind("many,much,0,y,0,6,0,0,1,1,1", 0) == 0);
  CHECK(lines(bytes_of(place / "out/c/survival_test.csv")).size() == 2);
  save(place / "r.yaml",
       "experiment: e.yaml\nvary: {parameters.load: [0, 100]}\nreplicates: 5\nmeasure: [sheet]\nroc: "
       "{measure: sheet, by: "
       "parameters.load, specificity: 80 %}\n");
  const Said roc = place.exomet("sweep r.yaml --no-figures");
  REQUIRE(roc.code == 0);
  CHECK(roc.out.find("sheet, 100 against 0: area under the curve 0") != std::string::npos);  // fewer are left
  CHECK(lines(bytes_of(place / "out/r/roc_area.csv")).size() == 2);
  CHECK(lines(bytes_of(place / "out/r/roc.csv"))[1] == "sheet,parameters.load,,100,,0,1");
  save(place / "m.yaml",
       "experiment: e.yaml\nvary:\n  parameters.load: {from: 0, to: 100}\n"
       "  cells.tumour.divides.rate: {from: 1 /d, to: 4 /d}\n  treatments: [[], [removal]]\n"
       "design: {morris: 3}\nmeasure: [sheet, tumours, many]\n");
  const Said screening = place.exomet("sweep m.yaml --no-figures");
  REQUIRE(screening.code == 0);
  const auto indices = lines(bytes_of(place / "out/m/sensitivity.csv"));
  CHECK(indices.size() >= 1 + 2 * 9);  // 'many' may have no value somewhere
  CHECK(lines(bytes_of(place / "out/m/results.csv")).size() == 1 + 12);
}

TEST_CASE("a sweep draws its figures") {
  Workplace place(experiment);
  if (no_matplotlib(place)) return;
  save(place / "s.yaml",
       "experiment: e.yaml\nvary:\n  parameters.load: {from: 1, to: 100, levels: 3, scale: log}\n"
       "  cells.tumour.divides.rate: [1 /d, 4 /d]\nreplicates: 2\nmeasure: [sheet, many]\n");
  const Said said = place.exomet("sweep s.yaml");
  REQUIRE(said.code == 0);
  CHECK(said.out.find("heat-map") != std::string::npos);
  for (const std::string name : {"response", "heat-map"}) {
    CHECK(bytes_of(place / ("out/s/" + name + ".png")).substr(1, 3) == "PNG");
    const std::string svg = bytes_of(place / ("out/s/" + name + ".svg"));
    CHECK(svg.find("<text") != std::string::npos);  // text as text
    CHECK(svg.find(">load<") != std::string::npos);
  }
}

TEST_CASE("check and describe know sweeps") {
  Workplace place(experiment);
  save(place / "s.yaml", small_sweep);
  const Said said = place.exomet("check s.yaml");
  CHECK(said.code == 0);
  CHECK(said.out.find("24: 6 points, 4 replicates") != std::string::npos);
  CHECK_FALSE(place.has("out"));
  save(place / "s.yaml", small_sweep + "mesure: [sheet]\n");
  CHECK(place.exomet("check s.yaml").err.find("s.yaml:7:1: unknown key 'mesure'; did you mean 'measure'?") !=
        std::string::npos);
  CHECK(place.exomet("describe sweep").out.find("replicates:") != std::string::npos);
}

}  // namespace exomet::test
