// The folder of a sweep: whose it is, and that what is in it is of one moment.
#include <nlohmann/json.hpp>

#include "tests/e2e/program.hpp"

namespace exomet::test {
namespace {

using Catch::Contains;

const std::string vary = "experiment: e.yaml\nvary: {parameters.load: [1, 50]}\nmeasure: [tumours, many]\n";
const std::string short_run = "duration: 2 h\noutput: {every: 1 h, measures: 1 h}\n";

std::size_t count(const std::string& text, const std::string& part) {
  std::size_t found = 0;
  for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) ++found;
  return found;
}

}  // namespace

TEST_CASE("a sweep doesn't take over the folder of another one unless it is told to") {
  const Workplace place(short_run);
  place.bash("mkdir A B; cp e.yaml A; cp e.yaml B");
  save(place / "A/s.yaml", vary);
  save(place / "B/s.yaml", "experiment: e.yaml\nvary: {parameters.load: [3]}\nmeasure: [evs]\n");
  REQUIRE(place.exomet("sweep A/s.yaml --no-figures --quiet").code == 0);
  const auto before = place.files("out/s");
  const Said said = place.exomet("sweep B/s.yaml --no-figures --quiet");
  CHECK(said.code == 2);
  CHECK_THAT(said.err, Contains("A/s.yaml") && Contains("--out") && Contains("--force"));
  CHECK(place.files("out/s") == before);
  CHECK(place.bash("ln -s A C; exec \"$exomet\" sweep C/s.yaml --out out/s --no-figures --quiet").code == 0);
  REQUIRE(place.exomet("sweep B/s.yaml --no-figures --quiet --force").code == 0);
  CHECK_THAT(bytes_of(place / "out/s/results.csv"), Contains("evs"));
  CHECK(place.exomet("sweep A/s.yaml --no-figures --quiet").code == 2);
  save(place / "out/s/sweep.json", "{\"sweep\": ");
  const Said damaged = place.exomet("sweep B/s.yaml --no-figures --quiet");
  CHECK(damaged.code == 2);
  CHECK_THAT(damaged.err, Contains("damaged"));
  CHECK(place.exomet("sweep B/s.yaml --no-figures --quiet --force").code == 0);
}

TEST_CASE("what a sweep that was edited doesn't make is gone and what isn't of a sweep stays") {
  const Workplace place(short_run);
  save(place / "s.yaml",
       vary + "replicates: 4\nseries: true\nsurvival: {event: many, by: parameters.load}\n");
  REQUIRE(place.exomet("sweep s.yaml --no-figures --quiet").code == 0);
  place.bash(
      "cd out/s; touch report.html response.png survival-many.svg mine.png; mkdir plots; "
      "touch plots/over-time-tumours.png plots/mine.png");
  for (const char* file : {"series.csv", "survival.csv", "survival_test.csv"})
    CHECK(place.has(std::string("out/s/") + file));
  SECTION("the same sweep changes nothing") {
    const auto before = place.files("out/s");
    REQUIRE(place.exomet("sweep s.yaml --no-figures --quiet").code == 0);
    CHECK(place.files("out/s") == before);
  }
  SECTION("another one leaves none of the old tables") {
    save(place / "s.yaml", vary + "replicates: 4\n");
    REQUIRE(place.exomet("sweep s.yaml --no-figures --quiet").code == 0);
    CHECK(place.bash("ls -A out/s out/s/plots").out ==
          "out/s:\nmine.png\nplots\nresults.csv\nruns\nsummary.csv\nsweep.json\nsweep.yaml\ntimings.csv\n\n"
          "out/s/plots:\nmine.png\n");
  }
}

TEST_CASE("the text that made the tables is kept beside them") {
  const Workplace place(short_run);
  const std::string text = "# A remark.\n" + vary + "points: p.csv\n",
                    points = "treatments\r\n[]\r\n[removal]\r\n";
  save(place / "s.yaml", text);
  save(place / "p.csv", points);
  REQUIRE(place.exomet("sweep s.yaml --no-figures --quiet").code == 0);
  save(place / "s.yaml", "other");
  save(place / "p.csv", "other");
  CHECK(bytes_of(place / "out/s/sweep.yaml") == text);
  CHECK(bytes_of(place / "out/s/points.csv") == points);
}

