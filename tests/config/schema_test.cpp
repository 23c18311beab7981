#include "sim/config/schema.hpp"

#include <catch2/catch.hpp>

#include "tests/config/reading.hpp"

using namespace exomet;

namespace {

struct Part {
  int index = -1;
  double share = 0.5;
};

enum class Colour { red, green };

struct Thing {
  double length = 1, rate = 0.25;
  long count = 3;
  bool on = false;
  std::string text;
  Colour colour = Colour::green;
  int friend_of = -1;
  Part part;
  std::vector<Part> parts, others;
};

Section<Part> part_schema() {
  Section<Part> section("A part.");
  section.shorthand("share").quantity("share", &Part::share, Dimension::number, {true, share}, "Its share.");
  return section;
}

Section<Thing> thing_schema() {
  Section<Thing> section("A thing.");
  section.quantity("length", &Thing::length, Dimension::length, {true, positive}, "How long.")
      .quantity("rate", &Thing::rate, Dimension::rate, {false, not_negative}, "How often.")
      .integer("count", &Thing::count, 0, 9, "How many.")
      .flag("on", &Thing::on, "Whether.")
      .text("text", &Thing::text, false, "A text.")
      .choice("colour", &Thing::colour, {{"red", Colour::red}, {"green", Colour::green}}, "A colour.")
      .reference("friend", &Thing::friend_of, "animal", false, "A friend.")
      .section("part", &Thing::part, part_schema(), false, "A part.")
      .each("parts", &Thing::parts, "animal", part_schema(), false, "Parts.");
  return section;
}

struct Result {
  Thing thing;
  Lines problems;
};

Result read_thing(const std::string& yaml, const Section<Thing>& schema = thing_schema()) {
  Vocabulary words;
  words.add("animal", "horse"), words.add("animal", "zebra");
  Problems problems;
  Reader reader(problems, words);
  const Node node = read(yaml);
  Result result;
  schema.read(node, result.thing, reader);
  result.problems = lines(problems);
  return result;
}

}  // namespace

TEST_CASE("a section reads every kind of key") {
  const Result read = read_thing(
      "length: 2 mm\nrate: 3 /h\ncount: 7\non: true\ntext: some words\ncolour: red\nfriend: zebra\n"
      "part: {share: 0.25}\nparts: {zebra: 0.125, horse: {share: 1, about: a part, source: assumed}}\n");
  CHECK(read.problems == Lines{});
  CHECK(read.thing.length == 2000);
  CHECK(read.thing.rate == Approx(0.05));
  CHECK(read.thing.count == 7);
  CHECK(read.thing.on);
  CHECK(read.thing.text == "some words");
  CHECK(read.thing.colour == Colour::red);
  CHECK(read.thing.friend_of == 1);
  CHECK(read.thing.part.share == 0.25);
  REQUIRE(read.thing.parts.size() == 2);
  CHECK(read.thing.parts[0].index == 1);
  CHECK(read.thing.parts[0].share == 0.125);
  CHECK(read.thing.parts[1].index == 0);
  CHECK(read.thing.parts[1].share == 1);
}

TEST_CASE("keys that are left out keep their defaults") {
  const Result read = read_thing("length: 1 um\n");
  CHECK(read.problems == Lines{});
  CHECK(read.thing.rate == 0.25);
  CHECK(read.thing.count == 3);
  CHECK(read.thing.colour == Colour::green);
  CHECK(read.thing.parts.empty());
}

TEST_CASE("an unknown key is a problem at its place that names the nearest") {
  CHECK(read_thing("length: 1 um\ncuont: 3\n").problems ==
        Lines{"t.yaml:2:1: unknown key 'cuont'; did you mean 'count'?"});
  CHECK(read_thing("length: 1 um\npart:\n  share: 1\n  shred: 2\n")
            .problems.at(0)
            .find("t.yaml:4:3: part: unknown key 'shred'") == 0);
}

TEST_CASE("a key that is needed and isn't there is a problem") {
  CHECK(read_thing("rate: 1 /h\n").problems == Lines{"t.yaml:1:1: needs the key 'length'"});
  CHECK(read_thing("length: 1 um\npart: {}\n").problems == Lines{"t.yaml:2:7: part: needs the key 'share'"});
}

