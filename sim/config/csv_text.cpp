#include "sim/config/csv_text.hpp"

#include <algorithm>

#include "sim/base/utf8.hpp"

namespace exomet {

namespace {

class CsvReader {
 public:
  CsvReader(std::string_view text, const std::string& file, const std::string& path, Problems& problems)
      : text_(text), file_(file), path_(path), problems_(problems) {}

  std::vector<CsvRow> read() {
    std::vector<CsvRow> rows;
    while (at_ < text_.size() && !failed_) {
      CsvRow row = read_row();
      if (std::any_of(row.begin(), row.end(), [](const CsvField& field) { return !field.text.empty(); }))
        rows.push_back(std::move(row));
    }
    return rows;
  }

 private:
  char here() const { return at_ < text_.size() ? text_[at_] : '\n'; }
  bool ends_line() const { return here() == '\n' || here() == '\r'; }
  bool is_blank() const { return here() == ' ' || here() == '\t'; }
  SourceLocation place() const { return {file_, line_, column_}; }

  void advance() {
    const bool new_line = here() == '\n' || (here() == '\r' && text_.substr(at_ + 1, 1) != "\n");
    const bool continues = (static_cast<unsigned char>(here()) & 0xC0) == 0x80;  // of a character in UTF-8
    ++at_;
    column_ = new_line ? 1 : column_ + !continues;
    line_ += new_line;
  }

  CsvRow read_row() {
    CsvRow row;
    while (true) {
      row.push_back(read_field());
      if (failed_ || here() != ',') break;
      advance();
    }
    if (here() == '\r' && text_.substr(at_ + 1, 1) == "\n") ++at_;
    advance();
    return row;
  }

  CsvField read_field() {
    while (is_blank()) advance();
    CsvField field{"", here() == '"', place()};
    if (field.quoted) {
      field.text = read_quoted(field.place);
      while (is_blank()) advance();
      if (!failed_ && here() != ',' && !ends_line())
        fail(place(), "text after a closing quote; write a quote within quotes as two, \"\"");
    } else {
      while (here() != ',' && !ends_line()) field.text += here(), advance();
      field.text.erase(field.text.find_last_not_of(" \t") + 1);
    }
    return field;
  }

  std::string read_quoted(const SourceLocation& from) {
    std::string text;
    for (advance(); at_ < text_.size(); advance()) {
      if (here() == '"') {
        advance();
        if (here() != '"' || at_ >= text_.size()) return text;
      }
      text += here();
    }
    fail(from, "this quote isn't closed; add a \" at the end of the field");
    return text;
  }

  void fail(const SourceLocation& place, const std::string& what) {
    problems_.add(place, path_, what);
    failed_ = true;
  }

  std::string_view text_;
  const std::string &file_, &path_;
  Problems& problems_;
  std::size_t at_ = 0;
  int line_ = 1, column_ = 1;
  bool failed_ = false;
};

SourceLocation place_of(std::string_view text, std::size_t at, const std::string& file) {
  const std::string_view before = text.substr(0, at);
  const std::size_t line = before.rfind('\n');
  return {file, 1 + static_cast<int>(std::count(before.begin(), before.end(), '\n')),
          static_cast<int>(at - (line == std::string_view::npos ? 0 : line + 1)) + 1};
}

// UTF-16 has a zero in every second byte of plain text.
bool is_text(std::string_view text, const std::string& file, const std::string& path, Problems& problems) {
  constexpr const char* remedy = "; save it as CSV in UTF-8";
  const auto control = std::find_if(text.begin(), text.end(), [](char c) {
    return (static_cast<unsigned char>(c) < 0x20 && c != '\t' && c != '\n' && c != '\r') || c == 0x7F;
  });
  const std::size_t at =
      std::min<std::size_t>(static_cast<std::size_t>(control - text.begin()), find_invalid_utf8(text));
  if (at >= text.size()) return true;
  problems.add(place_of(text, at, file), path, std::string("bytes that are no text") + remedy);
  return false;
}

// What stands between the fields of a header without commas, if it isn't one column.
char other_separator(const CsvRow& header) {
  if (header.size() != 1 || header.front().quoted) return 0;
  for (char separator : {';', '\t', '|'})
    if (header.front().text.find(separator) != std::string::npos) return separator;
  return 0;
}

}  // namespace

std::vector<CsvRow> read_csv(std::string_view text, const std::string& file, const std::string& path,
                             Problems& problems) {
  if (text.substr(0, 3) == "\xEF\xBB\xBF") text.remove_prefix(3);
  if (!is_text(text, file, path, problems)) return {};
  std::vector<CsvRow> rows = CsvReader(text, file, path, problems).read();
  if (rows.empty()) return rows;
  if (const char separator = other_separator(rows.front())) {
    problems.add(rows.front().front().place, path,
                 std::string("the fields are separated by ") +
                     (separator == ';'    ? "semicolons"
                      : separator == '\t' ? "tabs"
                                          : "|") +
                     ", not commas; save the table with commas between its fields and points in its numbers");
    return {};
  }
  return rows;
}

}  // namespace exomet
