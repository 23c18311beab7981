#include "sim/config/document.hpp"

#include <unistd.h>

#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>

#include "tests/config/reading.hpp"

using namespace exomet;
namespace fs = std::filesystem;

namespace {

const std::string not_part = " are not part of the language; use 'like:' or a $parameter";

// A folder of its own that goes with the test.
struct Folder {
  fs::path path = fs::temp_directory_path() / ("exomet-document-" + std::to_string(getpid()));
  Folder() { fs::create_directories(path); }
  ~Folder() { fs::remove_all(path); }
  fs::path write(const std::string& name, const std::string& text) const {
    std::ofstream(path / name, std::ios::binary) << text;
    return path / name;
  }
};

Lines problems_of_file(const fs::path& file) {
  Problems problems;
  read_document(file, problems);
  return lines(problems);
}

}  // namespace

TEST_CASE("a document keeps the order and the text of what was written") {
  const Node root = read(
      "zebra: 010\n"
      "apple: no\n"
      "nothing:\n"
      "text: 'yes'\n"
      "other: \"a\\nb\"\n"
      "list: [1, {a: b}, [2]]\n"
      "block: |\n"
      "  two\n"
      "  lines\n");
  REQUIRE(root.kind == Node::Kind::map);
  REQUIRE(root.entries.size() == 7);
  CHECK(root.entries[0].key == "zebra");
  CHECK(root.find("zebra")->scalar == "010");
  CHECK_FALSE(root.find("zebra")->quoted);
  CHECK(root.find("apple")->scalar == "no");
  CHECK(root.find("nothing")->kind == Node::Kind::null);
  CHECK(root.find("text")->quoted);
  CHECK(root.find("other")->scalar == "a\nb");
  CHECK(root.find("block")->scalar == "two\nlines\n");
  const Node& list = *root.find("list");
  REQUIRE(list.kind == Node::Kind::sequence);
  REQUIRE(list.items.size() == 3);
  CHECK(list.items[1].find("a")->scalar == "b");
  CHECK(root.find("missing") == nullptr);
  CHECK(list.find("0") == nullptr);
}

TEST_CASE("places count lines and characters from one") {
  const Node root =
      read("\xEF\xBB\xBFmodel: bone\r\nüß: {µm: ä, x: y}\nlist:\n  - a\n  -   b\nempty:\nlast: 1\n");
  const auto at = [](const SourceLocation& place) {
    return place.file + ":" + std::to_string(place.line) + ":" + std::to_string(place.column);
  };
  CHECK(at(root.place) == "t.yaml:1:1");
  CHECK(at(root.entries[0].place) == "t.yaml:1:1");
  CHECK(at(root.find("model")->place) == "t.yaml:1:8");
  CHECK(at(root.entries[1].place) == "t.yaml:2:1");
  CHECK(at(root.find("üß")->place) == "t.yaml:2:5");
  CHECK(at(root.find("üß")->entries[1].place) == "t.yaml:2:13");
  CHECK(at(root.find("üß")->find("x")->place) == "t.yaml:2:16");
  CHECK(at(root.find("list")->items[1].place) == "t.yaml:5:7");
  CHECK(at(root.find("empty")->place) == "t.yaml:6:1");
}

TEST_CASE("a value alone is a document") {
  CHECK(read("6 h").scalar == "6 h");
  CHECK(read("[ev_removal]").items.size() == 1);
  CHECK(read("--- 2\n...\n").scalar == "2");
}

TEST_CASE("what the language doesn't have is refused where it stands") {
  const auto [yaml, problem] = GENERATE_COPY(values<std::pair<std::string, std::string>>({
      {"a: &x 1\n", "t.yaml:1:4: a: anchors ('&name')" + not_part},
      {"a: *x\n", "t.yaml:1:4: a: aliases ('*name')" + not_part},
      {"a: 1\n<<: {b: 2}\n", "t.yaml:2:1: <<: merge keys ('<<')" + not_part},
      {"a: !!str 1\n",
       "t.yaml:1:4: a: tags ('!name') are not part of the language; put text that begins with '!' in quotes"},
      {"a: ! 1\n",
       "t.yaml:1:4: a: tags ('!name') are not part of the language; put text that begins with '!' in quotes"},
      {"a: !x {b: 1}\n",
       "t.yaml:1:4: a: tags ('!name') are not part of the language; put text that begins with '!' in quotes"},
      {"a: 1\nb: 2\na: 3\n",
       "t.yaml:3:1: a: the key 'a' stands already in line 1; a key may stand once, remove one of them"},
      {"x: {a: 1, a: 2}\n",
       "t.yaml:1:11: x.a: the key 'a' stands already in line 1; a key may stand once, remove one of them"},
      {"[1, 2]: 3\n", "t.yaml:1:1: a map or a list can't be a key; use a word"},
      {"x:\n  {a: 1}: 3\n", "t.yaml:2:3: x: a map or a list can't be a key; use a word"},
      {"null: 3\n",
       "t.yaml:1:1: a key is missing (or is 'null' or '~'; put it in quotes if that is its name)"},
      {"%YAML 1.2\n---\na: 1\n",
       "t.yaml:1:1: a line that begins with '%' (a YAML directive) is not part of the language"},
      {"a: 1\n%b: 2\n",
       "t.yaml:2:1: a line that begins with '%' (a YAML directive) is not part of the language"},
      {"a: 1\n---\nb: 2\n",
       "t.yaml:2:1: a second document begins here ('---', or text after the end); a file holds one"},
      {"[a]\nfoo\n",
       "t.yaml:2:1: a second document begins here ('---', or text after the end); a file holds one"},
      {"", "t.yaml: is empty; nothing can be read from it"},
      {"# only a comment\n\n", "t.yaml: is empty; nothing can be read from it"},
      {"---\n...\n", "t.yaml: is empty; nothing can be read from it"},
      {"\xEF\xBB\xBF", "t.yaml: is empty; nothing can be read from it"},
  }));
  CHECK(problems_of(yaml) == Lines{problem});
}

