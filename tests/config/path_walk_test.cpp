// Paths through what a document doesn't say itself: what is inherited, written short, or known to the
// language only.
#include <catch2/catch.hpp>

#include "sim/config/edit.hpp"
#include "tests/config/reading.hpp"

using namespace exomet;

namespace {

std::shared_ptr<const SectionDoc> doc(const std::string& shorthand, std::vector<KeyDoc> keys) {
  return std::make_shared<SectionDoc>(SectionDoc{"", shorthand, std::move(keys)});
}
KeyDoc key(const std::string& name, std::shared_ptr<const SectionDoc> nested = nullptr,
           Holds holds = Holds::section) {
  return {name, "", "", "", false, std::move(nested), holds};
}

// cells: {name: {diameter, divides: {rate, raised_by: {signal: {to, half}}}, takes_up: {<EV>: clearance}}}
const SectionDoc& language() {
  static const auto influence = doc("", {key("to"), key("half")});
  static const auto rule = doc("rate", {key("rate"), key("raised_by", influence, Holds::named)});
  static const auto uptake = doc("clearance", {key("clearance"), key("saturates")});
  static const auto taken = doc("", {key("<EV>", uptake)});
  static const auto cell = doc("", {key("diameter"), key("divides", rule), key("takes_up", taken)});
  static const auto root =
      doc("", {key("cells", cell, Holds::declared), key("output", doc("", {key("every")}))});
  return *root;
}

const std::string model =
    "cells:\n"
    "  parent: {diameter: 16 um, divides: {rate: 1 /d, raised_by: {A: {to: 2 /d, half: 3}, B: {to: 4 /d, "
    "half: 5}}},\n"
    "      takes_up: {ev: 60}}\n"
    "  child: {like: parent}\n"
    "  emptied: {like: parent, divides: {raised_by: {}}}\n";

struct Edited {
  Node root = read(model);
  std::vector<Merged> merged;
  Lines told;

  explicit Edited(std::initializer_list<std::pair<std::string, std::string>> changes) {
    Problems problems;
    for (const auto& [path, value] : changes)
      set_path(root, path, read(value), {"e.yaml", 2, 3}, problems, {Slot::of(&language()), &merged});
    told = lines(problems);
  }
  // The entry as it is read, with what it inherits.
  Node cell(const std::string& name) {
    Node resolved = root;
    Problems problems;
    const Slot cells = Slot::of(&language()).at("cells", &resolved);
    inherit(*resolved.find("cells"), "cells", problems, cells, &merged);
    settle(resolved, "", Slot::of(&language()), problems);
    told = lines(problems);
    return *resolved.find("cells")->find(name);
  }
};

std::string text(const Node& node) { return to_json(node); }
bool same(const Node& node, const std::string& yaml) { return text(node) == text(read(yaml)); }

}  // namespace

TEST_CASE("a path leads through what an entry inherits") {
  Edited edited({{"cells.child.divides.rate", "7 /d"}, {"cells.child.divides.raised_by.B.to", "9 /d"}});
  CHECK(edited.told.empty());
  CHECK(same(*edited.cell("child").find("divides"),
             "{rate: 7 /d, raised_by: {A: {to: 2 /d, half: 3}, B: {to: 9 /d, half: 5}}}"));
  CHECK(same(*edited.cell("parent").find("divides")->find("rate"), "1 /d"));
}

TEST_CASE("a path leads into what is written short") {
  Edited edited({{"cells.parent.takes_up.ev.saturates", "5"}, {"cells.child.takes_up.ev.clearance", "70"}});
  CHECK(same(*edited.cell("parent").find("takes_up"), "{ev: {clearance: 60, saturates: 5}}"));
  CHECK(same(*edited.cell("child").find("takes_up"), "{ev: {clearance: 70, saturates: 5}}"));
  CHECK(same(*Edited({{"cells.parent.diameter.source", "assumed"}}).cell("parent").find("diameter"),
             "{value: 16 um, source: assumed}"));
}

TEST_CASE("maps that the language knows are made on the way") {
  Edited edited({{"cells.other", "{diameter: 5 um}"},
                 {"cells.other.divides.raised_by.eroded.mineral.to", "1 /d"},
                 {"cells.other.takes_up.ev.clearance", "3"},
                 {"output.every", "6 h"}});
  CHECK(edited.told.empty());
  CHECK(same(edited.cell("other"),
             "{diameter: 5 um, divides: {raised_by: {eroded.mineral: {to: 1 /d}}}, takes_up: {ev: "
             "{clearance: 3}}}"));
  CHECK(same(*edited.root.find("output"), "{every: 6 h}"));
}

