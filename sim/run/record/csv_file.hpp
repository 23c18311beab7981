// A comma-separated file that is written row by row.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>

namespace exomet {

class CsvFile {
 public:
  // Begins a file with its header, replacing one that is there. RunError with path and reason if a file can't
  // be written to, here and below.
  CsvFile(std::filesystem::path path, const std::string& header);
  // Goes on in a file after its first `length` bytes; what stands behind them is cut off. RunError if there
  // are fewer.
  CsvFile(std::filesystem::path path, std::uint64_t length);
  ~CsvFile();
  CsvFile(const CsvFile&) = delete;
  CsvFile& operator=(const CsvFile&) = delete;

  CsvFile& operator<<(const std::string& text);  // quoted if it must be
  CsvFile& operator<<(double number);            // the shortest text that reads back the same; empty for NaN
  void end_row();
  // Writes the rows since the last call; all of them or, if there is no room, none.
  void flush();
  std::uint64_t length() const { return length_; }  // bytes of the rows that were flushed

 private:
  void field(const std::string& text);
  [[noreturn]] void fail(const std::string& reason) const;

  std::filesystem::path path_;
  int file_ = -1;
  std::uint64_t length_ = 0;
  std::string rows_;
  bool first_ = true;
};

}  // namespace exomet