TEST_CASE("broken syntax is explained where it stands") {
  const auto [yaml, problem] = GENERATE(values<std::pair<std::string, std::string>>({
      {"a: b: c\n", "t.yaml:1:5: a ':' where no key can stand"},
      {"a: 1\n b: 2\n", "t.yaml:2:3: a ':' where no key can stand"},
      {"a:\n  b: 1\n c: 2\n", "doesn't fit the lines above it; check the indentation"},
      {"a: 'x' y\nb: 1\n", "doesn't fit the lines above it"},
      {"a: 1\n\tb: 2\n", "t.yaml:2:1: a tab in the indentation (YAML doesn't allow it); use spaces"},
      {"a:\n  \tb: 2\n", "t.yaml:2:3: a tab in the indentation"},
      {"a: [1, 2\nb: 3\n", "t.yaml:1:4: a '[' is not closed"},
      {"a: {b: 1\nc: 2\n", "t.yaml:1:4: a '{' is not closed"},
      {"a: ]\n", "a ']' or '}' that doesn't close what was opened last"},
      {"a: 'open", "t.yaml:1:1: a: a quote is not closed"},
      {"a: 1\nb: 'open\nc: 2\n", "t.yaml:2:4: b: a quote is not closed"},
      {"a: 1\nb: 'it''s open\nc: 2\n", "t.yaml:2:4: b: a quote is not closed"},
      {"a: \"open \\\"\n", "t.yaml:1:4: a: a quote is not closed"},
      {"'a", "a quote is not closed"},
      {"'a\n", "t.yaml:1:1: a quote is not closed"},
      {"a: @x\n", "t.yaml:1:4: a: a value can't begin with this character"},
      {"a: %x\n", "t.yaml:1:4: a: a value can't begin with this character"},
      {"a: \"\\q\"\n", "is not valid YAML: unknown escape character"},
  }));
  CAPTURE(yaml);
  const Lines found = problems_of(yaml);
  REQUIRE(found.size() == 1);
  CHECK_THAT(found[0], Catch::Contains(problem));
}

TEST_CASE("all problems of a document are told and the rest of it is read") {
  Problems problems;
  const Node root = read_text("a: &x 1\nb: {c: 2, c: 3}\nd: *x\ne: 5\n[f]: 6\ng: 7\n", "t.yaml", problems);
  CHECK(problems.size() == 4);
  CHECK(to_json(root) == to_json(read("{a: 1, b: {c: 2}, d: , e: 5, g: 7}")));
}

TEST_CASE("what stands before broken syntax is read") {
  Problems problems;
  const Node root = read_text("a: 1\nb:\n  c: [2, {d: 3}, @\n", "t.yaml", problems);
  CHECK(problems.size() == 1);
  CHECK(to_json(root) == to_json(read("{a: 1, b: {c: [2, {d: 3}]}}")));
}

TEST_CASE("bytes that are no text are refused") {
  const auto [yaml, problem] = GENERATE(values<std::pair<std::string, std::string>>({
      {std::string("a: 1\nb: x\0y\n", 12),
       "t.yaml:2:5: contains a NUL character; is this a YAML file, saved as UTF-8?"},
      {"a: ü\xFF\n", "t.yaml:1:5: is not valid UTF-8; save the file with the encoding UTF-8"},
      {"a: \xC0\x80\n", "t.yaml:1:4: is not valid UTF-8; save the file with the encoding UTF-8"},
      {"a: \xED\xA0\x80\n", "t.yaml:1:4: is not valid UTF-8; save the file with the encoding UTF-8"},
      {"a: \xF4\x90\x80\x80\n", "t.yaml:1:4: is not valid UTF-8; save the file with the encoding UTF-8"},
      {"a: \xE2\x82", "t.yaml:1:4: is not valid UTF-8; save the file with the encoding UTF-8"},
      {"a: \x1B[1m\n", "t.yaml:1:4: contains the control character U+001B; delete it"},
      {"a: 1\rb: 2\n", "t.yaml:1:5: contains the control character U+000D; delete it"},
      {"a: x\x7F\n", "t.yaml:1:5: contains the control character U+007F; delete it"},
      {"a: \xC2\x9B\n", "t.yaml:1:4: contains the control character U+009B; delete it"},
      {"a: \"\\0\"\n", "t.yaml:1:4: a: contains a control character, written as an escape; delete it"},
      {"a: \"\\e[1m\"\n", "t.yaml:1:4: a: contains a control character, written as an escape; delete it"},
  }));
  CHECK(problems_of(yaml) == Lines{problem});
}

