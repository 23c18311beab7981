#include "sim/config/yaml_text.hpp"

#include <catch2/catch.hpp>

#include "sim/config/edit.hpp"
#include "tests/config/reading.hpp"

using namespace exomet;

namespace {
const std::string any =
    "a: 1\nb: {c: 'x: y', d: [1, 2, 'three, four'], e: {}}\nl: [{f: g}, [1, {h: 2}], []]\n"
    "t: \"two\\nlines # and \\\"quotes\\\" \\\\ \"\nn:\n'odd: key': -1.5 um^3/h\nw: 'null'\np: 50 %\ns: ' "
    "'\nz: '- x'\n";
}

TEST_CASE("a document that is written and read again is the same") {
  const Node root = read(any);
  const Node again =
      read(to_yaml(root, [](const Node&) { return std::string("a remark: [with], {signs}"); }));
  CHECK(to_json(again) == to_json(root));
}

TEST_CASE("a value that came from a parameter is written as the parameter and a remark behind its value") {
  Node root = read("parameters: {p: 2}\na: $p\nb: 3\n");
  Problems problems;
  substitute_parameters(root, problems);
  const auto line = [](const Node& value) { return std::to_string(value.place.line); };
  CHECK(to_yaml(root, line) == "parameters:\n  p: 2  # 1\na: $p  # 2\nb: 3  # 3\n");
}
