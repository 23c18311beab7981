// `exomet plot` draws every measure, and says what is wrong with a folder.
#include "tests/e2e/program.hpp"

namespace exomet::test {

using Catch::Contains;

TEST_CASE("every measure of a run is drawn with its unit and the treatments") {
  Workplace place(treated);
  if (no_matplotlib(place)) return;
  REQUIRE(place.exomet("run e.yaml --quiet --out 'a run'").code == 0);
  const Said said = place.exomet("plot 'a run'");
  INFO(said.err);
  REQUIRE(said.code == 0);
  for (const std::string name : {"overview", "tumours", "sheet", "evs"}) {
    INFO(name);
    CHECK_THAT(said.out, Contains("  " + name + "\n"));
    CHECK(bytes_of(place / ("a run/plots/" + name + ".png")).substr(1, 3) == "PNG");
    const std::string svg = bytes_of(place / ("a run/plots/" + name + ".svg"));
    CHECK_THAT(svg, Contains(">time [d]<") && Contains(">removal<"));
  }
  CHECK_THAT(bytes_of(place / "a run/plots/tumours.svg"), Contains(">cells<") && !Contains(">EVs<"));
  CHECK_THAT(bytes_of(place / "a run/plots/evs.svg"), Contains(">EVs<"));
  const std::string before = bytes_of(place / "a run/plots/evs.png");
  REQUIRE(place.exomet("plot 'a run' --out elsewhere").code == 0);
  CHECK((bytes_of(place / "elsewhere/evs.png") == before));
}

TEST_CASE("a sweep is drawn with bands over its replicates if it kept time series") {
  Workplace place;
  if (no_matplotlib(place)) return;
  const std::string sweep =
      "experiment: e.yaml\nvary:\n  cells.tumour.divides.rate: [1 /d, 4 /d]\nreplicates: 3\nmeasure: "
      "[tumours]\n";
  save(place / "s.yaml", sweep);
  REQUIRE(place.exomet("sweep s.yaml --no-figures --quiet").code == 0);
  const Said none = place.exomet("plot out/s");
  CHECK(none.code == 2);
  CHECK_THAT(none.err, Contains("'series: true'"));
  save(place / "t.yaml", sweep + "series: true\n");
  REQUIRE(place.exomet("sweep t.yaml --no-figures --quiet").code == 0);
  const Said said = place.exomet("plot out/t");
  INFO(said.err);
  REQUIRE(said.code == 0);
  const std::string svg = bytes_of(place / "out/t/plots/over-time-tumours.svg");
  CHECK_THAT(svg, Contains("median of 3 replicates") && Contains("rate 4 /d") && Contains(">time [d]<"));
}

TEST_CASE("plot says what is wrong with a folder") {
  Workplace place;
  if (no_matplotlib(place)) return;
  const auto refuses = [&](const std::string& folder, const std::string& words) {
    const Said said = place.exomet("plot " + folder);
    INFO(folder << ": " << said.err);
    CHECK(said.code == 2);
    CHECK_THAT(said.err, Contains(words) && !Contains("Traceback"));
  };
  refuses("nowhere", "no folder 'nowhere'");
  std::filesystem::create_directory(place / "empty");
  refuses("empty", "empty/measures.csv isn't there; is 'empty' the folder of a run?");
  const std::string header = "time_d,measure,value,unit\n";
  std::filesystem::create_directory(place / "r");
  const std::vector<std::pair<std::string, std::string>> damaged = {
      {"", "measures.csv:1: expected the columns"},
      {"a,b\n1,2\n", "found a,b"},
      {header, "holds no measures"},
      {header + "0,cells,1\n", "measures.csv:2: expected 4 fields, found 3"},
      {header + "0,cells,1,\n0.5,cells,1o,\n", "measures.csv:3: value: '1o' isn't a number"},
      {header + ",cells,1,\n", "measures.csv:2: time_d: '' isn't a number"},
      {header + "0,cells,nan,\n", "measures.csv:2: value: 'nan' isn't a number"},
      {header + "0,../cells,1,\n", "measures.csv:2: measure: '../cells' isn't a name"},
      {header + std::string("0,cells,\xff,\n"), "measures.csv:2: not UTF-8"}};
  for (const auto& [bytes, words] : damaged) {
    save(place / "r/measures.csv", bytes);
    refuses("r", words);
  }
  save(place / "r/measures.csv", header + "0,cells,1,\n1,cells,2,\n");
  for (const char* json : {"{", "[]", "{\"duration_d\": 1}", "{\"document\": 3}"}) {
    save(place / "r/run.json", json);
    refuses("r", "r/run.json is damaged");
  }
}

TEST_CASE("a run that isn't through is drawn as far as it is") {
  Workplace place;
  if (no_matplotlib(place)) return;
  std::filesystem::create_directory(place / "r.partial");
  save(place / "r.partial/measures.csv", "time_d,measure,value,unit\n0,cells,1,\n1,cells,2,\n2,cel");
  const Said said = place.exomet("plot r.partial");
  INFO(said.err);
  CHECK(said.code == 0);
  CHECK(place.has("r.partial/plots/cells.svg"));
}

TEST_CASE("a plot that is interrupted says nothing and leaves nothing half-written") {
  Workplace place;
  REQUIRE(place.exomet("run e.yaml --quiet --out r").code == 0);
  for (const char* seconds : {"0.1", "0.4"}) {
    const Said said = place.bash("timeout -s INT " + std::string(seconds) + " \"$exomet\" plot r --out p");
    CHECK((said.code == 124 || said.code == 0));
    CHECK(said.err.empty());
  }
  if (place.has("p"))
    for (const auto& [file, bytes] : place.files("p")) CHECK_THAT(file, !Contains(".part"));
}

}  // namespace exomet::test
