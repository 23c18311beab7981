// Random damage to small valid inputs: whatever comes in, only problems may come out. The damage is the same
// on each machine (std::mt19937's numbers are fixed by the standard; its distributions aren't, so they aren't
// used).
#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <nlohmann/json.hpp>
#include <random>
#include <string>
#include <vector>

#include "sim/base/quantity.hpp"
#include "sim/config/edit.hpp"

using namespace exomet;

namespace {

const std::string model =
    "model: peritoneum # a comment\n"
    "parameters:\n"
    "  mmp1_load: {value: 1, range: [0, 4], about: \"copies \\u00b5\"}\n"
    "cells:\n"
    "  tumour:\n"
    "    diameter: 16 \xC2\xB5m\n"
    "    secretes: {tumour_ev: 60 /h, 'a b': $mmp1_load}\n"
    "  resistant_tumour: {like: tumour, divides: {rate: 0.7 /d}}\n"
    "  other: {like: resistant_tumour}\n"
    "about: |\n"
    "  two lines\n"
    "  of text\n"
    "start:\n"
    "  - sheet: {of: mesothelial, at: {z: 25 um}}\n"
    "  -\n"
    "    - nested\n"
    "    - \"quoted \\\" text\"\n";

const std::vector<std::string> fragments{"[",
                                         "]",
                                         "{",
                                         "}",
                                         ": ",
                                         "- ",
                                         "? ",
                                         "&a ",
                                         "*a",
                                         "!",
                                         "!!str ",
                                         "<<: ",
                                         "|\n",
                                         ">-\n",
                                         "'",
                                         "\"",
                                         "\\",
                                         "#",
                                         "%",
                                         "@",
                                         "`",
                                         "~",
                                         "null",
                                         ",",
                                         "\n",
                                         "\r\n",
                                         "\r",
                                         "\t",
                                         "  ",
                                         "    ",
                                         "---\n",
                                         "...\n",
                                         "%YAML 1.2\n",
                                         "%TAG ! x\n",
                                         "\xEF\xBB\xBF",
                                         "\xFF",
                                         "\xC2",
                                         "\xE2\x80\xA8",
                                         std::string(1, '\0'),
                                         "\x1B",
                                         "\x04",
                                         "\\x00",
                                         "\\ud800",
                                         "\\U0010FFFF",
                                         "$",
                                         "$$",
                                         "like: other",
                                         "like: [",
                                         "parameters: ",
                                         "value: ",
                                         "=",
                                         ".",
                                         "..",
                                         "[[[[[[[[[[[[[[[[[[[[",
                                         "{a: {a: {a: {a: "};

class Damage {
 public:
  explicit Damage(unsigned seed) : engine_(seed) {}

  std::size_t below(std::size_t count) { return engine_() % count; }

  std::string of(std::string text) {
    for (std::size_t times = 1 + below(6); times > 0; --times) {
      const std::size_t at = below(text.size() + 1), length = below(text.size() - at + 1);
      switch (below(7)) {
        case 0:
          text.insert(at, fragments[below(fragments.size())]);
          break;
        case 1:
          text.insert(at, 1, static_cast<char>(below(256)));
          break;
        case 2:
          text.erase(at, 1 + below(8));
          break;
        case 3:
          text.insert(below(text.size() + 1), text.substr(at, std::min<std::size_t>(length, 60)));
          break;
        case 4:
          text.resize(at);
          break;
        case 5:
          if (at < text.size()) text[at] = static_cast<char>(text[at] ^ (1 << below(8)));
          break;
        default:
          text.replace(at, std::min<std::size_t>(length, 3), fragments[below(fragments.size())]);
      }
    }
    return text;
  }

