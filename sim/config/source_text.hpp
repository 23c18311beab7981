// The text of a document before the YAML library sees it: its limits, its bytes, and where things are in it.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "sim/base/error.hpp"

namespace exomet {

// What a document may be at most. Far above what a person writes; low enough that no input can exhaust time,
// memory or the stack.
struct DocumentLimits {
  static constexpr std::size_t file_bytes = 4 << 20;
  static constexpr std::size_t line_bytes = 64 << 10;  // the YAML library looks ahead along a line
  static constexpr std::size_t scalar_bytes = 64 << 10;
  static constexpr std::size_t depth = 32;       // maps and lists within each other
  static constexpr std::size_t nodes = 200'000;  // keys and values
  static constexpr std::size_t problems = 100;   // shown of one document
};

class SourceText {
 public:
  // The text must outlive this; a byte order mark at its beginning is left out.
  SourceText(std::string_view text, std::string name);

  std::string_view text() const { return text_; }

  // Adds a problem for what the YAML library must not see: a large text, long lines, bytes that are no text,
  // tabs as indentation, directives. Whether there was none.
  bool check(Problems&) const;

  // The place of a byte, given its line and its offset within it, both from 0. Columns count characters. Fast
  // if called in the order of the text.
  SourceLocation place(std::size_t line, std::size_t byte) const;

  // The byte there, or 0 beyond the end.
  char at(std::size_t line, std::size_t byte) const;

  // Whether the quote that begins there is closed: at the end of the text yaml-cpp doesn't always see that it
  // isn't.
  bool quote_is_closed(std::size_t line, std::size_t byte) const;

 private:
  std::string_view line_text(std::size_t line) const;
  SourceLocation place_of(std::size_t offset) const;
  bool check_lines(Problems&) const;

  std::string_view text_;
  std::string name_;
  std::vector<std::size_t> starts_;                       // of lines
  mutable std::size_t line_ = 0, byte_ = 0, column_ = 1;  // the last place, from which the next is counted
};

}  // namespace exomet