TEST_CASE("text of all the world is read") {
  CHECK(read("a: 腹膜 \xF0\x9F\xA7\xAB é\n").find("a")->scalar == "腹膜 \xF0\x9F\xA7\xAB é");
}

TEST_CASE("a file is read under the name that the user gave it") {
  const Folder folder;
  const fs::path file = folder.write("bone.yaml", "model: bone\nmodel: 2\n");
  Problems problems;
  const Node root = read_document(file, problems);
  CHECK(root.find("model")->place.file == file.string());
  REQUIRE(problems.size() == 1);
  CHECK(problems.list()[0].place.line == 2);
}

TEST_CASE("a file that can't be read is a problem that says why") {
  const Folder folder;
  const std::string here = folder.path.string();
  folder.write("peritoneum.yaml", "model: peritoneum\n");
  const auto only = [](const fs::path& file) {
    const Lines found = problems_of_file(file);
    return found.size() == 1 ? found[0] : std::to_string(found.size()) + " problems";
  };
  CHECK(only(here + "/peritonium.yaml") ==
        here + "/peritonium.yaml: no such file; did you mean '" + here + "/peritoneum.yaml'?");
  CHECK(only(here + "/peritoneum") ==
        here + "/peritoneum: no such file; did you mean '" + here + "/peritoneum.yaml'?");
  CHECK(only(here + "/something else") == here + "/something else: no such file; check its name");
  CHECK(only(here + "/nowhere/a.yaml") ==
        here + "/nowhere/a.yaml: no such file; the folder '" + here + "/nowhere' doesn't exist either");
  CHECK(only(folder.path) == here + ": is a folder, not a file; name a YAML file in it");
  CHECK(only("/dev/zero") == "/dev/zero: is not an ordinary file, so it isn't read; name a YAML file");
  CHECK_THAT(only(""), Catch::Contains("no such file"));
  const std::string relative = only("nowhere/a.yaml");
  CHECK(relative == "nowhere/a.yaml: no such file in '" + (fs::current_path() / "nowhere").string() +
                        "'; the folder 'nowhere' doesn't exist either");
  fs::create_symlink("loop.yaml", folder.path / "loop.yaml");
  fs::create_symlink("gone", folder.path / "dangling.yaml");
  CHECK_THAT(only(here + "/loop.yaml"), Catch::Contains("that leads back to itself; let it point to a file"));
  CHECK_THAT(only(here + "/dangling.yaml"), Catch::Contains("a symbolic link to 'gone', which isn't there"));
  CHECK(only(folder.write("empty.yaml", "")) == here + "/empty.yaml: is empty; nothing can be read from it");
  CHECK(only(folder.write("large.yaml", repeated("# a comment\n", 400'000))) ==
        here + "/large.yaml: is larger than 4 MiB; a model or an experiment is a few pages");
}

TEST_CASE("a file without permission is a problem") {
  if (geteuid() == 0) return;  // who may read everything can't test this
  const Folder folder;
  const fs::path file = folder.write("secret.yaml", "a: 1\n");
  fs::permissions(file, fs::perms::none);
  CHECK(problems_of_file(file) == Lines{file.string() + ": can't be read; check its permissions"});
}

TEST_CASE("JSON keeps order and text") {
  const Node root = read("z: 010\na: [no, 'q\"', ]\nn:\nm: {x: ü}\n");
  const auto json = nlohmann::ordered_json::parse(to_json(root));
  CHECK(json.dump() == R"({"z":"010","a":["no","q\""],"n":null,"m":{"x":"ü"}})");
  CHECK(to_json(Node{}) == "null");
}

TEST_CASE("JSON of a large map takes no search per key") {
  std::string yaml;
  for (int i = 0; i < 99'000; ++i) yaml += "k" + std::to_string(i) + ": 1\n";
  CHECK(nlohmann::json::parse(to_json(read(yaml))).size() == 99'000);
}

TEST_CASE("content is compared without places") {
  CHECK(same_content(read("a: 1\nb: [x, {c: d}]"), read("\n{a: 1, b: [x, {c: d}]}")));
  const Node node = read("a: 1\nb: [x, {c: d}]");
  const std::string other = GENERATE(
      as<std::string>{}, "a: 1", "a: 1\nb: [x, {c: e}]", "a: 1\nb: [x, {e: d}]", "a: '1'\nb: [x, {c: d}]",
      "a: 1\nb: [x, {c: d}, y]", "b: [x, {c: d}]\na: 1", "a: 1\nb: [x, {c: }]", "a: 1\nb: [x, {c: [d]}]");
  CAPTURE(other);
  CHECK_FALSE(same_content(node, read(other)));
}
