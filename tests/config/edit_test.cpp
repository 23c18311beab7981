#include "sim/config/edit.hpp"

#include <catch2/catch.hpp>

#include "tests/config/reading.hpp"

using namespace exomet;

namespace {

const std::string model =
    "parameters:\n"
    "  mmp1_load: {value: 1, range: [0, 4]}\n"
    "  plain: 3\n"
    "cells:\n"
    "  tumour: {diameter: 16 um}\n"
    "  mesothelial: {diameter: {value: 25 um, source: Yokoi2017}}\n"
    "start:\n"
    "  - sheet: {of: mesothelial}\n"
    "  - scatter: {count: 60}\n"
    "output:\n"
    "none: []\n";

Lines after_set(Node& root, const std::string& path, const std::string& value) {
  Problems problems;
  set_path(root, path, read(value), {"e.yaml", 2, 3}, problems);
  return lines(problems);
}

Lines after_assignment(Node& root, const std::string& assignment) {
  Problems problems;
  set_assignment(root, assignment, "--set", problems);
  return lines(problems);
}

Lines after_inherit(Node& root) {
  Problems problems;
  inherit(*root.find("cells"), "cells", problems);
  return lines(problems);
}

Lines after_substitution(Node& root) {
  Problems problems;
  substitute_parameters(root, problems);
  return lines(problems);
}

bool same(const Node& node, const std::string& yaml) { return to_json(node) == to_json(read(yaml)); }

}  // namespace

TEST_CASE("an overlay merges maps and replaces everything else") {
  Node base = read("a: 1\nb: {c: 2, d: {e: 3}}\nl: [1, 2]\ns: text\n");
  overlay(base, read("b: {d: {f: 4}, c: 5}\nl: [9]\ns: {now: a map}\nnew: 6\n"));
  CHECK(same(base, "a: 1\nb: {c: 5, d: {e: 3, f: 4}}\nl: [9]\ns: {now: a map}\nnew: 6\n"));
}

TEST_CASE("an empty map within an overlay empties what it is laid on") {
  Node base = read("a: {b: {c: 2}, d: 1}\n");
  overlay(base, read("a: {b: {}}\n"));
  CHECK(same(base, "a: {b: {}, d: 1}\n"));
  overlay(base, read("{}"));
  CHECK(same(base, "a: {b: {}, d: 1}\n"));
}

TEST_CASE("an overlay keeps the places where things were written") {
  Problems none;
  Node base = read_text("a: 1\nb: {c: 2}\n", "base.yaml", none);
  overlay(base, read_text("\n\nb: {c: 3, d: 4}\n", "over.yaml", none));
  CHECK(base.find("a")->place.file == "base.yaml");
  CHECK(base.find("b")->find("c")->place.file == "over.yaml");
  CHECK(base.find("b")->find("c")->place.line == 3);
  CHECK(base.find("b")->entries[1].place.file == "over.yaml");
}

TEST_CASE("a path sets a value in maps and lists") {
  Node root = read(model);
  CHECK(after_set(root, "cells.tumour.diameter", "20 um").empty());
  CHECK(root.find("cells")->find("tumour")->find("diameter")->scalar == "20 um");
  CHECK(after_set(root, "start.1.scatter.count", "5").empty());
  CHECK(root.find("start")->items[1].find("scatter")->find("count")->scalar == "5");
  CHECK(after_set(root, "start.0", "{scatter: {count: 1}}").empty());
  CHECK(same(*root.find("start"), "[{scatter: {count: 1}}, {scatter: {count: 5}}]"));
  CHECK(after_set(root, "cells.tumour.colour", "red").empty());
  const Entry& added = root.find("cells")->find("tumour")->entries.back();
  CHECK(added.key == "colour");
  CHECK(added.place.file == "e.yaml");
  CHECK(after_set(root, "output.every", "6 h").empty());
  CHECK(same(*root.find("output"), "{every: 6 h}"));
  CHECK(after_set(root, "cells", "{tumour: {diameter: 1 um}, other: {diameter: 2 um}}").empty());
  CHECK(root.find("cells")->find("tumour")->find("diameter")->scalar == "1 um");
  CHECK(root.find("cells")->find("tumour")->find("colour"));  // a map changes the keys that it names
  CHECK(root.find("cells")->find("other"));
  CHECK(after_set(root, "cells.other", "{}").empty());
  CHECK(root.find("cells")->find("other")->entries.empty());
}

