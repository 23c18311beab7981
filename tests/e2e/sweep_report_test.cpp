// `exomet report` of a sweep: what its page draws is what the tables say.
#include <cmath>
#include <fstream>
#include <sstream>

#include "tests/e2e/page.hpp"

namespace exomet::test {
namespace {

using Catch::Contains;
using nlohmann::json;

// The charts that are embedded in a page.
json charts_of(const std::string& page) {
  const std::string start = "<script>const report = ";
  const auto from = page.find(start) + start.size();
  return json::parse(page.substr(from, page.find(";\n", from) - from)).at("charts");
}

// A sweep and its page, which must be whole.
std::string page_of(const Workplace& place, const std::string& sweep) {
  save(place / "s.yaml", "experiment: e.yaml\n" + sweep);
  save(place / "check.py", check_page);
  REQUIRE(place.exomet("sweep s.yaml --no-figures --quiet").code == 0);
  save(place / "out/s/sweep.yaml", bytes_of(place / "s.yaml"));
  const Said said = place.exomet("report out/s");
  INFO(said.err);
  REQUIRE(said.code == 0);
  CHECK_THAT(said.out, Contains("out/s/report.html"));
  const std::string checked = place.bash("/usr/bin/python3 check.py out/s/report.html").out;
  CHECK((checked == "" || checked == "has no svg\n"));
  return bytes_of(place / "out/s/report.html");
}

std::vector<std::string> fields_of(const std::string& line) {
  std::vector<std::string> fields;
  std::istringstream in(line);
  for (std::string field; std::getline(in, field, ',');) fields.push_back(field);
  return fields;
}

}  // namespace

TEST_CASE("a report of a sweep draws the means and intervals of its summary") {
  if (no_charts()) return;
  Workplace place;
  const std::string page =
      page_of(place,
              "vary:\n  parameters.load: {from: 1, to: 100, levels: 3, scale: log}\n"
              "  cells.tumour.divides.rate: [1 /d, 4 /d]\nreplicates: 3\nmeasure: [sheet, tumours]\n");
  const json charts = charts_of(page);
  REQUIRE(charts.size() == 2);
  CHECK(charts[0]["title"] == "Sheet");
  CHECK(charts[0]["x"]["log"] == true);
  CHECK(charts[0]["lines"].size() == 2);
  CHECK(charts[0]["lines"][1]["name"] == "4 /d");
  // Each row of the summary is a point of a line.
  std::istringstream rows(bytes_of(place / "out/s/summary.csv"));
  std::string line;
  std::getline(rows, line);
  const std::vector<std::string> header = fields_of(line);
  const auto column = [&](const std::string& name) {
    return static_cast<std::size_t>(std::find(header.begin(), header.end(), name) - header.begin());
  };
  int found = 0;
  while (std::getline(rows, line)) {
    const std::vector<std::string> row = fields_of(line);
    const json& chart = charts[row[column("measure")] == "sheet" ? 0 : 1];
    for (const json& points : chart["lines"][std::stod(row[2]) < 2 ? 0 : 1]["points"])
      if (std::abs(points[0].get<double>() - std::stod(row[1])) < 1e-9) {
        CHECK(points[1].get<double>() == Approx(std::stod(row[column("mean")])).epsilon(1e-5));
        CHECK(points[2].get<double>() == Approx(std::stod(row[column("mean_low")])).epsilon(1e-5));
        ++found;
      }
  }
  CHECK(found == 12);
  CHECK_THAT(page,
             Contains("<b>18</b> runs") && Contains("<b>6</b> points") && Contains("<b>3</b> replicates"));
  CHECK_THAT(page, Contains("cells.<wbr>tumour.<wbr>divides.<wbr>rate"));
  CHECK_THAT(page, Contains("replicates: 3"));  // the sweep's file
}

TEST_CASE("a report of a sweep shows words on an axis, events and failures") {
  if (no_charts()) return;
  Workplace place(treated);
  const std::string page =
      page_of(place, "vary: {treatments: [[], [removal]]}\nreplicates: 2\nmeasure: [tumours, many]\n");
  const json charts = charts_of(page);
  CHECK(charts[0]["x"]["labels"].size() == 2);
  CHECK_THAT(charts[1]["title"].get<std::string>(), Contains("any"));
  // A run that failed is named.
  std::string results = bytes_of(place / "out/s/results.csv");
  results.replace(results.find(",done,,"), 7, ",failed,no <room>,");
  save(place / "out/s/results.csv", results);
  REQUIRE(place.exomet("report out/s --out t.html").code == 0);
  CHECK_THAT(bytes_of(place / "t.html"), Contains("<b>1</b> failed") && Contains("no &lt;room&gt;"));
}

TEST_CASE("a report of a sweep shows what matters and who stays free of an event") {
  if (no_charts()) return;
  Workplace place(treated);
  json charts = charts_of(page_of(
      place,
      "vary:\n  parameters.load: {from: 0, to: 100}\n  cells.tumour.divides.rate: {from: 1 /d, to: 4 /d}\n"
      "design: {morris: 3}\nmeasure: [sheet, tumours]\n"));
  REQUIRE(charts.size() == 2);
  CHECK(charts[0]["kind"] == "bars");
  CHECK(charts[0]["x"]["labels"] == json{"load", "rate"});
  CHECK(charts[0]["lines"][0]["points"][0][1].get<double>() > 0);  // the load kills the sheet
  charts = charts_of(page_of(
      place,
      "vary: {parameters.load: {mixture: {none: {share: 0.5, constant: 0}, much: {share: 0.5, from: 50, to: "
      "100}}}}\ndesign: {latin_hypercube: 6}\nmeasure: [sheet, many]\n"
      "survival: {event: many, by: parameters.load.group, unit: y, per_day: 2}\n"));
  REQUIRE(charts.size() == 1);
  CHECK(charts[0]["kind"] == "steps");
  CHECK(charts[0]["lines"].size() == 2);
  CHECK(charts[0]["lines"][0]["points"][0] == json{0.0, 1.0, 1.0, 1.0});
  CHECK_THAT(charts[0]["note"].get<std::string>(), Contains("log-rank p"));
}

TEST_CASE("a report holds files of its folder alone") {
  if (no_charts()) return;
  Workplace place;
  page_of(place, "vary: {parameters.load: [1, 2]}\nmeasure: [tumours]\n");
  const std::string secret = "kept from others";
  save(place / "secret", secret);
  const std::string path = (place / "secret").string();
  const auto page = [&] {
    std::filesystem::remove(place / "out/s/report.html");
    const Said said = place.exomet("report out/s");
    CHECK((said.code == 0 || said.code == 2));
    CHECK_THAT(said.err, !Contains("Traceback") && !Contains(secret));
    return place.has("out/s/report.html") ? bytes_of(place / "out/s/report.html") : "";
  };
  const std::string mark = bytes_of(place / "out/s/sweep.json");
  for (const std::string file : {path, std::string("../../secret"), std::string("secret")}) {
    save(place / "out/s/sweep.json", nlohmann::json{{"sweep", file}, {"about", ""}}.dump());
    CHECK_THAT(page(), !Contains(secret));
  }
  save(place / "out/s/sweep.json", mark);
  for (const std::string link :
       {"response.svg", "sweep.yaml", "timings.csv", "survival.csv", "summary.csv"}) {
    std::filesystem::remove(place / ("out/s/" + link));
    std::filesystem::create_symlink(path, place / ("out/s/" + link));
    CHECK(page() == "");
    std::filesystem::remove(place / ("out/s/" + link));
    std::filesystem::create_symlink("../../secret", place / ("out/s/" + link));
    CHECK(page() == "");
    std::filesystem::remove(place / ("out/s/" + link));
    if (link == "summary.csv") REQUIRE(place.exomet("sweep s.yaml --no-figures --quiet").code == 0);
  }
  // A set of files that is being replaced is shown by links within the folder.
  std::filesystem::create_directory(place / "out/s/aside");
  std::filesystem::rename(place / "out/s/summary.csv", place / "out/s/aside/summary.csv");
  std::filesystem::create_symlink("aside/summary.csv", place / "out/s/summary.csv");
  CHECK(page() != "");
  // Nor does it write where a link leads.
  save(place / "out/s/sweep.yaml", "");
  std::filesystem::create_symlink(path, place / "out/s/report.html.part");
  CHECK_THAT(page(), Contains("was not kept"));
  CHECK(bytes_of(place / "secret") == secret);
  REQUIRE(place.bash("rm out/s/timings.csv; mkfifo out/s/timings.csv; exec \"$exomet\" report out/s").code ==
          2);
}

TEST_CASE("a report of a sweep without results says so") {
  if (no_charts()) return;
  Workplace place;
  std::filesystem::create_directory(place / "s");
  save(place / "s/results.csv", "point,replicate,seed,time_d,status,message,run\n");
  const Said said = place.exomet("report s");
  CHECK(said.code == 2);
  CHECK_THAT(said.err, Contains("holds no results yet") && !Contains("Traceback"));
  CHECK(!place.has("s/report.html"));
}

}  // namespace exomet::test
