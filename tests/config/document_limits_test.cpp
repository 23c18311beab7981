#include <catch2/catch.hpp>

#include "tests/config/reading.hpp"

using namespace exomet;

// Reading stops at a limit, whatever follows; so the time is bounded by the limits and not by the text.
TEST_CASE("nesting stops at its limit") {
  const auto [yaml, problem] = GENERATE(values<std::pair<std::string, std::string>>({
      {repeated("[", 30'000) + repeated("]", 30'000), "t.yaml:1:33: 0.0.0"},
      {repeated("{a: ", 12'000) + repeated("}", 12'000), "t.yaml:1:129: a.a.a"},
      {repeated("- ", 30'000), "t.yaml:1:65: 0.0.0"},
      {repeated("[\n", 100'000) + repeated("]", 60'000), "t.yaml:17:1: "},  // taken for keys, as never closed
      {repeated("[", 60'000), "t.yaml:1:17: "},
      {repeated("{a: ", 16'000), "t.yaml:1:125: "},
      {repeated("? ", 30'000), "t.yaml:1:65: "},
      {[] {
         std::string deep;
         for (std::size_t i = 0; i < 2000; ++i) deep += std::string(i, ' ') + "a:\n";
         return deep;
       }(),
       "t.yaml:33:33: a.a.a"},
  }));
  CAPTURE(yaml.substr(0, 20));
  const Lines found = problems_of(yaml);
  REQUIRE(found.size() == 1);
  CHECK_THAT(found[0], Catch::StartsWith(problem));
  CHECK_THAT(found[0], Catch::EndsWith("maps and lists nested deeper than 32 levels"));
}

TEST_CASE("nesting up to its limit is read") {
  CHECK(problems_of(repeated("[", 32) + repeated("]", 32)).empty());
  CHECK(problems_of(repeated("[", 33) + repeated("]", 33)).size() == 1);
}

TEST_CASE("long lines are refused before they are parsed") {
  const std::string problem = ":1: a line longer than 64 KiB; break it up";
  CHECK(problems_of(repeated("[", 100'000)) == Lines{"t.yaml:1" + problem});
  CHECK(problems_of(repeated("{a: ", 100'000)) == Lines{"t.yaml:1" + problem});
  CHECK(problems_of(repeated("- ", 100'000)) == Lines{"t.yaml:1" + problem});
  CHECK(problems_of("a: 1\nb: " + repeated("x", 1'000'000)) == Lines{"t.yaml:2" + problem});
  CHECK(problems_of(repeated("x", 1'000'000) + ": 1") == Lines{"t.yaml:1" + problem});
  CHECK(problems_of("'" + repeated("x", 1'000'000)) == Lines{"t.yaml:1" + problem});
  CHECK(problems_of("a: " + repeated("x", 65'533)).empty());
  CHECK(problems_of("a: " + repeated("x", 65'534)).size() == 1);
}

TEST_CASE("long texts of many lines are refused") {
  const std::string problem = "t.yaml:1:4: a: a text longer than 64 KiB; shorten it";
  CHECK(problems_of("a: |\n" + repeated("  xxxxxxx\n", 10'000)) == Lines{problem});
  CHECK(problems_of("a: x\n" + repeated("  xxxxxxx\n", 10'000)) == Lines{problem});
  CHECK(problems_of("a: \"x\n" + repeated("  xxxxxxx\n", 10'000) + "\"") == Lines{problem});
  CHECK(problems_of("a: |\n" + repeated("  xxxxxxx\n", 8'000)).empty());
}

TEST_CASE("a document of too many values stops at the limit") {
  CHECK(problems_of(repeated("- 1\n", 300'000)) ==
        Lines{"t.yaml:200000:3: 199999: more than 200000 keys and values; split the document"});
  CHECK(problems_of("[" + repeated("1,\n", 300'000) + "1]").size() == 1);
  CHECK(problems_of(repeated("- 1\n", 199'999)).empty());
}

TEST_CASE("a document that is too large isn't parsed") {
  CHECK(problems_of(repeated("# a comment\n", 400'000)) ==
        Lines{"t.yaml: is larger than 4 MiB; a model or an experiment is a few pages"});
}

TEST_CASE("aliases that would grow without bound are refused one by one") {
  std::string laughs = "a0: &a0 lol\n";
  for (int i = 1; i < 10; ++i) {
    const std::string alias = "*a" + std::to_string(i - 1);
    laughs += "a" + std::to_string(i) + ": &a" + std::to_string(i) + " [" + alias;
    for (int k = 0; k < 4; ++k) laughs += ", " + alias;
    laughs += "]\n";
  }
  Problems problems;
  const Node root = read_text(laughs, "t.yaml", problems);
  CHECK(problems.size() == 10 + 9 * 5);
  CHECK(root.entries.size() == 10);
  CHECK(to_json(root).size() < 1000);
}

TEST_CASE("a document of nothing but problems stops at a hundred") {
  const Lines found = problems_of(repeated("- &x 1\n", 1000));
  CHECK(found.size() == 101);
  CHECK_THAT(found.back(), Catch::Contains("too many problems"));
  CHECK(problems_of(repeated("a: 1\n", 100'000)).size() == 101);
  CHECK(problems_of(repeated("\ta: 1\n", 100'000)).size() == 20);
}
