// Every name of the models misspelt, one at a time: each is found, at its place, and the right word is in
// what is told.
#include <algorithm>
#include <catch2/catch.hpp>
#include <cctype>
#include <fstream>
#include <sstream>

#include "sim/run/language/load_plan.hpp"
#include "sim/run/language/model_schema.hpp"
#include "tests/export/folder.hpp"

using namespace exomet;
using namespace exomet::test;

namespace {

// A word of a document, and whether the document itself gives the name: then it may be another one.
struct Word {
  std::string text;
  SourceLocation place;
  bool declares = false;
};

bool is_remark(const std::string& key) { return key == "about" || key == "model"; }

bool is_word(const Node& value) {
  if (value.kind != Node::Kind::scalar || value.quoted || value.scalar.size() < 2) return false;
  const std::size_t first = value.scalar[0] == '$';
  return std::isalpha(static_cast<unsigned char>(value.scalar[first])) &&
         std::all_of(value.scalar.begin() + static_cast<std::ptrdiff_t>(first), value.scalar.end(),
                     [](unsigned char c) { return std::isalnum(c) || c == '_'; });
}

void collect(const Node& node, const Slot& slot, std::vector<Word>& words) {
  if (is_word(node)) words.push_back({node.scalar, node.place});
  for (const Node& item : node.items) collect(item, slot.at("0", nullptr), words);
  for (const Entry& entry : node.entries) {
    if (slot.holds == Holds::paths)
      words.push_back({entry.key, entry.place});
    else if (entry.key.size() > 1)  // axes have one letter, and any other letter is none
      words.push_back({entry.key, entry.place, slot.holds == Holds::declared});
    if (!is_remark(entry.key)) collect(entry.value, slot.at(entry.key, &node), words);
  }
}

// Two neighbours change places in the middle of the word; a word of equal letters gets one more.
std::string misspelt(const std::string& word) {
  for (std::size_t i = word.size() / 2; i + 1 < word.size(); ++i)
    if (word[i] != word[i + 1] && word[i + 1] != '.' && word[i] != '.') {
      std::string wrong = word;
      std::swap(wrong[i], wrong[i + 1]);
      return wrong;
    }
  return word + "x";
}

class ModelText {
 public:
  explicit ModelText(const std::string& name) : file_(folder_.path() / (name + ".yaml")) {
    std::ifstream in(EXOMET_SOURCE_DIR "/models/" + name + ".yaml");
    for (std::string line; std::getline(in, line);) lines_.push_back(line);
    Problems none;
    const Node root = read_text(text(), file_.string(), none);
    collect(root, Slot::of(&model_schema().doc()), words_);
  }

  const std::vector<Word>& words() const { return words_; }

  // What is told of the model with another text in place of a word.
  std::vector<Problem> with(const Word& word, const std::string& other) {
    std::string& line = lines_[static_cast<std::size_t>(word.place.line - 1)];
    const std::string before = line;
    line.replace(static_cast<std::size_t>(word.place.column - 1), word.text.size(), other);
    save(file_, text());
    line = before;
    try {
      load_plan(file_, {}, Library{EXOMET_SOURCE_DIR "/models"});
    } catch (const InputError& error) {
      return error.problems();
    }
    return {};
  }

 private:
  std::string text() const {
    std::string all;
    for (const std::string& line : lines_) all += line + "\n";
    return all;
  }

  Folder folder_;
  std::filesystem::path file_;
  std::vector<std::string> lines_;
  std::vector<Word> words_;
};

// Of a path the key that was misspelt, of a parameter its name.
std::string misspelt_part(const std::string& right, const std::string& wrong) {
  const std::size_t at = static_cast<std::size_t>(
      std::mismatch(right.begin(), right.end(), wrong.begin(), wrong.end()).first - right.begin());
  if (at >= right.size()) return right;
  const std::size_t dot = right.rfind('.', at), begin = dot == std::string::npos ? right[0] == '$' : dot + 1;
  return right.substr(begin, right.find('.', at) - begin);
}

bool speaks_of(const std::vector<Problem>& problems, const std::string& word) {
  return std::any_of(problems.begin(), problems.end(), [&](const Problem& problem) {
    return problem.place.line > 0 && problem.what.find(word) != std::string::npos;
  });
}

}  // namespace

TEST_CASE("each name of a model that is misspelt is found with the right word") {
  const std::string name = GENERATE(as<std::string>{}, "peritoneum", "bone");
  ModelText model(name);
  REQUIRE(model.words().size() > 300);
  for (const Word& word : model.words()) {
    const std::string wrong = misspelt(word.text);
    const std::vector<Problem> problems = model.with(word, wrong);
    if (word.declares) {
      // Another name is a name; where the old one is used, it is told, with the new one.
      for (const Problem& problem : problems) CHECK(problem.place.line > 0);
      continue;
    }
    if (word.text == "none") continue;  // any other word is told by what stands there
    if (!speaks_of(problems, misspelt_part(word.text, wrong))) {
      CAPTURE(name, word.place.line, word.place.column, word.text, wrong);
      CAPTURE(problems.empty() ? "no problem" : format(problems.front()));
      CHECK(false);
    }
  }
}

TEST_CASE("a marker in place of any text of a model is never more than a problem with a place") {
  const std::string marker = "\"<i>$(id)`id`{{7*7}},=1+1;\\\"\\\\ 'x\"";
  ModelText model("peritoneum");
  for (const Word& word : model.words())
    for (const Problem& problem : model.with(word, marker)) {
      CAPTURE(word.place.line, word.place.column, word.text, problem.what);
      CHECK(problem.place.line > 0);
      CHECK(problem.what.find('\n') == std::string::npos);
    }
}
