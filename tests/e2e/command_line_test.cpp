// What the verbs say and return.
#include <vtkNew.h>
#include <vtkXMLDataParser.h>

#include <algorithm>
#include <set>

#include "sim/run/combination.hpp"
#include "sim/run/measure.hpp"
#include "sim/run/mechanism.hpp"
#include "sim/run/placement.hpp"
#include "sim/run/signal.hpp"
#include "tests/e2e/program.hpp"

namespace exomet::test {
namespace {

using Catch::Contains;

template <class Base>
void check_described(const std::string& topic) {
  Workplace place;
  const Said said = place.exomet("describe " + topic);
  CHECK(said.code == 0);
  REQUIRE(!Registry<Base>::keys().empty());
  for (const std::string& key : Registry<Base>::keys())
    CHECK_THAT("\n" + said.out, Contains("\n" + key + ": "));
}

// How many elements of that name an XML file has; -1 if it isn't well-formed.
int elements(vtkXMLDataElement* from, const std::string& name) {
  int count = from->GetName() == name;
  for (int i = 0; i < from->GetNumberOfNestedElements(); ++i)
    count += elements(from->GetNestedElement(i), name);
  return count;
}

int elements(const std::filesystem::path& file, const std::string& name) {
  vtkNew<vtkXMLDataParser> parser;
  parser->SetFileName(file.c_str());
  return parser->Parse() ? elements(parser->GetRootElement(), name) : -1;
}

int count(const std::string& text, const std::string& part) {
  int found = 0;
  for (auto at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) ++found;
  return found;
}

}  // namespace

TEST_CASE("exit codes are 0 for fine and 1 for a failed run and 2 for wrong input") {
  Workplace place;
  const auto [code, words] = GENERATE(table<int, std::string>({
      {0, "--help"},
      {0, "--version"},
      {0, "run --help"},
      {0, "check e.yaml"},
      {0, "run e.yaml --quiet"},
      {1, "run e.yaml --set cells.tumour.divides.rate='1000 /h'"},
      {2, ""},
      {2, "fly"},
      {2, "run"},
      {2, "run none.yaml"},
      {2, "run e.yaml --fly"},
      {2, "run e.yaml e.yaml"},
      {2, "run e.yaml --threads 0"},
      {2, "run e.yaml --threads 99999999999999999999"},
      {2, "run e.yaml --threads many"},
      {2, "run e.yaml --seed -1"},
      {2, "run e.yaml --seed 99999999999999999999"},
      {2, "run e.yaml --set"},
      {2, "run e.yaml --set duration"},
      {2, "run e.yaml --set =1"},
      {2, "run ."},
      {2, "check none.yaml"},
      {2, "describe cells"},
      {2, "graph none.yaml"},
      {2, "graph e.yaml --run none"},
      {2, "run '" + small_model + "'"},
  }));
  const Said said = place.exomet(words);
  INFO(words << "\n" << said.err);
  CHECK(said.code == code);
  CHECK(said.err.empty() == (code == 0));
}

TEST_CASE("check says what a run needs and writes nothing") {
  Workplace place;
  const Said said = place.exomet("check e.yaml --numbers");
  CHECK(said.code == 0);
  CHECK_THAT(said.out,
             Contains("is valid") && Contains("6 x 6 x 4 = 144") && Contains("38 at the start, 2 types"));
  CHECK_THAT(said.out, Contains("memory") && Contains("time ") && Contains("assumed"));
  CHECK_THAT(said.out, Contains("cells.tumour.divides.rate"));
  CHECK(!place.has("out"));
  CHECK(place.files("").size() == 4);  // e.yaml and what this test itself keeps
}

TEST_CASE("a new model runs and is told to be there already") {
  Workplace place;
  const Said said = place.exomet("new my_model-2");
  INFO(said.err);
  CHECK(said.code == 0);
  CHECK_THAT(said.out, Contains("./exomet run configs/my_model-2.yaml"));
  const Said run = place.exomet("run configs/my_model-2.yaml --set 'duration=1 d'");
  INFO(run.err);
  CHECK(run.code == 0);
  CHECK_THAT(run.out, Contains("message_in_receivers") && !Contains("note:"));
  CHECK(place.exomet("check configs/my_model-2.yaml --set 'treatments=[no_message]'").code == 0);
  const Said again = place.exomet("new my_model-2");
  CHECK(again.code == 2);
  CHECK_THAT(again.err, Contains("there is a 'models/my_model-2.yaml'"));
  CHECK(place.exomet("new ../up").code == 2);
}

TEST_CASE("describe tells on one screen of whatever has a name") {
  Workplace place;
  std::vector<std::string> names{"touching",     "crowding", "death",    "bliss",
                                 "compartments", "domain",   "vesicles", "steps"};
  for (const auto& keys :
       {Registry<Mechanism>::keys(), Registry<Measure>::keys(), Registry<Placement>::keys()})
    names.insert(names.end(), keys.begin(), keys.end());
  for (const std::string& name : names) {
    const Said said = place.exomet("describe " + name);
    INFO(name << "\n" << said.out << said.err);
    CHECK(said.code == 0);
    CHECK_THAT(said.out, Contains(" " + name));
    CHECK(std::count(said.out.begin(), said.out.end(), '\n') <= 45);
  }
  const Said unknown = place.exomet("describe crwals");
  CHECK(unknown.code == 2);
  CHECK_THAT(unknown.err, Contains("did you mean 'crawls'"));
}

TEST_CASE("describe names every signal and every way in which signals combine with what two do together") {
  Workplace place;
  const Said signals = place.exomet("describe signals"), rules = place.exomet("describe rules");
  for (const auto& [_, source] : SignalSource::all())
    CHECK_THAT(signals.out, Contains(source.prefix) && Contains(source.about));
  for (const auto& [word, combination] : combinations())
    CHECK_THAT(rules.out, Contains(word) && Contains(formula_of(combination)));
  CHECK_THAT(rules.out, Contains("sum          1 -> 9") && Contains("bliss        1 -> 7"));
}

TEST_CASE("describe names every mechanism and measure and way to place") {
  check_described<Mechanism>("mechanisms");
  check_described<Measure>("measures");
  check_described<Placement>("start");
}

TEST_CASE("describe without a topic is the whole language") {
  Workplace place;
  const std::string all = place.exomet("describe").out;
  for (const std::string& key : Registry<Mechanism>::keys()) CHECK_THAT(all, Contains(" " + key + ":"));
  for (const std::string& key : Registry<Measure>::keys()) CHECK_THAT(all, Contains(" " + key + ":"));
  for (const std::string& key : Registry<Placement>::keys()) CHECK_THAT(all, Contains("- " + key + ":"));
  for (const char* key : {"duration:", "treatments:", "vesicles:", "boundary:"})
    CHECK_THAT(all, Contains(key));
}

TEST_CASE("graph writes who signals to whom as files that parse") {
  Workplace place;
  REQUIRE(place.exomet("graph e.yaml --out g").code == 0);
  const auto files = place.files("g");
  REQUIRE(files.size() == 2);
  CHECK(elements(place / "g/small-signalling.graphml", "node") == 4);  // two cell types, EVs, cargo
  CHECK(elements(place / "g/small-signalling.graphml", "edge") == 4);
  const std::string& dot = files.at("small-signalling.dot");
  CHECK_THAT(dot, Catch::StartsWith("digraph"));
  CHECK(count(dot, "->") == 4);
  CHECK(count(dot, "{") == count(dot, "}"));
}

TEST_CASE("graph of a run has the amounts of its ledger and its lineage") {
  Workplace place;
  REQUIRE(place.exomet("run e.yaml --quiet --out r").code == 0);
  REQUIRE(place.exomet("graph e.yaml --out bare").code == 0);
  REQUIRE(place.exomet("graph e.yaml --run r --out g").code == 0);
  CHECK(elements(place / "g/small-signalling.graphml", "edge") == 4);
  CHECK(place.files("g").at("small-signalling.dot") != place.files("bare").at("small-signalling.dot"));
  const int born = count(place.files("r").at("events.csv"), ",birth,") +
                   count(place.files("r").at("events.csv"), ",place,");
  const int divided = count(place.files("r").at("events.csv"), ",division,");
  CHECK(elements(place / "g/small-lineage.graphml", "node") == born);
  CHECK(elements(place / "g/small-lineage.graphml", "edge") == divided);
  CHECK(divided > 0);
}

TEST_CASE("quiet is quiet and a loud run ends with a table") {
  Workplace place;
  const Said quiet = place.exomet("run e.yaml --quiet --out a"),
             loud = place.exomet("run e.yaml --out b --threads 2");
  CHECK(quiet.out.empty());
  CHECK(quiet.err.empty());
  CHECK_THAT(loud.out, Contains("tumours") && Contains("EV balance") && Contains("on 2 threads"));
  CHECK_THAT(loud.out, Contains("Written to b. Look at it:"));
}

TEST_CASE("set changes the model and the experiment") {
  Workplace place;
  REQUIRE(
      place
          .exomet("run e.yaml --quiet --out r --set duration='6 h' --set ' start.2.scatter.count = 3' --set "
                  "treatments=[removal]")
          .code == 0);
  const std::string measures = place.files("r").at("measures.csv");
  CHECK_THAT(measures, Contains("\n0,tumours,3,"));
  CHECK_THAT(measures, Contains("\n0.25,tumours") && !Contains("\n0.5,"));
  CHECK_THAT(place.files("r").at("run.json"), Contains("removal"));
}

TEST_CASE("loose ends of the signalling are told") {
  Workplace place(
      "duration: 6 min\noutput: {every: 6 min, measures: 6 min}\nset: "
      "{cells.sheet_cell.dies.raised_by: {}}\n");
  for (const char* words : {"run e.yaml", "check e.yaml", "graph e.yaml"}) {
    const Said said = place.exomet(words);
    INFO(words);
    CHECK(said.code == 0);
    CHECK_THAT(said.out + said.err,
               Contains("note: cargo 'MMP1' reaches cells but no behaviour listens to it"));
  }
}

}  // namespace exomet::test
