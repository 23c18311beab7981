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

using CsvRow = std::vector<CsvField>;

// The rows that hold something. Problems (bytes that are no text, quotes that aren't closed, semicolons or
// tabs between the fields) are added with their places; `file` is the name in them, `path` that of the key
// that names the file.
std::vector<CsvRow> read_csv(std::string_view text, const std::string& file, const std::string& path,
                             Problems&);

}  // namespace exomet