TEST_CASE("a path goes through keys that have dots in them and the longest that fits counts") {
  Node root = read("raised_by: {eroded: {to: 1}, eroded.mineral: {to: 2, half: 3}, eroded.mineral.old: 4}\n");
  CHECK(after_set(root, "raised_by.eroded.to", "5").empty());
  CHECK(after_set(root, "raised_by.eroded.mineral.to", "6").empty());
  CHECK(after_set(root, "raised_by.eroded.mineral.old", "7").empty());
  CHECK(
      same(root, "raised_by: {eroded: {to: 5}, eroded.mineral: {to: 6, half: 3}, eroded.mineral.old: 7}\n"));
  CHECK(
      after_set(root, "raised_by.eroded.mineral.old.to", "1") ==
      Lines{
          "e.yaml:2:3: raised_by.eroded.mineral.old.to: 'raised_by.eroded.mineral.old' is a value, so it has "
          "no key 'to'"});
  CHECK(after_set(root, "raised_by.eroding.mineral.to", "1") ==
        Lines{"e.yaml:2:3: raised_by.eroding.mineral.to: no key 'eroding' in 'raised_by'; did you mean "
              "'eroded'?"});
}

TEST_CASE("a value laid on a number in long form replaces the value alone") {
  Node root = read(model);
  CHECK(after_set(root, "parameters.mmp1_load", "2").empty());
  CHECK(same(*root.find("parameters")->find("mmp1_load"), "{value: 2, range: [0, 4]}"));
  CHECK(after_set(root, "parameters.plain", "4").empty());
  CHECK(root.find("parameters")->find("plain")->scalar == "4");
  CHECK(after_set(root, "parameters.mmp1_load", "{value: 3}").empty());
  CHECK(same(*root.find("parameters")->find("mmp1_load"), "{value: 3, range: [0, 4]}"));
  CHECK(after_set(root, "parameters", "{mmp1_load: 1}").empty());
  CHECK(same(*root.find("parameters")->find("mmp1_load"), "{value: 1, range: [0, 4]}"));
}

TEST_CASE("a path that leads nowhere is a problem with the nearest key") {
  using Wrong = std::pair<std::string, std::string>;
  const auto [path, problem] = GENERATE(values<Wrong>({
      {"cels.tumour.diameter", "no key 'cels' in the document; did you mean 'cells'?"},
      {"cells.tumor.diameter", "no key 'tumor' in 'cells'; did you mean 'tumour'?"},
      {"cells.neuron.diameter", "no key 'neuron' in 'cells'; known are: tumour, mesothelial"},
      {"cells.tumour.diameter.value", "'cells.tumour.diameter' is a value, so it has no key 'value'"},
      {"output.every.hour", "'output' is nothing, so it has no key 'every'"},
      {"start.2.scatter",
       "'start' is a list of 2 items, counted from 0; write a number from 0 to 1 instead of '2'"},
      {"start.2", "'start' is a list of 2 items, counted from 0; write a number from 0 to 1 instead of '2'"},
      {"start.-1",
       "'start' is a list of 2 items, counted from 0; write a number from 0 to 1 instead of '-1'"},
      {"start.99999999999999999999",
       "'start' is a list of 2 items, counted from 0; write a number from 0 to 1 instead of "
       "'99999999999999999999'"},
      {"start.scatter",
       "'start' is a list of 2 items, counted from 0; write a number from 0 to 1 instead of 'scatter'"},
      {"none.0", "'none' is an empty list, so it has no item '0'"},
      {"cells..diameter", "'cells..diameter' is no path of keys; write for example 'cells.tumour.diameter'"},
      {".cells", "'.cells' is no path of keys; write for example 'cells.tumour.diameter'"},
      {"cells.", "'cells.' is no path of keys; write for example 'cells.tumour.diameter'"},
  }));
  Node root = read(model);
  const Node before = root;
  CHECK(after_set(root, path, "1") == Lines{"e.yaml:2:3: " + path + ": " + problem});
  CHECK(same_content(root, before));
}

TEST_CASE("an empty path is a problem") {
  Node root = read(model);
  CHECK(after_set(root, "", "1").size() == 1);
}

TEST_CASE("an assignment of the command line is read as YAML") {
  Node root = read(model);
  CHECK(after_assignment(root, "parameters.mmp1_load=2").empty());
  CHECK(root.find("parameters")->find("mmp1_load")->find("value")->scalar == "2");
  CHECK(after_assignment(root, "duration = 6 h").empty());
  CHECK(root.find("duration")->scalar == "6 h");
  CHECK(after_assignment(root, "treatments=[ev_removal, x]").empty());
  CHECK(root.find("treatments")->items.size() == 2);
  CHECK(after_assignment(root, "about='a = b'").empty());
  CHECK(root.find("about")->scalar == "a = b");
  CHECK(root.find("about")->quoted);
}

