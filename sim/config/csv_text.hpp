// Reads comma-separated text as RFC 4180 has it, and as spreadsheets write it: with a byte order mark, any
// line ends, blank rows and rows of bare commas.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "sim/base/error.hpp"

namespace exomet {

struct CsvField {
  std::string text;  // without quotes and the blanks around
  bool quoted = false;
  SourceLocation place;
};

// The rows that hold something. Problems (bytes that are no text, quotes that aren't closed, semicolons or
// tabs between the fields) are added with their places; `file` is the name in them.
std::vector<std::vector<CsvField>> read_csv(std::string_view text, const std::string& file, Problems&);

}  // namespace exomet