TEST_CASE("all problems of a map are found at once with their places") {
  const Lines problems =
      read_thing(
          "length: 3\nrate: -1 /h\ncount: 11\non: maybe\ncolour: gren\nfriend: hors\nparts: {cow: 2}\n")
          .problems;
  REQUIRE(problems.size() == 8);
  const std::vector<std::string> starts{"t.yaml:1:9: length: ",
                                        "t.yaml:2:7: rate: '-1 /h' is out of range: must be at least",
                                        "t.yaml:3:8: count: '11' is out of range: must be from 0 to 9",
                                        "t.yaml:4:5: on: expected true or false",
                                        "t.yaml:5:9: colour: unknown word 'gren'; did you mean 'green'?",
                                        "t.yaml:6:9: friend: no animal 'hors'; did you mean 'horse'?",
                                        "t.yaml:7:9: parts.cow: no animal 'cow'",
                                        "t.yaml:7:14: parts.cow.share: '2' is out of range"};
  for (std::size_t i = 0; i < starts.size(); ++i) {
    INFO(problems[i]);
    CHECK(problems[i].rfind(starts[i], 0) == 0);
  }
}

TEST_CASE("what was not found is in no list that others index by it") {
  const Result read = read_thing("length: 1 um\nparts: {cow: 0.25, zebra: 0.5}\n");
  CHECK(read.problems.size() == 1);
  REQUIRE(read.thing.parts.size() == 1);
  CHECK(read.thing.parts[0].index == 1);
}

TEST_CASE("what is of the wrong shape is a problem that says what was expected") {
  CHECK(read_thing("[1, 2]\n").problems.at(0).find("expected a map; found a list") != std::string::npos);
  CHECK(read_thing("length: [1 um]\n").problems.at(0).find("expected a length, for example") !=
        std::string::npos);
  CHECK(read_thing("length: 1 um\npart: 0.5\n").problems.empty());  // its shorthand
  CHECK(read_thing("length: 1 um\nparts: 3\n")
            .problems.at(0)
            .find("expected a map from the name of a animal") != std::string::npos);
  CHECK(read_thing("length: 1 um\nfriend: [horse]\n")
            .problems.at(0)
            .find("expected the name of a animal, found a list") != std::string::npos);
  CHECK(read_thing("length: 1 um\ntext: {a: b}\n").problems.at(0).find("expected a text, found a map") !=
        std::string::npos);
  CHECK(read_thing("length: 1 um\ncolour: {a: b}\n").problems.size() == 1);
  CHECK(read_thing("length: 1 um\ncount: 2.5\n").problems.at(0).find("'2.5' is no whole number") !=
        std::string::npos);
}

TEST_CASE("a map may be one from names as a whole") {
  Section<Thing> schema("Things.");
  schema.quantity("length", &Thing::length, Dimension::length, optional, "How long.")
      .names(&Thing::others, "animal", part_schema(), "Animals.");
  const Result read = read_thing("horse: 1\nlength: 3 um\nsource: assumed\n", schema);
  CHECK(read.problems == Lines{});
  REQUIRE(read.thing.others.size() == 1);
  CHECK(read.thing.others[0].index == 0);
  CHECK(read.thing.length == 3);
  CHECK(read_thing("hrose: 1\n", schema).problems ==
        Lines{"t.yaml:1:1: hrose: no animal 'hrose'; did you mean 'horse'?"});
}

TEST_CASE("checks across keys are made only of what could be read") {
  Section<Thing> schema = thing_schema();
  int called = 0;
  schema.check([&](const Thing& thing, const Node& node, Reader& reader) {
    ++called;
    if (thing.length > 5) reader.problem(node, "too long");
  });
  CHECK(read_thing("length: 9 um\n", schema).problems == Lines{"t.yaml:1:1: too long"});
  CHECK(called == 1);
  CHECK(read_thing("length: 9\n", schema).problems.size() == 1);
  CHECK(called == 1);
}

TEST_CASE("the reference lists every key with its form and default") {
  const std::string text = reference_text(thing_schema().doc());
  for (const char* expected :
       {"length:                   length, e.g. ", "(required)", "rate:                     rate, e.g. ",
        "(otherwise 15 /h)", "whole number  (otherwise 3)", "true or false  (otherwise false)",
        "red | green  (otherwise green)", "name of a animal", "map from animal to",
        "A bare value stands for 'share'."}) {
    INFO(expected << "\n" << text);
    CHECK(text.find(expected) != std::string::npos);
  }
  CHECK(text.find("\n    share:") != std::string::npos);  // nested, indented
}
