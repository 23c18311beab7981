// `exomet validate` as a user calls it: what it judges, keeps and tells.
#include <nlohmann/json.hpp>
#include <sstream>

#include "tests/e2e/page.hpp"

namespace exomet::test {
namespace {

using Catch::Contains;

// A claim that holds, with an ablation, and one that doesn't.
const std::string evidence =
    "model: small\nabout: Of a test.\n"
    "experiments: {here: {experiment: e.yaml}}\n"
    "entries:\n"
    "  tumour_grows:\n"
    "    claim: Tumour cells divide.\n    source: assumed\n    role: judge\n    experiment: here\n"
    "    arms: {as_is: {}, still: {cells.tumour.divides.rate: 0 /d}}\n"
    "    reads: tumours\n    expect: {difference: [as_is, still], above: 0}\n    seeds: 7\n    verdict: "
    "passes\n"
    "  without_division:\n"
    "    claim: Without division there are as many as before.\n    source: assumed\n    role: ablation\n"
    "    beside: tumour_grows\n    experiment: here\n    set: {cells.tumour.divides.rate: 0 /d}\n"
    "    reads: {measure: tumours, taken: relative_change}\n    expect: {within: [-1 %, 1 %]}\n    verdict: "
    "passes\n"
    "  sheet_gains:\n"
    "    claim: The <sheet> gains cells.\n    source: Yokoi2017\n    role: hold_out\n    n: 12\n"
    "    observed: {value: 3, low: 1, high: 5}\n    experiment: here\n"
    "    reads: {measure: sheet, taken: change}\n    expect: {above: 0}\n    verdict: fails\n";

// With a prior on how much EVs carry.
struct ValidationPlace : Workplace {
  explicit ValidationPlace(const std::string& text = evidence) {
    std::string model = bytes_of(small_model);
    const std::string range = "range: [0, 100]";
    model.replace(model.find(range), range.size(), range + ", prior: {log_uniform: [0.1, 100]}");
    save(path() / "small.yaml", model);
    save(path() / "e.yaml", "model: small\nduration: 12 h\noutput: {every: 6 h, measures: 1 h}\n");
    save(path() / "v.yaml", text);
  }
};

std::string replaced(std::string text, const std::string& what, const std::string& by) {
  return text.replace(text.find(what), what.size(), by);
}

// The rows of a table without quotes, by the names of its columns.
std::vector<std::map<std::string, std::string>> rows_of(const std::string& csv) {
  std::vector<std::vector<std::string>> lines;
  std::istringstream in(csv);
  for (std::string line; std::getline(in, line);) {
    std::vector<std::string> fields(1);
    bool quoted = false;
    for (const char c : line) {
      if (c == '"')
        quoted = !quoted;
      else if (c == ',' && !quoted)
        fields.emplace_back();
      else
        fields.back() += c;
    }
    lines.push_back(fields);
  }
  std::vector<std::map<std::string, std::string>> rows;
  for (std::size_t i = 1; i < lines.size(); ++i) {
    REQUIRE(lines[i].size() == lines[0].size());
    rows.emplace_back();
    for (std::size_t j = 0; j < lines[i].size(); ++j) rows.back()[lines[0][j]] = lines[i][j];
  }
  return rows;
}

std::map<std::string, std::string> tables(const Workplace& place, const std::string& folder) {
  std::map<std::string, std::string> all;
  for (const char* name : {"evidence.csv", "arms.csv", "values.csv", "draws.csv"})
    all[name] = bytes_of(place / (folder + "/" + name));
  return all;
}

}  // namespace

TEST_CASE("validate judges each entry and keeps what fails") {
  const ValidationPlace place;
  const Said said = place.exomet("validate v.yaml --quick --draws 4");
  INFO(said.err);
  REQUIRE(said.code == 0);
  CHECK_THAT(said.out, Contains("small: 2 pass, 1 fail, 0 not decided"));
  const auto rows = rows_of(bytes_of(place / "out/evidence/v/evidence.csv"));
  REQUIRE(rows.size() == 3);
  CHECK(rows[0].at("verdict") == "passes");
  CHECK(rows[0].at("seeds") == "6");
  CHECK(rows[2].at("verdict") == "fails");
  CHECK(rows[2].at("kept") == "yes");
  CHECK(rows[2].at("observed") == "3 (1 to 5)");
  CHECK(rows[2].at("draws") == "4");
  CHECK(rows[2].at("draws_passing") == "0");
  CHECK(rows_of(bytes_of(place / "out/evidence/v/draws.csv")).size() == 3 * 4);
}

TEST_CASE("what validate says of an arm is what a paired sweep over its seeds says") {
  const ValidationPlace place;
  REQUIRE(place.exomet("validate v.yaml --quick --draws 0 --quiet --no-page").code == 0);
  save(place / "s.yaml",
       "experiment: e.yaml\nvary: {cells.tumour.divides.rate: [4 /d, 0 /d]}\nreplicates: 6\npaired: true\n"
       "measure: [tumours]\n");
  REQUIRE(place.exomet("sweep s.yaml --no-figures --quiet").code == 0);
  const auto results = rows_of(bytes_of(place / "out/s/results.csv"));
  const auto values = rows_of(bytes_of(place / "out/evidence/v/values.csv"));
  REQUIRE(results.size() == 12);
  double difference = 0;
  for (std::size_t run = 0; run < 12; ++run) {
    CHECK(values[run].at("value") == results[run].at("tumours"));
    difference += (run < 6 ? 1 : -1) * std::stod(results[run].at("tumours")) / 6;
  }
  CHECK(std::stod(rows_of(bytes_of(place / "out/evidence/v/evidence.csv"))[0].at("mean")) ==
        Approx(difference));
}

TEST_CASE("a stored verdict that doesn't hold is told with its place and ends with 1") {
  const ValidationPlace place(replaced(evidence, "verdict: fails", "verdict: passes"));
  const Said said = place.exomet("validate v.yaml --quick --draws 0 --no-page");
  CHECK(said.code == 1);
  CHECK_THAT(
      said.err,
      Contains("v.yaml:25:3: entries.sheet_gains: the stored verdict is 'passes', and now it is 'fails'"));
  CHECK(rows_of(bytes_of(place / "out/evidence/v/evidence.csv"))[2].at("kept") == "no");
}

TEST_CASE("a verdict of another size isn't asked for") {
  const ValidationPlace place(evidence +
                              "    quick: {verdict: passes}\n    full: {verdict: passes, seeds: 3}\n");
  CHECK(place.exomet("validate v.yaml --draws 0 --quiet --no-page").code == 0);
  CHECK(place.exomet("validate v.yaml --quick --draws 0 --quiet --no-page").code == 1);
}

TEST_CASE("a validation gives the same tables at any number of workers and does no run twice") {
  const ValidationPlace place;
  REQUIRE(place.exomet("validate v.yaml --quick --draws 5 --quiet --no-page -j 1 --out one").code == 0);
  REQUIRE(place.exomet("validate v.yaml --quick --draws 5 --quiet --no-page -j 4 --out four").code == 0);
  CHECK(tables(place, "one") == tables(place, "four"));
  // Both arms of the first entry (the second is that of its ablation), and two arms that the draws have.
  CHECK(place.files("one/runs").size() == 2 * 6 + 2 * 5);
}

TEST_CASE("a validation that was killed goes on where it was") {
  const ValidationPlace place;
  REQUIRE(place.exomet("validate v.yaml --quick --draws 6 --quiet --no-page --out whole").code == 0);
  place.bash(
      "\"$exomet\" validate v.yaml --quick --draws 6 --quiet --no-page -j 1 --out killed & job=$!\n"
      "until grep -qs '\"done\"' killed/runs/*/*.json; do sleep 0.02; done; kill -9 $job; wait $job "
      "2>/dev/null; sleep 0.3");
  const auto before = place.files("killed/runs");
  CHECK(!before.empty());
  REQUIRE(place.exomet("validate v.yaml --quick --draws 6 --quiet --no-page --out killed").code == 0);
  const auto after = place.files("killed/runs");
  for (const auto& [name, bytes] : before) CHECK(after.at(name) == bytes);
  CHECK(tables(place, "killed") == tables(place, "whole"));
}

TEST_CASE("the page shows what fails and loads nothing") {
  const ValidationPlace place;
  const Said said = place.exomet("validate v.yaml --quick --draws 3");
  CHECK_THAT(said.out, Contains("out/evidence/v/report.html"));
  const std::string page = bytes_of(place / "out/evidence/v/report.html");
  CHECK_THAT(page, Contains("<span class=\"verdict fails\">fails</span>") &&
                       Contains("<span class=\"verdict passes\">passes</span>"));
  CHECK_THAT(page, Contains("The &lt;sheet&gt; gains cells.") && Contains("Yokoi et al. 2017") &&
                       Contains("n = 12"));
  CHECK_THAT(page, Contains("held out") && Contains("ablation"));
  save(place / "check.py", check_page);
  CHECK(place.bash("/usr/bin/python3 check.py out/evidence/v/report.html").out == "has no canvas\n");
  // The same again from its tables.
  REQUIRE(place.exomet("report out/evidence/v --out again.html").code == 0);
  CHECK(bytes_of(place / "again.html") == page);
}

TEST_CASE("what can't be validated ends with 2 and says what to do") {
  const ValidationPlace place(replaced(evidence, "role: hold_out", "role: holdout"));
  const auto [words, code, what] = GENERATE(table<std::string, int, std::string>({
      {"validate v.yaml", 2,
       "v.yaml:28:11: entries.sheet_gains.role: unknown word 'holdout'; did you mean 'hold_out'?"},
      {"validate peritoneun", 2, "did you mean 'peritoneum'?"},
      {"validate none.yaml", 2, "none.yaml"},
      {"validate v.yaml --quick --full", 2, "--full"},
      {"validate v.yaml --draws -3", 2, "--draws"},
  }));
  const Said said = place.exomet(words);
  INFO(words << "\n" << said.err);
  CHECK(said.code == code);
  CHECK_THAT(said.err, Contains(what));
  CHECK(!place.has("out"));
}

}  // namespace exomet::test
