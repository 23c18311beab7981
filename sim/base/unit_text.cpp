#include "sim/base/unit_text.hpp"

#include <array>
#include <cstddef>
#include <utility>

namespace exomet {

namespace {

// UTF-8 that people type or paste, and its ASCII.
std::string ascii(std::string_view text) {
  static constexpr std::array<std::pair<std::string_view, std::string_view>, 14> spelled{{
      {"\u00B5", "u"},      // micro sign
      {"\u03BC", "u"},      // Greek mu
      {"\u00B0C", "degC"},  // degree sign
      {"\u00B0", "degree"},
      {"\u00B2", "2"},  // superscripts
      {"\u00B3", "3"},
      {"\u00B9", "1"},
      {"\u207B", "-"},
      {"\u00B7", " "},  // middle dot
      {"\u22C5", " "},  // dot operator
      {"\u00A0", " "},  // no-break space
      {"\u2009", " "},  // thin space
      {"\u202F", " "},  // narrow no-break space
      {"\u00C5", "angstrom"},
  }};
  std::string result;
  for (std::size_t i = 0; i < text.size();) {
    std::size_t used = 1;
    std::string_view put = text.substr(i, 1);
    for (const auto& [from, to] : spelled)
      if (text.substr(i, from.size()) == from) {
        used = from.size();
        put = to;
        break;
      }
    result += put;
    i += used;
  }
  return result;
}

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == '%'; }
bool is_power(char c) { return c >= '1' && c <= '9'; }
bool is_operator(char c) { return std::string_view("*/.^").find(c) != std::string_view::npos; }

// unit = ["1"] divide product | product      product = factor {[divide | times] factor}
// factor = word [power] | "(" product ")"     divide = "/" | "per "     times = " " | "*" | "."
class UnitGrammar {
 public:
  explicit UnitGrammar(std::string_view text) : rest_(text) {}

  std::vector<UnitWord> read() {
    if (rest_.substr(0, 2) == "1/") rest_.remove_prefix(1);
    const bool fits = takes_divide() ? product(-1, 0) : product(1, 0);
    return fits && rest_.empty() ? words_ : std::vector<UnitWord>{};
  }

 private:
  bool takes(std::string_view token) {
    if (rest_.substr(0, token.size()) != token) return false;
    rest_.remove_prefix(token.size());
    return true;
  }
  bool takes_divide() { return takes("/") || takes("per ") || takes(" per "); }
  bool takes_times() { return (rest_.substr(0, 2) != "**" && takes("*")) || takes(".") || takes(" "); }

  // `first`: the side of its first factor.
  bool product(int first, int depth) {
    constexpr int deepest = 3;
    if (depth > deepest || !factor(first, depth)) return false;
    const int side = depth == 0 ? 1 : sides_.back();
    while (!rest_.empty() && rest_[0] != ')') {
      const bool below = takes_divide();
      if (!below && !takes_times()) return false;
      if (!factor(below ? -side : side, depth)) return false;
    }
    return true;
  }

  bool factor(int side, int depth) {
    if (!takes("(")) return word(side);
    sides_.push_back(side);
    const bool fits = product(side, depth + 1) && takes(")");
    sides_.pop_back();
    return fits;
  }

  bool word(int side) {
    std::size_t size = 0;
    while (size < rest_.size() && is_letter(rest_[size])) ++size;
    if (size == 0 || rest_.substr(0, size) == "per") return false;
    words_.push_back({std::string(rest_.substr(0, size)), side});
    rest_.remove_prefix(size);
    return power();
  }

  bool power() {
    const bool announced = takes("^") || takes("**"), negative = takes("-");
    if (rest_.empty() || !is_power(rest_[0])) return !announced && !negative;
    rest_.remove_prefix(1);
    if (negative) words_.back().side *= -1;
    return true;
  }

  std::string_view rest_;
  std::vector<UnitWord> words_;
  std::vector<int> sides_;  // of the open parentheses
};

}  // namespace

std::string plain_unit(std::string_view text) {
  std::string result;
  for (char c : ascii(text)) {
    if (c == ' ' && (result.empty() || result.back() == ' ' || is_operator(result.back()))) continue;
    if (is_operator(c) && !result.empty() && result.back() == ' ') result.pop_back();
    result += c;
  }
  return result;
}

std::vector<UnitWord> unit_words(std::string_view plain) { return UnitGrammar(plain).read(); }

std::vector<std::string> without_prefix(std::string_view word) {
  static constexpr std::array<std::string_view, 40> prefixes{
      "yotta", "zetta", "exa",   "peta",  "tera",  "giga", "mega", "kilo",  "hecto", "deka",
      "deca",  "deci",  "centi", "milli", "micro", "nano", "pico", "femto", "atto",  "zepto",
      "yocto", "Y",     "Z",     "E",     "P",     "T",    "G",    "M",     "k",     "h",
      "da",    "d",     "c",     "m",     "u",     "n",    "p",    "f",     "a",     "z"};
  std::vector<std::string> rests;
  for (std::string_view prefix : prefixes)
    if (word.size() > prefix.size() && word.substr(0, prefix.size()) == prefix)
      rests.emplace_back(word.substr(prefix.size()));
  return rests;
}

}  // namespace exomet
