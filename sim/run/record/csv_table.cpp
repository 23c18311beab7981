#include "sim/run/record/csv_table.hpp"

#include <charconv>
#include <cmath>
#include <fstream>
#include <utility>

#include "sim/base/error.hpp"
#include "sim/base/utf8.hpp"

namespace exomet {

namespace {

std::vector<std::string> split(const std::string& line) {
  std::vector<std::string> fields{""};
  bool quoted = false;
  for (std::size_t i = 0; i < line.size(); ++i) {
    if (line[i] == '"') {
      if (quoted && i + 1 < line.size() && line[i + 1] == '"')
        fields.back() += line[i++];
      else
        quoted = !quoted;
    } else if (line[i] == ',' && !quoted) {
      fields.emplace_back();
    } else {
      fields.back() += line[i];
    }
  }
  return fields;
}

}  // namespace

CsvTable::CsvTable(std::filesystem::path path, const std::string& header) : path_(std::move(path)) {
  std::ifstream file(path_);
  std::string line;
  if (!std::getline(file, line))
    throw InputError("can't read '" + path_.string() + "'; is it the folder of a run?");
  if (!header.empty() && line != header) refuse_line(1, "expected the columns " + header);
  columns_ = split(line);
  while (std::getline(file, line)) {
    rows_.push_back(split(line));
    const std::size_t number = rows_.size() + 1, found = rows_.back().size();
    if (find_invalid_utf8(line) != std::string::npos) refuse_line(number, "isn't UTF-8");
    if (found != columns_.size())
      refuse_line(number,
                  "expected " + std::to_string(columns_.size()) + " fields, found " + std::to_string(found));
  }
}

double CsvTable::number(std::size_t row, std::size_t column) const {
  const std::string& cell = rows_[row][column];
  double value = 0;
  const auto [end, error] = std::from_chars(cell.data(), cell.data() + cell.size(), value);
  if (error != std::errc{} || end != cell.data() + cell.size() || !std::isfinite(value))
    refuse(row, column, "is no number");
  return value;
}

std::uint64_t CsvTable::whole(std::size_t row, std::size_t column) const {
  constexpr double most = 9007199254740992;  // 2^53: a double holds all up to it
  const double value = number(row, column);
  if (value < 0 || value > most || value != std::floor(value)) refuse(row, column, "is no whole number");
  return static_cast<std::uint64_t>(value);
}

void CsvTable::refuse_line(std::size_t line, const std::string& what) const {
  throw InputError(path_.string() + ":" + std::to_string(line) + ": " + what +
                   "; the file is damaged: run the experiment again");
}

void CsvTable::refuse(std::size_t row, std::size_t column, const std::string& is) const {
  refuse_line(row + 2, columns_[column] + ": '" + rows_[row][column] + "' " + is);
}

}  // namespace exomet