TEST_CASE("a record that is damaged is told and its run is done again") {
  const Workplace place(short_run);
  save(place / "s.yaml", vary);
  REQUIRE(place.exomet("sweep s.yaml --no-figures --quiet").code == 0);
  const std::string tables = bytes_of(place / "out/s/results.csv");
  const std::string damage = GENERATE(as<std::string>{}, "truncate -s 100 $f",
                                      "sed -i 's/\"days\":0/\"days\":1/' $f", ": > $f", "echo '[]' > $f");
  place.bash("for f in out/s/runs/*/*.json; do " + damage + "; done");
  const Said said = place.exomet("sweep s.yaml --no-figures --quiet");
  CHECK(said.code == 0);
  CHECK(count(said.err, "is damaged") >= 2);
  CHECK_THAT(said.err, Contains("point 1, replicate 0") && Contains("done again"));
  CHECK(bytes_of(place / "out/s/results.csv") == tables);
}

TEST_CASE("points that are the same runs are done once and told") {
  const Workplace place(short_run);
  save(place / "s.yaml",
       "experiment: e.yaml\nvary: {arm: {alternatives: {none: {}, same: {parameters.load: 1}}}}\n"
       "replicates: 3\nmeasure: [tumours]\nkeep: tables\n");
  const Said said = place.exomet("sweep s.yaml --no-figures -j 4");
  INFO(said.err);
  CHECK(said.code == 0);
  CHECK_THAT(said.out, Contains("6 runs, 6 done, 0 failed") &&
                           Contains("point 1 has the same runs as those of point 0"));
  CHECK(count(bytes_of(place / "out/s/results.csv"), "the same runs as those of point 0") == 3);
  CHECK(place.bash("ls out/s/runs/*/*.json | wc -l").out == "3\n");
}

TEST_CASE("what a run notes stands in its row of the results and is told") {
  const Workplace place(short_run);
  save(place / "s.yaml",
       "experiment: e.yaml\nvary: {cells.tumour.crawls.speed: [0.1 um/min, 50 um/min]}\nmeasure: [tumours]\n");
  const Said said = place.exomet("sweep s.yaml --no-figures");
  REQUIRE(said.code == 0);
  CHECK_THAT(said.out, Contains("note: 1 run has notes in results.csv") && Contains("held back"));
  CHECK(count(bytes_of(place / "out/s/results.csv"), "held back") == 1);
}

TEST_CASE("the run of a seed that a sweep names is the run that the program does with it") {
  const Workplace place(short_run);
  save(place / "s.yaml",
       "experiment: e.yaml\npoints: [{parameters.load: 3, seed: 7}, {parameters.load: 3, seed: 8}]\n");
  REQUIRE(place.exomet("sweep s.yaml --no-figures --quiet").code == 0);
  REQUIRE(place.exomet("run e.yaml --set parameters.load=3 --seed 7 --out one --quiet").code == 0);
  const std::string results = bytes_of(place / "out/s/results.csv");
  CHECK(results.rfind("point,replicate,seed,parameters.load,", 0) == 0);
  CHECK_THAT(results, Contains("\n0,0,7,3,") && Contains("\n1,0,8,3,"));
  const std::string digest = nlohmann::json::parse(bytes_of(place / "one/run.json")).at("digest");
  CHECK(place.bash("grep -l " + digest + " out/s/runs/*/*.json | wc -l").out == "1\n");
}

TEST_CASE("a graph takes amounts from a run of its own model only") {
  const Workplace place(short_run);
  REQUIRE(place.exomet("run e.yaml --out r --quiet").code == 0);
  CHECK(place.exomet("graph e.yaml --run r --out g").code == 0);
  const Said other = place.exomet("graph '" + configs + "bone.yaml' --run r --out h");
  CHECK(other.code == 2);
  CHECK_THAT(other.err, Contains("a run of the model 'small', not of 'bone'"));
  CHECK_FALSE(place.has("h"));
  place.bash("mkdir none");
  CHECK_THAT(place.exomet("graph e.yaml --run none").err, Contains("no run.json"));
  save(place / "more.yaml",
       "model: " + small_model + "\nduration: 2 h\nset: {cells.other: {diameter: 9 um, source: assumed}}\n");
  CHECK_THAT(place.exomet("graph more.yaml --run r").err, Contains("other cells"));
  save(place / "none/run.json", "{\"document\": []}");
  CHECK_THAT(place.exomet("graph e.yaml --run none").err, Contains("is damaged"));
}

}  // namespace exomet::test
