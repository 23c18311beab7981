#include "sim/config/reader.hpp"

#include <catch2/catch.hpp>

#include "sim/config/bibliography.hpp"
#include "sim/config/schema.hpp"
#include "tests/config/reading.hpp"

using namespace exomet;

namespace {

struct Pair {
  double a = 0, b = 0;
};
struct Whole {
  Pair pair;
  double c = 0;
  long n = 0;
};

Section<Whole> schema() {
  Section<Pair> pair("Two.");
  pair.quantity("a", &Pair::a, Dimension::length, optional, "One.")
      .quantity("b", &Pair::b, Dimension::time, optional, "Other.");
  Section<Whole> whole("All.");
  whole.section("pair", &Whole::pair, pair, false, "Two.")
      .quantity("c", &Whole::c, Dimension::number, optional, "A number.")
      .integer("n", &Whole::n, 0, 9, "A whole number.");
  return whole;
}

struct Reading {
  Whole whole;
  Lines problems;
  std::vector<NumberRecord> numbers;
};

// Reads with a bibliography of two, as a model (numbers need sources) or as an experiment.
Reading read_as(bool model, const std::string& yaml) {
  static const std::string books =
      "@book{Stokes1851, author = {Stokes, G}, title = {T}, year = 1851}\n"
      "@book{Fuerth1920, author = {Fuerth, R}, title = {T}, year = 1920}\n";
  Problems problems;
  const Bibliography bibliography = Bibliography::parse(books, "b.bib", problems);
  problems.throw_if_any();
  Reader reader(problems, {});
  reader.needs_source = [=](const std::string& file) { return model && file == "t.yaml"; };
  reader.knows_source = [&](const std::string& key) { return bibliography.find(key) != nullptr; };
  reader.known_sources = [&] { return bibliography.keys(); };
  Reading reading;
  const Node node = read(yaml);
  schema().read(node, reading.whole, reader);
  reading.problems = lines(problems);
  reading.numbers = reader.numbers;
  return reading;
}

}  // namespace

TEST_CASE("a number may be written short or long") {
  const Reading reading =
      read_as(false, "pair: {a: 25 um, b: {value: 6 h, source: Stokes1851, about: why}}\nc: {value: 3}\n");
  CHECK(reading.problems == Lines{});
  CHECK(reading.whole.pair.a == 25);
  CHECK(reading.whole.pair.b == 360);
  CHECK(reading.whole.c == 3);
}

TEST_CASE("the long form has a value and no keys but those known") {
  CHECK(read_as(false, "c: {source: Stokes1851}\n").problems ==
        Lines{"t.yaml:1:4: c: a number in long form needs a 'value'"});
  for (const std::string key : {"c", "n"})
    CHECK(read_as(false, key + ": {value: 3, sauce: Stokes1851}\n").problems ==
          Lines{"t.yaml:1:15: " + key +
                ": unknown key 'sauce'; a number in long form has value, prior, source and about"});
}

TEST_CASE("a number in quotes is text") {
  CHECK(read_as(false, "c: \"3\"\n").problems.size() == 1);
  CHECK(read_as(false, "n: \"3\"\n").problems.size() == 1);
}

TEST_CASE("a wrong unit or none is a problem at the value with its path") {
  const Lines problems = read_as(false, "pair:\n  a: 3\n  b: 4 um\n").problems;
  REQUIRE(problems.size() == 2);
  CHECK(problems[0].rfind("t.yaml:2:6: pair.a: ", 0) == 0);
  CHECK(problems[1].rfind("t.yaml:3:6: pair.b: ", 0) == 0);
}

TEST_CASE("numbers of a model need a source and are complained about once a map") {
  const Lines problems = read_as(true, "pair: {a: 1 um, b: 1 h}\nc: 2\n").problems;
  REQUIRE(problems.size() == 2);
  CHECK(problems[0].rfind("t.yaml:1:11: pair.a: '1 um' has no source: add 'source:'", 0) == 0);
  CHECK(problems[0].find("to 'pair'") != std::string::npos);
  CHECK(problems[1].rfind("t.yaml:2:4: c: '2' has no source", 0) == 0);
}

TEST_CASE("a source vouches for the number or for all of its map") {
  CHECK(read_as(true, "pair: {a: 1 um, b: 1 h, source: Stokes1851}\nc: {value: 2, source: assumed}\n")
            .problems == Lines{});
  CHECK(read_as(true, "pair: {a: 1 um, b: 1 h, source: [Stokes1851, Fuerth1920]}\n").problems == Lines{});
  CHECK(
      read_as(true, "pair: {a: 1 um, b: 1 h, source: 'calibrated: Stokes1851, doubling times'}\n").problems ==
      Lines{});
}

TEST_CASE("experiments needn't say where their numbers are from") {
  const Reading reading = read_as(false, "pair: {a: 1 um}\n");
  CHECK(reading.problems == Lines{});
  REQUIRE(reading.numbers.size() == 1);
  CHECK(reading.numbers[0].source == "set by the experiment");
}

TEST_CASE("a source that isn't in the bibliography is one problem that names the nearest") {
  CHECK(read_as(true, "c: {value: 2, source: Stoks1851}\n").problems.size() == 1);
  CHECK(
      read_as(true, "c: {value: 2, source: Stoks1851}\n").problems.at(0).find("did you mean 'Stokes1851'?") !=
      std::string::npos);
  CHECK(read_as(true, "pair: {a: 1 um, b: 1 h, source: Stoks1851}\n").problems.size() == 1);
  CHECK(read_as(true, "pair: {a: 1 um, source: [Stokes1851, Nobody1999]}\n")
            .problems.at(0)
            .find("no reference 'Nobody1999'") != std::string::npos);
  CHECK(read_as(true, "c: {value: 2, source: {a: b}}\n").problems.size() == 1);
}

TEST_CASE("numbers are recorded with their path and text and the nearest source") {
  const Reading reading = read_as(true,
                                  "pair: {source: Stokes1851, a: 1 um, b: {value: 1 h, source: "
                                  "Fuerth1920}}\nn: {value: 4, source: assumed}\n");
  REQUIRE(reading.problems == Lines{});
  REQUIRE(reading.numbers.size() == 3);
  CHECK(reading.numbers[0].path == "pair.a");
  CHECK(reading.numbers[0].text == "1 um");
  CHECK(reading.numbers[0].source == "Stokes1851");
  CHECK(reading.numbers[1].path == "pair.b");
  CHECK(reading.numbers[1].source == "Fuerth1920");
  CHECK(reading.numbers[2].path == "n");
  CHECK(reading.numbers[2].source == "assumed");
}

TEST_CASE("ranges say what is allowed") {
  Problems problems;
  Reader reader(problems, {});
  const auto message = [&](const std::string& text, const Range& range) {
    Problems none;
    Reader one(none, {});
    one.quantity(read("v: " + text).entries[0].value, Dimension::number, range);
    return none.empty() ? std::string() : none.list()[0].what;
  };
  CHECK(message("0", positive) == "'0' is out of range: must be above 0");
  CHECK(message("0", not_negative).empty());
  CHECK(message("-1", not_negative) == "'-1' is out of range: must be at least 0");
  CHECK(message("1", share).empty());
  CHECK(message("1.5", share) == "'1.5' is out of range: must be at least 0 and at most 1");
  CHECK(message("-5", any_number).empty());
}
