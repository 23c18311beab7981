// Text that needs quotes: each slip is told at its place with what to do.
#include <catch2/catch.hpp>

#include "tests/config/reading.hpp"

using namespace exomet;

namespace {
Lines told(const std::string& yaml) { return problems_of(yaml); }
}  // namespace

TEST_CASE("text that isn't in quotes is told where a special character cuts it") {
  using Slip = std::pair<std::string, std::string>;
  const auto [yaml, problem] = GENERATE(values<Slip>({
      {"t: {from: 1 d, about: Signals (HMGB1, ATP), set: 1}",
       "t.yaml:1:23: t.about: a comma ends this text, so that 'ATP)' is a key without a value; put the text "
       "in quotes"},
      {"t: [{about: one, two, three}]",
       "t.yaml:1:13: t.0.about: a comma ends this text, so that 'two' is a key without a value; put the text "
       "in quotes"},
      {"{a, b: 1}", "t.yaml:1:2: 'a' is a key without a value; write 'a: value'"},
      {"t: {from:1 d, until: 2 d}",
       "t.yaml:1:5: t: 'from:1 d' has no value: a ':' needs a space after it; write 'from: 1 d'"},
      {"t: {about: Note: this, x: 1}",
       "t.yaml:1:16: t.about: ':' has a meaning of its own here, the text before it isn't in quotes; put the "
       "text in "
       "quotes"},
      {"t: {about: see [1] here}", "t.yaml:1:16: t.about: '[' has a meaning of its own here"},
      {"t: {about: a {b} c}", "t.yaml:1:14: t.about: '{' has a meaning of its own here"},
      {"t: {about: what? yes, x: 1}", "t.yaml:1:16: t.about: '?' has a meaning of its own here"},
      {"t: {about: dose #3 of it, x: 1}\nb: 2", "t.yaml:1:12: t.about: a '#' begins a comment"},
      {"t: {about: 'it's so', x: 1}", "t.yaml:1:16: t.about: the text in quotes ended before this; write ''"},
      {"t: {about: a} b, y: 1}",
       "text after a '}', which ends what was opened in this line; put the text in quotes"},
      {"t: {about: %5 of cells, x: 1}",
       "t.yaml:1:12: t.about: a value can't begin with this character; put text"},
      {"about: %5 of cells", "t.yaml:1:8: about: a value can't begin with this character; put text"},
      {"t: {about: * 5}", "a value can't begin with this character; put text"},
      {"t: {about: & 5}", "a value can't begin with this character; put text"},
      {"t: {about: - x}", "put text that begins with '-' in quotes"},
      {"about: Note: this", "put text that contains ': ' in quotes"},
  }));
  const Lines found = told(yaml);
  REQUIRE_FALSE(found.empty());
  CHECK_THAT(found[0], Catch::Contains(problem));
}

TEST_CASE("text that needs no quotes passes within braces") {
  for (const char* yaml : {"t: {about: half of it (50 %); no more, x: 1}", "t: {about: 'a, b: c #d', x: 1}",
                           "t: {about: \"a, b\", x: 1}", "t: {a: , b: 1}", "t: {a : 1}", "t: {'a': 1}",
                           "t: {a: {}, b: []}", "t: {a: 10:30, b: x#y}"})
    CHECK(told(yaml).empty());
}

TEST_CASE("keys without values are told up to the limit of problems") {
  const Lines found = told("t: {" + repeated("k: a, v, ", 1) + "x: 1}");
  CHECK(found.size() == 1);
  std::string many = "t: {";
  for (int i = 0; i < 500; ++i) many += "k" + std::to_string(i) + ", ";
  CHECK(told(many + "x: 1}").size() <= 101);
}
