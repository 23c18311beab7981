#include "sim/config/bibtex.hpp"

#include <algorithm>
#include <cctype>
#include <optional>

namespace exomet {

namespace {

bool is_space(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }
bool is_word(char c) {
  return std::isalnum(static_cast<unsigned char>(c)) ||
         std::string_view("_-:.+/").find(c) != std::string_view::npos;
}

std::string lower(std::string text) {
  for (char& c : text) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return text;
}

std::string collapsed(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (!is_space(c))
      out += c;
    else if (!out.empty() && out.back() != ' ')
      out += ' ';
  }
  if (!out.empty() && out.back() == ' ') out.pop_back();
  return out;
}

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

// Why an entry can't be read; caught where entries are read.
struct Broken {
  SourceLocation place;
  std::string what;
};

struct Mark {
  std::size_t position = 0;
  int line = 1, column = 1;
};

class BibtexReader {
 public:
  BibtexReader(std::string_view text, std::string file, Problems& problems)
      : text_(text.substr(text.starts_with(byte_order_mark) ? byte_order_mark.size() : 0)),
        file_(std::move(file)),
        problems_(problems) {}

  std::vector<Reference> read() {
    std::vector<Reference> references;
    while (find_entry()) {
      const SourceLocation start = place();
      advance();  // @
      const Mark after_at = mark_;
      key_.clear();
      try {
        if (std::optional<Reference> reference = entry(start)) references.push_back(std::move(*reference));
      } catch (const Broken& broken) {
        problems_.add(broken.place, key_, broken.what);
        mark_ = after_at;  // a brace that is never closed must not swallow the entries after it
        skip_to_next_entry();
      }
    }
    return references;
  }

 private:
  bool at_end() const { return mark_.position == text_.size(); }
  char here() const { return at_end() ? '\0' : text_[mark_.position]; }
  SourceLocation place() const { return {file_, mark_.line, mark_.column}; }

  char advance() {
    const char c = text_[mark_.position++];
    if (c == '\n') {
      ++mark_.line;
      mark_.column = 1;
    } else if ((static_cast<unsigned char>(c) & 0xC0) != 0x80) {
      ++mark_.column;  // columns count letters, not the bytes of UTF-8
    }
    return c;
  }

  void skip_space() {
    while (!at_end() && is_space(here())) advance();
  }
  void skip_line() {
    while (!at_end() && here() != '\n') advance();
  }
  void skip_to_next_entry() {
    while (!at_end() && !(mark_.column == 1 && here() == '@')) advance();
  }

  [[noreturn]] void fail(const std::string& what) const { throw Broken{place(), what}; }

  std::string found() const {
    if (at_end()) return "the end of the file";
    return here() == '\n' ? "the end of the line" : std::string({'\'', here(), '\''});
  }
  void expect(char c, const std::string& why) {
    skip_space();
    if (here() != c) fail("expected '" + std::string(1, c) + "' " + why + ", found " + found());
    advance();
  }

  // To the next @ outside of entries; anything but comments on the way is a problem.
  bool find_entry() {
    for (skip_space(); !at_end() && here() != '@'; skip_space()) {
      if (here() != '%')
        problems_.add(place(), "", "text outside of an entry; start a comment's line with %");
      skip_line();
    }
    return !at_end();
  }

  std::string word(const std::string& what) {
    skip_space();
    std::string out;
    while (!at_end() && is_word(here())) out += advance();
    if (out.empty()) fail("expected " + what + ", found " + found());
    return out;
  }

  std::optional<Reference> entry(const SourceLocation& start) {
    Reference reference;
    reference.place = start;
    reference.type = lower(word("the type of the entry, such as article"));
    if (reference.type == "string" || reference.type == "preamble")
      throw Broken{start, "@" + reference.type + " is not supported; write the text out where it is used"};
    expect('{', "after @" + reference.type);
    if (reference.type == "comment") return braced(start), std::nullopt;
    reference.key = key_ = word("the entry's key, such as Yokoi2017");
    skip_space();
    while (here() == ',') {
      advance();
      skip_space();
      if (here() == '}') break;
      field(reference);
      skip_space();
    }
    if (here() != '}') fail("expected ',' before the next field or '}' after the last one, found " + found());
    advance();
    return reference;
  }

  void field(Reference& reference) {
    const SourceLocation start = place();
    const std::string name = lower(word("the name of a field or '}'"));
    expect('=', "after the field's name '" + name + "'");
    const std::string value = collapsed(this->value(name));
    skip_space();
    if (here() == '#') fail("strings joined by # are not supported; write the text out");
    if (value.empty()) throw Broken{start, "the field '" + name + "' is empty; fill it in or leave it out"};
    if (!reference.fields.emplace(name, value).second)
      throw Broken{start, "the field '" + name + "' is there twice; keep one"};
  }

  std::string value(const std::string& name) {
    skip_space();
    const SourceLocation start = place();
    if (here() == '{') return advance(), braced(start);
    if (here() == '"') return advance(), quoted(start);
    if (!at_end() && is_word(here())) return bare();
    fail("expected the value of '" + name + "' in braces or double quotes, found " + found());
  }

  // A number or the abbreviation of a month, the only words BibTeX's styles all define.
  std::string bare() {
    const SourceLocation start = place();
    const std::string text = word("a number");
    constexpr std::string_view months[]{"jan", "feb", "mar", "apr", "may", "jun",
                                        "jul", "aug", "sep", "oct", "nov", "dec"};
    const bool number =
        std::all_of(text.begin(), text.end(), [](unsigned char c) { return std::isdigit(c); });
    if (number || std::find(std::begin(months), std::end(months), lower(text)) != std::end(months))
      return text;
    throw Broken{start, "'" + text + "' is neither a number nor a month; put it in braces: {" + text + "}"};
  }

  // The text up to the brace that closes the one at `start`.
  std::string braced(const SourceLocation& start) {
    std::string out;
    for (int depth = 1; !at_end();) {
      const char c = advance();
      if (c == '\\' && !at_end()) {
        out += c;
        out += advance();
        continue;
      }
      depth += (c == '{') - (c == '}');
      if (depth == 0) return out;
      out += c;
    }
    throw Broken{start, "this '{' is never closed"};
  }

  // The text up to the next double quote that isn't in braces.
  std::string quoted(const SourceLocation& start) {
    std::string out;
    while (!at_end() && here() != '"') {
      const SourceLocation here_now = place();
      const char c = advance();
      if (c == '}') throw Broken{here_now, "'}' without its '{' inside of double quotes"};
      out += c;
      if (c == '\\' && !at_end()) out += advance();
      if (c == '{') out += braced(here_now) + "}";
    }
    if (at_end()) throw Broken{start, "this '\"' is never closed"};
    advance();
    return out;
  }

  std::string_view text_;
  std::string file_;
  Problems& problems_;
  Mark mark_;
  std::string key_;  // of the entry being read
};

}  // namespace

std::vector<Reference> read_bibtex(std::string_view text, const std::string& file, Problems& problems) {
  return BibtexReader(text, file, problems).read();
}

}  // namespace exomet