TEST_CASE("places of an assignment count from its beginning") {
  Node root = read("müsli: {b: 1}");
  CHECK(after_assignment(root, "müsli.b=[1, x]").empty());
  const Node& list = *root.find("müsli")->find("b");
  CHECK(list.items[1].place.file == "--set");
  CHECK(list.items[1].place.line == 1);
  CHECK(list.items[1].place.column == 13);
  CHECK(after_assignment(root, "müsli.b=*x") ==
        Lines{"--set:1:9: aliases ('*name') are not part of the language; use 'like:' or a $parameter"});
}

TEST_CASE("an assignment that is none shows the form") {
  const std::string text = GENERATE(as<std::string>{}, "a.b", "", "=2", "a.b=", "a.b=  ");
  Node root = read(model);
  const Node before = root;
  CHECK(
      after_assignment(root, text) ==
      Lines{"--set:1:1: '" + text +
            "' is no assignment; write path=value, for example 'parameters.mmp1_load=2' or 'duration=6 h'"});
  CHECK(same_content(root, before));
}

TEST_CASE("a wrong assignment changes nothing") {
  Node root = read(model);
  const Node before = root;
  CHECK(after_assignment(root, "cells.tumour.diameter=[1, 2").size() == 1);
  CHECK(after_assignment(root, "cells.tumor.diameter=3 um") ==
        Lines{"--set:1:1: cells.tumor.diameter: no key 'tumor' in 'cells'; did you mean 'tumour'?"});
  CHECK(after_assignment(root, "seed=# nothing").size() == 1);
  CHECK(same_content(root, before));
}

TEST_CASE("a child inherits what it doesn't say from its parents") {
  Node root = read(
      "cells:\n"
      "  grandchild: {like: child, own: 3}\n"
      "  child: {like: parent, diameter: 20 um, dies: {rate: 2 /d}}\n"
      "  parent: {diameter: 16 um, dies: {rate: 1 /d, leaves: debris}, list: [1, 2]}\n"
      "  other: {like: parent, list: [3]}\n");
  CHECK(after_inherit(root).empty());
  CHECK(same(*root.find("cells"),
             "grandchild: {diameter: 20 um, dies: {rate: 2 /d, leaves: debris}, list: [1, 2], own: 3}\n"
             "child: {diameter: 20 um, dies: {rate: 2 /d, leaves: debris}, list: [1, 2]}\n"
             "parent: {diameter: 16 um, dies: {rate: 1 /d, leaves: debris}, list: [1, 2]}\n"
             "other: {diameter: 16 um, dies: {rate: 1 /d, leaves: debris}, list: [3]}\n"));
}

TEST_CASE("what is inherited keeps the place where it was written") {
  Node root = read("cells:\n  a: {like: b}\n  b: {x: 1}\n");
  CHECK(after_inherit(root).empty());
  CHECK(root.find("cells")->find("a")->place.line == 2);
  CHECK(root.find("cells")->find("a")->find("x")->place.line == 3);
}

TEST_CASE("wrong parents are problems and no like is left") {
  using Wrong = std::pair<std::string, std::string>;
  const auto [cells, problem] = GENERATE(values<Wrong>({
      {"{a: {like: tumor}, tumour: {x: 1}}",
       "t.yaml:1:19: cells.a.like: no 'tumor' in 'cells' to be like; did you mean 'tumour'?"},
      {"{a: {like: a}}", "t.yaml:1:19: cells.a.like: a cycle (a is like a); remove one 'like'"},
      {"{a: {like: b}, b: {like: c}, c: {like: b}}",
       "t.yaml:1:47: cells.c.like: a cycle (b is like c is like b); remove one 'like'"},
      {"{a: {like: [b]}, b: {}}",
       "t.yaml:1:19: cells.a.like: expected the name of another entry, found a list"},
      {"{a: {like: }, b: {}}",
       "t.yaml:1:13: cells.a.like: expected the name of another entry, found nothing"},
  }));
  Node root = read("cells: " + cells);
  CHECK(after_inherit(root) == Lines{problem});
  for (const Entry& entry : root.find("cells")->entries) CHECK_FALSE(entry.value.find("like"));
}

