#include "sim/run/record/csv_file.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <cmath>
#include <cstring>
#include <stdexcept>

#include "sim/base/error.hpp"
#include "sim/base/number_text.hpp"

namespace exomet {

namespace {

std::string quoted(const std::string& text) {
  if (text.find_first_of(",\"\r\n") == std::string::npos) return text;
  std::string quoted = "\"";
  for (char c : text) quoted += c == '"' ? "\"\"" : std::string(1, c);
  return quoted + "\"";
}

bool is_number(const std::string& text) {
  const char *begin = text.data() + (text.front() == '+'), *end = text.data() + text.size();
  double number = 0;
  const std::from_chars_result read = std::from_chars(begin, end, number);
  return read.ec == std::errc{} && read.ptr == end;
}

std::string header(const std::vector<std::string>& columns) {
  std::string line;
  for (auto column = columns.begin(); column != columns.end(); ++column) {
    if (column->empty()) throw InputError("a column of a table has no name; give it one");
    if (std::find(columns.begin(), column, *column) != column)
      throw InputError("two columns of a table are named '" + *column +
                       "' (programs know columns by their names); rename one");
    line += (line.empty() ? "" : ",") + csv_text(*column);
  }
  return line + '\n';
}

}  // namespace

std::string csv_text(const std::string& text) {
  const bool formula =
      !text.empty() && std::strchr("=+-@\t\r", text.front()) && text.front() != 0 && !is_number(text);
  return quoted(formula ? "'" + text : text);
}

CsvFile::CsvFile(std::filesystem::path path, const std::vector<std::string>& columns)
    : path_(std::move(path)), columns_(columns.size()) {
  rows_ = header(columns);
  file_ = open(path_.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
  if (file_ < 0) fail(std::strerror(errno));
  flush();
}

CsvFile::CsvFile(std::filesystem::path path, const std::vector<std::string>& columns, std::uint64_t length)
    : path_(std::move(path)),
      columns_(columns.size()),
      file_(open(path_.c_str(), O_WRONLY | O_CLOEXEC)),
      length_(length) {
  if (file_ < 0) fail(std::strerror(errno));
  const off_t size = lseek(file_, 0, SEEK_END);
  if (size < 0 || static_cast<std::uint64_t>(size) < length)
    fail("it is shorter than it was at the checkpoint; has it been changed?");
  if (ftruncate(file_, static_cast<off_t>(length)) != 0) fail(std::strerror(errno));
}

CsvFile::~CsvFile() {
  if (file_ >= 0) close(file_);
}

CsvFile& CsvFile::operator<<(const std::string& text) { return field(csv_text(text)); }

CsvFile& CsvFile::operator<<(double number) { return field(std::isnan(number) ? "" : number_text(number)); }

CsvFile& CsvFile::field(const std::string& text) {
  if (fields_++ > 0) rows_ += ',';
  rows_ += text;
  return *this;
}

void CsvFile::end_row() {
  if (fields_ != columns_)
    throw std::logic_error("a row of '" + path_.string() + "' has " + std::to_string(fields_) +
                           " fields, and its header " + std::to_string(columns_));
  rows_ += '\n';
  fields_ = 0;
}

void CsvFile::flush() {
  for (std::size_t written = 0; written < rows_.size();) {
    const ssize_t now =
        pwrite(file_, rows_.data() + written, rows_.size() - written, static_cast<off_t>(length_ + written));
    if (now < 0 && errno == EINTR) continue;
    if (now <= 0) {
      const int reason = now < 0 ? errno : EIO;
      // A row that is torn couldn't be read. That this may fail, too, changes nothing about the error.
      [[maybe_unused]] const int cut = ftruncate(file_, static_cast<off_t>(length_));
      fail(std::strerror(reason));
    }
    written += static_cast<std::size_t>(now);
  }
  length_ += rows_.size();
  rows_.clear();
}

void CsvFile::sync() {
  int error = 0;
  do error = fsync(file_) == 0 ? 0 : errno;
  while (error == EINTR);
  if (error != 0) fail(std::strerror(error));
}

void CsvFile::fail(const std::string& reason) const {
  throw RunError("can't write '" + path_.string() + "' (" + reason + ")");
}

}  // namespace exomet
