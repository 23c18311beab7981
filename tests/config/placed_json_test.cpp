// Documents and units for programs without YAML and UDUNITS-2 are the same as here.
#include "sim/config/placed_json.hpp"

#include <catch2/catch.hpp>

#include "sim/config/unit_table.hpp"

namespace exomet {
namespace {

bool same_places(const Node& a, const Node& b) {
  bool same =
      a.place.file == b.place.file && a.place.line == b.place.line && a.place.column == b.place.column;
  for (std::size_t i = 0; i < a.items.size(); ++i) same &= same_places(a.items[i], b.items[i]);
  for (std::size_t i = 0; i < a.entries.size(); ++i)
    same &= same_places(a.entries[i].value, b.entries[i].value) &&
            a.entries[i].place.column == b.entries[i].place.column;
  return same;
}

TEST_CASE("a document comes back from JSON with its places") {
  for (const std::string name :
       {"models/peritoneum.yaml", "models/bone.yaml", "configs/peritoneum-2d.yaml"}) {
    const std::string file = std::string(EXOMET_SOURCE_DIR) + "/" + name;
    Problems problems;
    const Node document = read_document(file, problems);
    REQUIRE(problems.empty());
    const Node back = from_placed_json(to_placed_json(document), file);
    CHECK(same_content(document, back));
    CHECK(same_places(document, back));
  }
}

TEST_CASE("quotes and what is nothing come back from JSON, too") {
  Problems problems;
  const Node document = read_text("{a: \"010\", b: 010, c: , d: [x, \"\", {e: '\"'}]}", "a.yaml", problems);
  CHECK(same_content(document, from_placed_json(to_placed_json(document), "a.yaml")));
}

TEST_CASE("what is no document in JSON is refused") {
  for (const char* text : {"", "{}", "[1, 2]", "[1, 1, \"\"]", "[1, 1, {\"map\": [1]}]", "[1, 1, 7]"})
    CHECK_THROWS_AS(from_placed_json(text, "a.yaml"), RunError);
}

TEST_CASE("the table of units has each unit of the texts and no other word") {
  Problems problems;
  std::set<std::string> texts;
  add_units(read_text("{a: 3 furlongs, b: [6 h, 2 um^3/h], c: {d: 7}, e: some words}", "a.yaml", problems),
            texts);
  const std::string table = unit_table(texts);
  CHECK(texts.contains("furlongs"));
  CHECK(table.find("powers\th\tsecond\t1\n") != table.npos);
  CHECK(table.find("powers\tum^3/h\tmeter\t3\tsecond\t-1\n") != table.npos);
  CHECK(table.find("scale\th\th\t0x1p+0\t0x1p+0\t0x0p+0\n") != table.npos);
  CHECK(table.find("words") == table.npos);
  CHECK(unit_table(common_units()).find("scale\th\tmin\t0x1.ep+5\t0x1p+0\t0x0p+0\n") != table.npos);
}

}  // namespace
}  // namespace exomet
