#include <catch2/catch.hpp>

#include "tests/study/sweep_files.hpp"

using namespace exomet;
using namespace exomet::test;

namespace {
// The cells of the axes' columns at each point, joined.
std::vector<std::string> points(const Sweep& sweep) {
  std::vector<std::string> all;
  for (std::size_t p = 0; p < sweep.points(); ++p) {
    std::string text;
    for (const AxisValue& value : sweep.at(p))
      for (const std::string& cell : value.cells) text += (text.empty() ? "" : " ") + cell;
    all.push_back(text);
  }
  return all;
}
using Words = std::vector<std::string>;
}  // namespace

TEST_CASE("a factorial sweep takes all combinations and the last axis changes fastest") {
  const Sweep sweep = SweepFiles(
                          "vary:\n  parameters.speed: {from: 0 um/min, to: 4 um/min, levels: 3}\n"
                          "  treatments: [[], [slow], [slow, fast]]\nreplicates: 20\n")
                          .read();
  CHECK(sweep.points() == 9);
  CHECK(sweep.runs() == 180);
  CHECK(points(sweep) == Words{"0 none", "0 slow", "0 slow+fast", "2 none", "2 slow", "2 slow+fast", "4 none",
                               "4 slow", "4 slow+fast"});
  CHECK(sweep.columns()[0].unit == "um/min");
  CHECK(sweep.columns()[0].number);
  CHECK_FALSE(sweep.columns()[1].number);
  CHECK(sweep.settings(3)[0].key == "parameters.speed");
  CHECK(sweep.settings(3)[0].value.scalar == "2 um/min");
}

TEST_CASE("levels on a log scale have equal ratios and units may be mixed") {
  const Sweep sweep =
      SweepFiles("vary: {cells.a.crawls.persistence: {from: 1 h, to: 0.6667 d, levels: 5, scale: log}}\n")
          .read();
  const Words words = points(sweep);
  REQUIRE(words.size() == 5);
  CHECK(words[0] == "1");
  CHECK(words[4] == "16.0008");
  CHECK(std::stod(words[2]) == Approx(4).epsilon(1e-4));
  const Sweep listed = SweepFiles("vary: {cells.a.crawls.persistence: [30 min, 1 h, 0.5 d]}\n").read();
  CHECK(points(listed) == Words{"30", "60", "720"});
  CHECK(listed.columns()[0].unit == "min");
  CHECK(listed.settings(2)[0].value.scalar == "0.5 d");
}

TEST_CASE("alternatives set several paths together and come with their names") {
  const Sweep sweep =
      SweepFiles(
          "set: {duration: 1 d}\nvary: {arm: {alternatives: {none: {}, slow: {treatments: [slow], "
          "cells.a.diameter: 12 um}}}}\n")
          .read();
  CHECK(points(sweep) == Words{"none", "slow"});
  CHECK(sweep.settings(0).size() == 1);
  REQUIRE(sweep.settings(1).size() == 3);
  CHECK(sweep.settings(1)[2].key == "cells.a.diameter");
}

TEST_CASE("points are listed in the file or in a table beside it and cross with what is varied") {
  const std::string listed =
      "points:\n  - {parameters.speed: 1 um/min, cells.a.diameter: 16 um}\n"
      "  - {cells.a.diameter: 12000 nm, parameters.speed: 2 um/min}\n";
  CHECK(points(SweepFiles(listed).read()) == Words{"1 16", "2 12"});
  CHECK(points(SweepFiles(listed + "vary: {treatments: [[], slow]}\n").read()) ==
        Words{"1 16 none", "1 16 slow", "2 12 none", "2 12 slow"});
  SweepFiles files("points: design.csv\n");
  save(files.folder.path() / "configs/design.csv",
       "\"parameters.speed [um/min]\", cells.a.diameter ,treatments\r\n1,16 um,[]\r\n\n2.5,12 um,\"[slow, "
       "fast]\"\n");
  const Sweep sweep = files.read();
  CHECK(points(sweep) == Words{"1 16 um none", "2.5 12 um slow+fast"});
  CHECK(sweep.columns()[0].unit == "um/min");
  CHECK(sweep.settings(1)[0].value.scalar == "2.5 um/min");
  CHECK(files.problems().empty());
  save(files.folder.path() / "configs/design.csv", "parameters.speed\n1 um/min\n2 h\n1,2\n");
  CHECK(mentions(files.problems(), "design.csv:4:1: points: expected 1 fields as in the header, found 2"));
  save(files.folder.path() / "configs/design.csv", "cells.a.diameter\n10 um\n2 h\n");
  CHECK_THAT(files.problems().at(0), Catch::Contains("design.csv:3:1"));
}

