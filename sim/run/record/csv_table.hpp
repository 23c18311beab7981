// Tables that come back: what a run wrote, and somebody may have changed since.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace exomet {

class CsvTable {
 public:
  // InputError with file and line if it can't be read, doesn't begin with this header (any, if that is
  // empty), has a row with another number of fields, or isn't UTF-8.
  explicit CsvTable(std::filesystem::path, const std::string& header = "");

  std::size_t size() const { return rows_.size(); }
  const std::vector<std::string>& operator[](std::size_t row) const { return rows_[row]; }
  auto begin() const { return rows_.begin(); }
  auto end() const { return rows_.end(); }

  // The cell as a finite number, or as one that is whole and not negative; InputError with file, line and
  // column's name for any other text.
  double number(std::size_t row, std::size_t column) const;
  std::uint64_t whole(std::size_t row, std::size_t column) const;
  // InputError: a cell isn't what was expected.
  [[noreturn]] void refuse(std::size_t row, std::size_t column, const std::string& is) const;

 private:
  [[noreturn]] void refuse_line(std::size_t line, const std::string& what) const;

  std::filesystem::path path_;
  std::vector<std::string> columns_;
  std::vector<std::vector<std::string>> rows_;
};

}  // namespace exomet
