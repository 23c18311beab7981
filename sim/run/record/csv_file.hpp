// A comma-separated file (RFC 4180) that is written row by row: the one writer of all tables.
#pragma once

#include <concepts>
#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace exomet {

class CsvFile {
 public:
  // Begins a file with its header, replacing one that is there. RunError with path and reason if a file can't
  // be written to, here and below. InputError if two columns have one name or a column has none.
  CsvFile(std::filesystem::path path, const std::vector<std::string>& columns);
  // Goes on in a file with these columns after its first `length` bytes; what stands behind them is cut off.
  // RunError if there are fewer.
  CsvFile(std::filesystem::path path, const std::vector<std::string>& columns, std::uint64_t length);
  ~CsvFile();
  CsvFile(const CsvFile&) = delete;
  CsvFile& operator=(const CsvFile&) = delete;

  // The next field of the row. A text is quoted if it must be; one that a spreadsheet would take for a
  // formula gets an apostrophe before it (see csv_text). A number is written by number_text, NaN as an empty
  // field.
  CsvFile& operator<<(const std::string& text);
  CsvFile& operator<<(double number);
  template <std::integral Number>
  CsvFile& operator<<(Number number) {
    return field(std::to_string(number));
  }
  // std::logic_error if the row has another number of fields than the header.
  void end_row();
  // Writes the rows since the last call; all of them or, if there is no room, none.
  void flush();
  // Returns when all that was flushed would outlive a failure of the power.
  void sync();
  std::uint64_t length() const { return length_; }  // bytes of the rows that were flushed

 private:
  CsvFile& field(const std::string& text);
  [[noreturn]] void fail(const std::string& reason) const;

  std::filesystem::path path_;
  std::size_t columns_, fields_ = 0;
  int file_ = -1;
  std::uint64_t length_ = 0;
  std::string rows_;
};

// A field as RFC 4180 has it. A text that begins with = + - @, a tab or a carriage return and is no number
// gets an apostrophe before it, so that spreadsheets don't compute it.
std::string csv_text(const std::string& text);

}  // namespace exomet