TEST_CASE("a key that neither document nor language knows is a problem and nothing is made") {
  using Wrong = std::pair<std::string, std::string>;
  const auto [path, problem] = GENERATE(values<Wrong>({
      {"cells.chidl.divides.rate", "no key 'chidl' in 'cells'; did you mean 'child'?"},
      {"cells.child.dividse.rate", "no key 'dividse' in 'cells.child'; did you mean 'divides'?"},
      {"cells.child.divides.raised.A.to", "no key 'raised' in 'cells.child.divides'; did you mean 'rate'?"},
      {"cells.child.diameter.of.it", "no key 'of' in 'cells.child.diameter'"},
  }));
  Edited edited({{path, "1"}});
  REQUIRE(edited.told.size() == 1);
  CHECK_THAT(edited.told[0], Catch::Contains(problem.substr(0, problem.find(';'))));
  CHECK(same_content(edited.root, read(model)));
}

TEST_CASE("none removes a key whether it was written there or inherited") {
  Edited edited({{"cells.parent.divides.raised_by.A", "none"}, {"cells.child.takes_up", "none"}});
  CHECK(edited.told.empty());
  CHECK(same(edited.cell("child"),
             "{diameter: 16 um, divides: {rate: 1 /d, raised_by: {B: {to: 4 /d, half: 5}}}}"));
  Edited child({{"cells.child.divides.raised_by.B", "none"}, {"cells.child.divides.rate", "2 /d"}});
  CHECK(same(*child.cell("child").find("divides"), "{rate: 2 /d, raised_by: {A: {to: 2 /d, half: 3}}}"));
  CHECK(child.cell("parent").find("divides")->find("raised_by")->find("B"));
}

TEST_CASE("to remove what isn't there is a problem with the nearest name") {
  Edited edited({{"cells.child.divides.raised_by.C", "none"}});
  REQUIRE(edited.told.size() == 1);
  CHECK_THAT(edited.told[0], Catch::Contains("no 'C' in 'cells.child.divides.raised_by' to remove"));
  CHECK(same_content(edited.root, read(model)));
}

TEST_CASE("what was emptied stays empty but for what a path adds") {
  Edited edited({{"cells.emptied.divides.raised_by.A.to", "8 /d"}});
  CHECK(same(*edited.cell("emptied").find("divides"), "{rate: 1 /d, raised_by: {A: {to: 8 /d}}}"));
}

TEST_CASE("a map that replaces takes the place of what was there and of what is inherited") {
  Edited own({{"cells.parent.divides.raised_by", "{replace: {C: {to: 1 /d, half: 1}}}"}});
  CHECK(same(*own.cell("child").find("divides")->find("raised_by"), "{C: {to: 1 /d, half: 1}}"));
  Edited child({{"cells.child.divides.raised_by", "{replace: {C: {to: 1 /d, half: 1}}}"},
                {"cells.child.divides.raised_by.C.to", "2 /d"}});
  CHECK(same(*child.cell("child").find("divides"), "{rate: 1 /d, raised_by: {C: {to: 2 /d, half: 1}}}"));
  CHECK(child.merged.empty());
  Edited both({{"cells.child.takes_up", "{other: 1}"}, {"cells.child.takes_up", "{replace: {third: 2}}"}});
  CHECK(same(*both.cell("child").find("takes_up"), "{third: 2}"));
}

TEST_CASE("a map of names that keeps more than what was laid on it is told") {
  Edited edited({{"cells.parent.divides.raised_by", "{A: {to: 6 /d, half: 1}}"}});
  REQUIRE(edited.merged.size() == 1);
  CHECK(describe(edited.merged[0]) ==
        "cells.parent.divides.raised_by keeps 'B', which was there already; write 'B: none' to remove it, or "
        "'{replace: {...}}' for a map instead of it");
  Edited child({{"cells.child.takes_up", "{other: 1}"}});
  CHECK(child.merged.empty());
  child.cell("child");
  REQUIRE(child.merged.size() == 1);
  CHECK_THAT(describe(child.merged[0]),
             Catch::Contains("cells.child.takes_up keeps 'ev', inherited from 'parent'"));
}

TEST_CASE("a none that has nothing to remove and a replace beside other keys are problems") {
  Edited edited(
      {{"cells.parent.takes_up", "{new: none}"}, {"cells.child.divides", "{replace: {}, rate: 1}"}});
  edited.cell("child");
  std::string all;
  for (const std::string& line : edited.told) all += line + "\n";
  CHECK_THAT(all, Catch::Contains("'none' removes what is there, and nothing is"));
  CHECK_THAT(all, Catch::Contains("'replace' stands alone in its map"));
}

TEST_CASE("null of the command line is told to be none") {
  Node root = read(model);
  Problems problems;
  set_assignment(root, "cells.parent.takes_up.ev=null", "--set", problems);
  REQUIRE(problems.size() == 1);
  CHECK_THAT(lines(problems)[0], Catch::Contains("write 'cells.parent.takes_up.ev=none' to remove the key"));
}
