// `exomet report` writes one page that needs nothing else.
#include <nlohmann/json.hpp>
#include <regex>

#include "tests/e2e/page.hpp"

namespace exomet::test {

using Catch::Contains;

TEST_CASE("a report is one whole page that loads nothing") {
  if (no_charts()) return;
  Workplace place(treated);
  save(place / "check.py", check_page);
  REQUIRE(place.exomet("run e.yaml --quiet --out 'a run'").code == 0);
  const Said said = place.exomet("report 'a run' --no-picture");
  INFO(said.err);
  REQUIRE(said.code == 0);
  CHECK_THAT(said.out, Contains("a run/report.html"));
  CHECK(place.bash("/usr/bin/python3 check.py 'a run/report.html'").out == "");
  CHECK(std::filesystem::file_size(place / "a run/report.html") < 10'000'000);
  const std::string page = bytes_of(place / "a run/report.html");
  CHECK_THAT(page, Contains("A sheet under cells that release EVs.") &&
                       Contains("aria-label=\"Tumours over time\""));
  CHECK_THAT(page, Contains("vesicles.tumour_ev.half_life = 0.1 h") && Contains(">day 0.125 to 0.375<"));
  const nlohmann::json run = nlohmann::json::parse(bytes_of(place / "a run/run.json"));
  CHECK_THAT(page, Contains(run["digest"].get<std::string>()));
  long assumed = 0;
  for (const auto& number : run["numbers"]) assumed += number["source"] == "assumed";
  CHECK(assumed > 10);
  CHECK_THAT(page, Contains("All " + std::to_string(assumed) + " assumed numbers"));
}

TEST_CASE("what a report draws is what was measured") {
  if (no_charts()) return;
  Workplace place;
  REQUIRE(place.exomet("run e.yaml --quiet --out r --set parameters.load=3").code == 0);
  REQUIRE(place.exomet("report r --no-picture --out r.html").code == 0);
  const std::string page = bytes_of(place / "r.html");
  const std::size_t begin = page.find("const report = ") + 15;
  const nlohmann::json drawn = nlohmann::json::parse(page.substr(begin, page.find(";\n", begin) - begin));
  REQUIRE(drawn["measures"].size() == 4);  // and the time of an event, in the table
  const auto& tumours = drawn["measures"][1];
  CHECK(tumours["title"] == "Tumours");
  CHECK(tumours["points"].size() == 13);
  CHECK(tumours["points"][0] == nlohmann::json({0.0, 8.0}));
  CHECK_THAT(page, Contains("<td><code>parameters.load</code></td><td>3</td>"));  // set on the command line
  CHECK_THAT(page, Contains("set:\n  parameters.load: 3</pre>"));
  double evs = 0;
  const nlohmann::json record = nlohmann::json::parse(bytes_of(place / "r/run.json"));
  for (const auto& row : record["ev_balance"]) evs += row["taken_up"].get<double>();
  char amount[32];
  std::snprintf(amount, sizeof amount, "%.0f", evs);
  std::string shown = amount;
  if (shown.size() > 3) shown.insert(shown.size() - 3, ",");
  CHECK_THAT(page, Contains(shown));  // on the arrow to the only cells that take up
}

TEST_CASE("the experiment in a report makes the same run") {
  if (no_charts()) return;
  Workplace place(treated);
  REQUIRE(place
              .exomet("run e.yaml --quiet --out r --seed 7 --set parameters.load=3 "
                      "--set 'domain.size=[120 um, 140 um, 80 um]'")
              .code == 0);
  REQUIRE(place.exomet("report r --no-picture").code == 0);
  const std::string page = bytes_of(place / "r/report.html");
  const std::size_t begin = page.find("<pre>") + 5;
  save(place / "again.yaml", page.substr(begin, page.find("</pre>") - begin) + "\n");
  const Said said = place.exomet("run again.yaml --quiet --out again");
  INFO(said.err);
  REQUIRE(said.code == 0);
  const auto digest = [&](const std::string& run) {
    return nlohmann::json::parse(bytes_of(place / (run + "/run.json")))["digest"].get<std::string>();
  };
  CHECK(digest("again") == digest("r"));
}

TEST_CASE("names of a model can't break out of its report") {
  if (no_charts()) return;
  Workplace place;
  save(place / "e.yaml",
       "model: " + small_model +
           "\nduration: 1 h\nset: {about: '</script><script>alert(1)</script> & \"so\"'}\n");
  REQUIRE(place.exomet("run e.yaml --quiet --out r").code == 0);
  REQUIRE(place.exomet("report r --no-picture").code == 0);
  const std::string page = bytes_of(place / "r/report.html");
  CHECK(page.find("<script>alert(1)") == std::string::npos);
  CHECK_THAT(page, Contains("&lt;/script&gt;"));
}

TEST_CASE("report says what is wrong with a folder") {
  if (no_charts()) return;
  Workplace place;
  REQUIRE(place.exomet("run e.yaml --quiet --out r").code == 0);
  const auto refuses = [&](const std::string& words, const std::string& says) {
    const Said said = place.exomet("report " + words);
    INFO(words << ": " << said.err);
    CHECK(said.code == 2);
    CHECK_THAT(said.err, Contains(says) && !Contains("Traceback"));
  };
  refuses("nowhere", "no folder 'nowhere'");
  refuses("r --picture e.yaml", "'e.yaml' is no PNG");
  refuses("r --picture none.png", "can't read the picture 'none.png'");
  refuses("r --no-picture --out nowhere/r.html", "can't write 'nowhere/r.html'");
  save(place / "r/ledger.csv", "from_d,to_d\n");
  refuses("r --no-picture", "r/ledger.csv:1: expected the columns");
  std::filesystem::remove(place / "r/run.json");
  refuses("r --no-picture", "the run isn't through");
  CHECK(!place.has("r/report.html"));
}

}  // namespace exomet::test
