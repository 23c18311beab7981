#include <catch2/catch.hpp>

#include "tests/support/model_run.hpp"

using namespace exomet;
using namespace exomet::test;
using Catch::Contains;

namespace {
const std::string two_types =
    closed_box + loose + "cargo: {source: assumed, RNA: {half_life: 1 h}}\n" +
    "cells:\n  source: assumed\n  tumour: {diameter: 10 um}\n  macrophage: {diameter: 15 um}\n";

std::string placed(const std::string& more) {
  return two_types + "start:\n  - table: {file: cells.csv, source: assumed, " + more + "}\n";
}

// The model stands in models/.
Plan plan_with(const Folder& folder, const std::string& csv, const std::string& more) {
  std::filesystem::create_directories(folder.path() / "models");
  save(folder.path() / "models/cells.csv", csv);
  return load(folder, placed(more), "duration: 1 d\n");
}

std::string problem(const std::string& csv, const std::string& more) {
  const Folder folder;
  try {
    plan_with(folder, csv, more);
  } catch (const InputError& error) {
    REQUIRE(error.problems().size() == 1);
    const Problem& one = error.problems()[0];
    return std::filesystem::path(one.place.file).filename().string() + ":" + std::to_string(one.place.line) +
           ":" + std::to_string(one.place.column) + ": " + one.what;
  }
  return "none";
}
}  // namespace

TEST_CASE("cells of a table lie where it says and are what it says") {
  const Folder folder;
  const Plan plan = plan_with(folder,
                              "id,x,y,z,type,RNA\n7,0.1,0.05,0.02,CD68,12.5\n8,0.15,0.05,0.02,tumour,0\n"
                              "9,0.2,0.2,0.2,EpCAM,3\n",
                              "unit: mm, types: {CD68: macrophage, EpCAM: tumour}");
  const Run run(plan);
  const Population& cells = run.world().cells;
  REQUIRE(cells.size() == 3);
  CHECK(cells.type == std::vector<CellTypeId>{1, 0, 0});
  CHECK(cells.x[0] == Approx(100));
  CHECK(cells.y[1] == Approx(50));
  CHECK(cells.z[2] == Approx(200));
  CHECK(cells.cargo[0][0] == Approx(12.5));
  CHECK(cells.cargo[0][1] == 0);
  CHECK(cells.diameter[0] == 15);
}

TEST_CASE("a table of one type needs no column of types and cells that overlap are told") {
  const Folder folder;
  const Plan plan = plan_with(folder, "x,y,z\n50,50,50\n52,50,50\n", "unit: um, of: tumour");
  Run run(plan);
  CHECK(run.world().cells.size() == 2);
  CHECK(run.world().tallies.at({event::overlap, 0}) == 1);
}

TEST_CASE("a file that can't be read is told") {
  for (const char* file : {"none.csv", "."}) {
    std::string model = placed("unit: um, of: tumour");
    model.replace(model.find("cells.csv"), 9, file);
    const std::vector<std::string> problems = problems_of_model(model);
    REQUIRE(problems.size() == 1);
    CHECK_THAT(problems[0], Contains("start.0.table.file") && Contains("is no file that can be read"));
  }
}

TEST_CASE("what is wrong with a table is told by its line and column") {
  CHECK_THAT(problem("x,y,z,type\n1,2,3,tumor\n", "unit: um"),
             Contains("cells.csv:2:7: no cell type 'tumor'; did you mean 'tumour'?"));
  CHECK_THAT(problem("x,y,z,type\n1,2,3,CD3\n", "unit: um, types: {CD68: macrophage}"),
             Contains("cells.csv:2:7: 'CD3' is no cell type and not among 'types'"));
  CHECK_THAT(problem("x,y,z\n1,b,3\n", "unit: um, of: tumour"), Contains("cells.csv:2:3: 'b' is no number"));
  CHECK_THAT(problem("x,y,z\n1,-2,3\n", "unit: um, of: tumour"), Contains("cells.csv:2:3: '-2' is below 0"));
  CHECK_THAT(problem("x,y,z\n1,2\n", "unit: um, of: tumour"), Contains("cells.csv:2:1: has fewer fields"));
  CHECK_THAT(problem("x,y,z,type\n1\n", "unit: um"), Contains("cells.csv:2:1: has fewer fields"));
  CHECK_THAT(problem("x,z,type\n1,2,tumour\n", "unit: um"), Contains("has no column 'y'"));
  CHECK_THAT(problem("x,y,type\n1,2,tumour\n", "unit: um"), Contains("has no column 'z'"));
  CHECK_THAT(problem("x,y,z,x,type\n1,2,3,4,tumour\n", "unit: um"),
             Contains("cells.csv:1:7: there are two columns 'x'"));
  CHECK_THAT(problem("x,y,z,type\n1,2,3,tumour\n", "unit: um, of: tumour"),
             Contains("cells.csv:1:7: the table has a column 'type', so that 'of' says nothing"));
  CHECK_THAT(problem("x,y,z\n1,2,3\n", "unit: um, of: tumour, types: {CD68: macrophage}"),
             Contains("no column 'type', of which 'types' speaks"));
  CHECK_THAT(problem("x;y;z\n1;2;3\n", "unit: um, of: tumour"), Contains("separated by semicolons"));
  for (const char* number : {"inf", "nan", "1e999"})
    CHECK_THAT(problem(std::string("x,y,z\n1,2,") + number + "\n", "unit: um, of: tumour"),
               Contains("cells.csv:2:5"));
  CHECK_THAT(problem("x,y,z\n1,2,3\n", "unit: s, of: tumour"), Contains("'s' is no unit of length"));
  CHECK_THAT(problem("x,y,z\n1,2,3\n", "unit: um"), Contains("the table has no column 'type'"));
  CHECK_THAT(problem("x,y,z\n", "unit: um, of: tumour"), Contains("has no cells"));
  CHECK_THAT(problem("x,y,z\n1,2,300\n", "unit: um, of: tumour"),
             Contains("line 2: lies at 300 um along z, where the domain ends at 200 um"));
}
