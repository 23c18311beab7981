#include "sim/config/source_text.hpp"

#include <algorithm>
#include <utility>

#include "sim/base/utf8.hpp"

namespace exomet {

SourceText::SourceText(std::string_view text, std::string name) : text_(text), name_(std::move(name)) {
  constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
  if (text_.substr(0, 3) == byte_order_mark) text_.remove_prefix(3);
  starts_.push_back(0);
  if (text_.size() > DocumentLimits::file_bytes) return;  // check() refuses it
  for (std::size_t i = 0; i < text_.size(); ++i)
    if (text_[i] == '\n') starts_.push_back(i + 1);
}

std::string_view SourceText::line_text(std::size_t line) const {
  if (line >= starts_.size()) return {};
  const std::size_t end = line + 1 < starts_.size() ? starts_[line + 1] : text_.size();
  return text_.substr(starts_[line], end - starts_[line]);
}

char SourceText::at(std::size_t line, std::size_t byte) const {
  const std::string_view text = line_text(line);
  return byte < text.size() ? text[byte] : '\0';
}

bool SourceText::quote_is_closed(std::size_t line, std::size_t byte) const {
  const char quote = at(line, byte);
  if (quote == '\0') return false;
  for (std::size_t i = starts_[line] + byte + 1; i < text_.size(); ++i) {
    if (quote == '"' && text_[i] == '\\') {
      ++i;
    } else if (text_[i] == quote) {
      if (quote == '"' || i + 1 == text_.size() || text_[i + 1] != quote) return true;
      ++i;  // '' within single quotes is one of them
    }
  }
  return false;
}

SourceLocation SourceText::place(std::size_t line, std::size_t byte) const {
  if (line != line_ || byte < byte_) {
    line_ = line;
    byte_ = 0;
    column_ = 1;
  }
  const std::string_view text = line_text(line);
  for (; byte_ < byte; ++byte_)
    if (!is_continuation(text, byte_)) ++column_;
  return {name_, static_cast<int>(line + 1), static_cast<int>(column_)};
}

SourceLocation SourceText::place_of(std::size_t offset) const {
  const auto after = std::upper_bound(starts_.begin(), starts_.end(), offset);
  const std::size_t line = static_cast<std::size_t>(after - starts_.begin()) - 1;
  return place(line, offset - starts_[line]);
}

bool SourceText::check(Problems& problems) const {
  constexpr std::size_t none = std::string_view::npos;
  if (text_.size() > DocumentLimits::file_bytes) {
    problems.add({name_, 0, 0}, "",
                 "is larger than " + std::to_string(DocumentLimits::file_bytes >> 20) +
                     " MiB; a model or an experiment is a few pages");
    return false;
  }
  if (const std::size_t zero = text_.find('\0'); zero != none) {
    problems.add(place_of(zero), "", "contains a NUL character; is this a YAML file, saved as UTF-8?");
    return false;
  }
  if (const std::size_t bad = find_invalid_utf8(text_); bad != none) {
    problems.add(place_of(bad), "", "is not valid UTF-8; save the file with the encoding UTF-8");
    return false;
  }
  if (const std::size_t bad = find_control_character(text_); bad != none) {
    problems.add(place_of(bad), "",
                 "contains the control character " + control_character_name(text_, bad) + "; delete it");
    return false;
  }
  return check_lines(problems);
}

bool SourceText::check_lines(Problems& problems) const {
  constexpr std::size_t most_tabs = 20;
  const std::size_t before = problems.size();
  for (std::size_t line = 0; line < starts_.size(); ++line) {
    const std::string_view text = line_text(line);
    if (text.size() > DocumentLimits::line_bytes) {
      problems.add(
          place(line, 0), "",
          "a line longer than " + std::to_string(DocumentLimits::line_bytes >> 10) + " KiB; break it up");
      return false;
    }
    if (text.substr(0, 1) == "%") {  // yaml-cpp drops the line in silence, even within a map
      problems.add(place(line, 0), "",
                   "a line that begins with '%' (a YAML directive) is not part of the language");
      return false;
    }
    const std::size_t content = text.find_first_not_of(" \t\r\n");
    const std::size_t tab = text.find('\t');
    if (content == std::string_view::npos || text[content] == '#' || tab > content) continue;
    problems.add(place(line, tab), "", "a tab in the indentation (YAML doesn't allow it); use spaces");
    if (problems.size() - before == most_tabs) break;
  }
  return problems.size() == before;
}

}  // namespace exomet