TEST_CASE("what a sweep sets is checked before anything runs and all problems come at once") {
  CHECK(problems_of_sweep("vary: {parameters.speed: [1 um/min, 5 um/min]}\n").empty());
  const auto many = problems_of_sweep(
      "vary:\n  parameters.speed: [1 um/min, 6 um/min]\n  cells.a.diametre: [10 um, 12 um]\n");
  for (const std::string& one : many) UNSCOPED_INFO(one);
  CHECK(many.size() == 2);  // the unknown key once
  CHECK(mentions(many, "s.yaml:3:32: parameters.speed: '6 um/min' is out of range"));
  CHECK(mentions(many, "did you mean 'diameter'?"));
}

TEST_CASE("a value that doesn't fit its parameter is told where the sweep says it") {
  const auto wrong = GENERATE(as<std::string>{}, "1 h", "1", "quick");
  const auto found = problems_of_sweep("vary: {parameters.speed: [1 um/min, " + wrong + "]}\n");
  for (const std::string& one : found) UNSCOPED_INFO(one);
  CHECK(mentions(found, "s.yaml:2:37: parameters.speed: '" + wrong + "'"));
  CHECK(mentions(found, "the range is from 0 um/min to 5 um/min"));
}

TEST_CASE("mistakes of a sweep name their places and the nearest word") {
  const auto says = [](const std::string& sweep, const std::string& what) {
    const auto found = problems_of_sweep(sweep);
    UNSCOPED_INFO((found.empty() ? "no problem" : found.front()));
    return mentions(found, what);
  };
  const std::string speed = "vary: {parameters.speed: [1 um/min]}\n";
  CHECK(says("vary: {parameters.speed: [1 um/min, 6 um/min]}\n", "out of range"));
  CHECK(says("vary: {parameters.speed: [1 um/min, 6 h]}\n", "'6 h' is a time"));
  CHECK(says("vary: {parameters.sped: [1 um/min]}\n", "did you mean 'speed'?"));
  CHECK(says("vary: {cells.a.diametre: [1 um]}\n", "did you mean 'diameter'?"));
  CHECK(says("vary: {treatments: [[slo]]}\n", "did you mean 'slow'?"));
  CHECK(says("vary: {seed: {from: 1, to: 9, levels: 3}}\n", "seeds are listed"));
  CHECK(says("vary: {seed: [1, 2]}\nreplicates: 3\n", "s.yaml:2:15: seed: a seed is that of one run"));
  CHECK(says("set: {seed: 4}\nreplicates: 3\n", "s.yaml:2:7: seed: a seed is that of one run"));
  CHECK(says("vary: {seed: [1, 1]}\n", "stands there twice"));
  CHECK(says("vary: {seed: [1, two]}\n", "seed"));
  CHECK(says("vary: {parameters.speed: 1 um/min}\n", "expected a list of values"));
  CHECK(says("vary: {parameters.speed: []}\n", "an empty list varies nothing"));
  CHECK(says("vary: {parameters.speed: [1 um/min, 1 um/min]}\n", "stands there twice"));
  CHECK(says("vary: {parameters.speed: [1 um/min, 2 um/min, 60 um/h]}\n", "stands there twice"));
  CHECK(says("vary: {parameters.speed: {from: 1 um/min, to: 3 um/min, levels: 4, whole: true}}\n",
             "stands there twice"));
  CHECK(
      says("points:\n  - {parameters.speed: 2 um/min, treatments: []}\n"
           "  - {parameters.speed: 2 um/min, treatments: []}\n",
           "s.yaml:4:"));
  CHECK(says("set: {parameters.speed: 1 um/min}\n" + speed, "'parameters.speed' is varied, too"));
  CHECK(says("vary: {parameters.speed: {from: 1 um/min, to: 2 um/min}}\n", "needs 'levels'"));
  CHECK(says("vary: {parameters.speed: {from: 2 um/min, to: 1 um/min, levels: 2}}\n",
             "'from' has to be below"));
  CHECK(says("vary: {parameters.speed: {from: 0 um/min, to: 1 um/min, levels: 2, scale: log}}\n", "above 0"));
  CHECK(says("vary: {parameters.speed: {from: 1 um/min, to: 1 h, levels: 2}}\n", "another dimension"));
  CHECK(says("vary: {parameters.speed: {from: 1 um/min, two: 1 h, levels: 2}}\n", "did you mean 'to'?"));
  CHECK(says("", "a sweep varies something or does it several times"));
  CHECK(says("vary: {}\n", "a sweep varies something or does it several times"));
  CHECK(says("replicates: 3\ndesign: {sobol: 8}\n", "it draws from nothing"));
  CHECK(says(speed + "replicate: 3\n", "s.yaml:3:1: : unknown key 'replicate'; did you mean 'replicates'?"));
  CHECK(says(speed + "measure: [cell]\n", "s.yaml:3:11: measure: no measure 'cell'; did you mean 'cells'?"));
  CHECK(says(speed + "keep: tabels\n", "did you mean 'tables'?"));
  CHECK(says(speed + "design: {sobl: 3}\n", "did you mean 'sobol'?"));
  CHECK(says(speed + "survival: {event: cells}\n", "s.yaml:3:11: survival.event: 'cells' is no time"));
  CHECK(says(speed + "survival: {event: many, by: parameters.sped}\n", "did you mean 'parameters.speed'?"));
  const std::string two = "vary: {parameters.speed: [1 um/min, 2 um/min]}\n";
  CHECK(says(two + "roc: {measure: cell, by: parameters.speed}\n",
             "s.yaml:3:6: roc.measure: no measure 'cell'; did you mean 'cells'?"));
  CHECK(says(two + "roc: {measure: cells, by: parameters.sped}\n", "did you mean 'parameters.speed'?"));
  CHECK(says(two + "roc: {measure: cells}\n", "needs the key 'by'"));
  CHECK(
      says("vary: {parameters.speed: {from: 0 um/min, to: 1 um/min}}\ndesign: {sobol: 8}\nroc: {measure: "
           "cells, by: "
           "parameters.speed}\n",
           "no column 'parameters.speed' of several listed values"));
  CHECK(says(speed + "points: [{parameters.speed: 1 um/min}]\n", "is varied twice"));
  CHECK(says("points: nothere.csv\n", "can't read"));
}