 private:
  std::mt19937 engine_;
};

// What holds of any problem: it says something, and stands within the text if it stands anywhere.
bool is_sound(const Problem& problem, const std::string& text) {
  const auto lines = 1 + std::count(text.begin(), text.end(), '\n');
  return !problem.what.empty() && problem.place.file == "fuzz" && problem.place.line >= 0 &&
         problem.place.line <= lines + 1 && (problem.place.line == 0) == (problem.place.column == 0);
}

std::size_t depth(const Node& node) {
  std::size_t deepest = 0;
  for (const Node& item : node.items) deepest = std::max(deepest, depth(item));
  for (const Entry& entry : node.entries) deepest = std::max(deepest, depth(entry.value));
  return 1 + deepest;
}

bool has_unique_keys(const Node& node) {
  for (const Node& item : node.items)
    if (!has_unique_keys(item)) return false;
  for (const Entry& entry : node.entries)
    if (node.find(entry.key) != &entry.value || !has_unique_keys(entry.value)) return false;
  return true;
}

}  // namespace

TEST_CASE("damaged documents bring problems and nothing worse") {
  Damage damage(20240607);
  int refused = 0, accepted = 0;
  for (int i = 0; i < 6000; ++i) {
    const std::string text = damage.of(model);
    INFO("mutation " << i << ":\n" << text);
    Problems problems;
    Node root = read_text(text, "fuzz", problems);
    (problems.empty() ? accepted : refused)++;
    if (Node* cells = root.find("cells")) inherit(*cells, "cells", problems);
    substitute_parameters(root, problems);
    Node base = root;
    overlay(base, root);
    REQUIRE(same_content(base, root));
    for (const Problem& problem : problems.list()) REQUIRE(is_sound(problem, text));
    REQUIRE(depth(root) <= 64);
    REQUIRE(has_unique_keys(root));
    REQUIRE(nlohmann::json::accept(to_json(root)));
  }
  CHECK(refused > 1000);  // both happen, or the damage is too little or too much to find anything
  CHECK(accepted > 500);
}

TEST_CASE("an accepted document is read the same from its own JSON") {
  Damage damage(7);
  int compared = 0;
  for (int i = 0; i < 2000; ++i) {
    const std::string text = damage.of(model);
    Problems problems;
    const Node root = read_text(text, "fuzz", problems);
    if (!problems.empty()) continue;
    INFO("mutation " << i << ":\n" << text);
    const std::string json = to_json(root);
    REQUIRE(to_json(read_text(json, "fuzz", problems)) == json);
    REQUIRE(problems.empty());
    ++compared;
  }
  CHECK(compared > 200);
}

TEST_CASE("damaged assignments bring problems and nothing worse") {
  Damage damage(42);
  Problems none;
  const Node whole = read_text(model, "fuzz", none);
  const std::vector<std::string> valid{"cells.tumour.diameter=20 um", "start.1.0={a: [1, 2]}",
                                       "parameters.mmp1_load='2'"};
  for (int i = 0; i < 6000; ++i) {
    const std::string text = damage.of(valid[damage.below(valid.size())]);
    INFO("mutation " << i << ": " << text);
    Node root = whole;
    Problems problems;
    set_assignment(root, text, "fuzz", problems);
    for (const Problem& problem : problems.list()) REQUIRE(is_sound(problem, text));
    REQUIRE((problems.empty() || same_content(root, whole)));  // all or nothing
    REQUIRE(has_unique_keys(root));
  }
}

TEST_CASE("damaged quantities are finite or refused") {
  Damage damage(1);
  const std::vector<std::string> valid{"16 um",    "2e5 um^3/h", "0.4 nN min/um",
                                       "60 EVs/h", "37 degC",    "4 \xC2\xB5m\xC2\xB2/s"};
  int refused = 0, accepted = 0;
  for (int i = 0; i < 20'000; ++i) {
    const std::string text = damage.of(valid[damage.below(valid.size())]);
    const auto dimension = static_cast<Dimension>(damage.below(19));
    INFO("mutation " << i << ": " << text << " as " << name(dimension));
    try {
      const double value = parse_quantity(text, dimension);
      REQUIRE(std::isfinite(value));
      ++accepted;
    } catch (const QuantityError& error) {
      REQUIRE(std::string(error.what()).size() < 500);
      ++refused;
    }
  }
  CHECK(refused > 1000);
  CHECK(accepted > 100);
}