TEST_CASE("a long line of ancestors is refused rather than followed without end") {
  std::string yaml = "cells:\n";
  for (int i = 0; i < 40'000; ++i)
    yaml += "  c" + std::to_string(i) + ": {like: c" + std::to_string(i + 1) + "}\n";
  Node root = read(yaml + "  c40000: {x: 1}\n");
  const Lines found = after_inherit(root);
  REQUIRE_FALSE(found.empty());
  CHECK(found.size() <= 100);
  CHECK_THAT(found[0], Catch::Contains("more than 32 generations"));
}

TEST_CASE("inheriting can't make a document grow without bound") {
  std::string yaml = "cells:\n  parent:\n";
  for (int i = 0; i < 20'000; ++i) yaml += "    k" + std::to_string(i) + ": 1\n";
  for (int i = 0; i < 20'000; ++i) yaml += "  c" + std::to_string(i) + ": {like: parent}\n";
  Node root = read(yaml);
  const Lines found = after_inherit(root);
  REQUIRE(found.size() == 1);
  CHECK_THAT(found[0], Catch::Contains("too large by inheriting"));
}

TEST_CASE("parameters are put where they are used") {
  Node root = read(
      "parameters:\n"
      "  mmp1_load: {value: 2 copies, range: [0, 4], about: load, source: assumed}\n"
      "  size: 16 um\n"
      "  word: 'quoted'\n"
      "vesicles: {tumour_ev: {carries: {MMP1: $mmp1_load}}}\n"
      "start: [{count: $size}, '$size', \"$nothing\", $word]\n");
  CHECK(after_substitution(root).empty());
  const Node& use = *root.find("vesicles")->find("tumour_ev")->find("carries")->find("MMP1");
  CHECK(use.scalar == "2 copies");
  CHECK(use.parameter == "mmp1_load");
  CHECK(use.place.line == 5);
  CHECK(use.place.column == 40);
  const Node& start = *root.find("start");
  CHECK(start.items[0].find("count")->scalar == "16 um");
  CHECK(start.items[1].scalar == "$size");
  CHECK(start.items[1].parameter.empty());
  CHECK(start.items[2].scalar == "$nothing");
  CHECK(start.items[3].quoted);
}

TEST_CASE("a parameter that isn't there is a problem with the nearest one") {
  Node root = read("parameters: {mmp1_load: 1}\na: [$mmp_load, {b: $other}, $]\n");
  CHECK(after_substitution(root) ==
        Lines{"t.yaml:2:5: a.0: no parameter '$mmp_load'; did you mean '$mmp1_load'?",
              "t.yaml:2:20: a.1.b: no parameter '$other'; known are: $mmp1_load",
              "t.yaml:2:29: a.2: a '$' alone; write the name of a parameter after it, or put the text in "
              "quotes"});
  Node without = read("a: $x\n");
  CHECK(after_substitution(without) ==
        Lines{"t.yaml:1:4: a: no parameter '$x'; the model has none, add it to 'parameters'"});
}

TEST_CASE("a parameter that holds no value is told once") {
  Node root = read(
      "parameters:\n"
      "  a: $b\n"
      "  b: 1\n"
      "  c: {value: $b}\n"
      "  d: [1, 2]\n"
      "  e: {range: [0, 1]}\n"
      "  f:\n"
      "  g: " +
      repeated("x", 257) +
      "\n"
      "use: [$a, $a, $c, $d, $d, $e, $f, $g, $b]\n");
  const std::string itself = "'$b' is a parameter itself; a parameter holds a value, write it here";
  CHECK(
      after_substitution(root) ==
      Lines{"t.yaml:2:6: parameters.a: " + itself, "t.yaml:4:14: parameters.c: " + itself,
            "t.yaml:5:6: parameters.d: a parameter holds one value; found a list",
            "t.yaml:6:6: parameters.e: the parameter needs a value, for example 'value: 2'",
            "t.yaml:7:3: parameters.f: the parameter needs a value, for example 'value: 2'",
            "t.yaml:8:6: parameters.g: a parameter holds a number or a word; this is longer than 256 bytes"});
  CHECK(root.find("use")->items.back().scalar == "1");
}

TEST_CASE("only the parameters of the document itself are left alone") {
  Node root = read("parameters: {a: 1, b: {about: $a}}\nset: {parameters: {c: $a}}\n");
  CHECK(after_substitution(root).empty());
  CHECK(root.find("parameters")->find("b")->find("about")->scalar == "$a");
  CHECK(root.find("set")->find("parameters")->find("c")->scalar == "1");
}

TEST_CASE("a plus in a path adds an item to a list") {
  Problems problems;
  Node root = read_text("start: [{a: 1}]\n", "model.yaml", problems);
  set_path(root, "start.+", read_text("{b: 2}", "experiment.yaml", problems), {"experiment.yaml", 3, 1},
           problems);
  set_path(root, "start.+.c", read_text("3", "experiment.yaml", problems), {"experiment.yaml", 4, 1},
           problems);
  REQUIRE(root.find("start")->items.size() == 3);
  CHECK(root.find("start")->items[1].find("b")->scalar == "2");
  CHECK(root.find("start")->items[2].find("c")->scalar == "3");
  CHECK(problems.empty());
}