TEST_CASE("a sweep may do one thing several times") {
  const std::string sweep = GENERATE(as<std::string>{}, "replicates: 500\n", "vary: {}\nreplicates: 500\n");
  const SweepFiles files(sweep);
  CHECK(files.problems().empty());
  CHECK(files.read().points() == 1);
  CHECK(files.read().runs() == 500);
  CHECK(is_sweep(files.file()));
}

TEST_CASE("names that tables have already or that are no names are refused") {
  const auto says = [](const std::string& sweep, const std::string& what) {
    const auto found = problems_of_sweep(sweep);
    UNSCOPED_INFO((found.empty() ? "no problem" : found.front()));
    return mentions(found, what);
  };
  const auto axis = [](const std::string& name) { return "vary: {" + name + ": {alternatives: {a: {}}}}\n"; };
  const auto alternative = [](const std::string& name) {
    return "vary: {arm: {alternatives: {" + name + ": {}, b: {parameters.speed: 2 um/min}}}}\n";
  };
  for (const char* name : {"point", "replicate", "status", "notes", "run", "measure", "mean", "share_high"})
    CHECK(says(axis(name), "'" + std::string(name) + "' is a column of the tables already"));
  CHECK(says(axis("cells"), "measure: 'cells' is a column of the results already"));
  CHECK(says(axis("'dose [mg]'"), "brackets"));
  for (const char* name : {"'=1+1'", "'+a'", "'-a'", "'@a'", "' a'", "\"a\\nb\"", "''"}) {
    CAPTURE(name);
    CHECK(says(axis(name), "can't stand in a table"));
    CHECK(says(alternative(name), "can't stand in a table"));
  }
  CHECK(problems_of_sweep(alternative("'a, \"b\"'")).empty());
  CHECK(says("vary: {parameters.speed: [1 um/min]}\nmeasure: [cells, cells]\n", "stands there twice"));
}

TEST_CASE("what one axis sets no other one sets") {
  const auto problems = problems_of_sweep(
      "vary:\n  arm: {alternatives: {a: {parameters.speed: 1 um/min}, b: {}}}\n  parameters.speed: [2 "
      "um/min]\n");
  CHECK(mentions(problems, "'parameters.speed' is varied twice"));
}

TEST_CASE("a table of points is read as a spreadsheet writes it") {
  SweepFiles files("points: design.csv\n");
  const auto with = [&](const std::string& text) { save(files.folder.path() / "configs/design.csv", text); };
  with("\xEF\xBB\xBF\"parameters.speed [um/min]\",seed,,\r\n1,7,,\r\n\r\n\"2\",8,,\r\n,,,\r\n3,9,,\r\n");
  CHECK(files.problems().empty());
  CHECK(points(files.read()) == Words{"1", "2", "3"});
  CHECK(files.read().settings(1)[1].value.scalar == "8");
  with("parameters.speed [um/min],\n1,2\n");
  CHECK(mentions(files.problems(), "design.csv:1:27: points: this column has no name"));
  with("parameters.speed [um/min],seed\n1,\n");
  CHECK(mentions(files.problems(), "design.csv:2:3: points: no value of 'seed'"));
  with("parameters.speed;seed\n1;2\n");
  CHECK(mentions(files.problems(), "semicolons"));
  with("parameters.speed\n");
  CHECK(mentions(files.problems(), "a header and no points"));
}
