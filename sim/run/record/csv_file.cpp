#include "sim/run/record/csv_file.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <charconv>
#include <cmath>
#include <cstring>

#include "sim/base/error.hpp"

namespace exomet {

CsvFile::CsvFile(std::filesystem::path path, const std::string& header)
    : path_(std::move(path)), file_(open(path_.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666)) {
  if (file_ < 0) fail(std::strerror(errno));
  rows_ = header + '\n';
  flush();
}

CsvFile::CsvFile(std::filesystem::path path, std::uint64_t length)
    : path_(std::move(path)), file_(open(path_.c_str(), O_WRONLY | O_CLOEXEC)), length_(length) {
  if (file_ < 0) fail(std::strerror(errno));
  const off_t size = lseek(file_, 0, SEEK_END);
  if (size < 0 || static_cast<std::uint64_t>(size) < length)
    fail("it is shorter than it was at the checkpoint; has it been changed?");
  if (ftruncate(file_, static_cast<off_t>(length)) != 0) fail(std::strerror(errno));
}

CsvFile::~CsvFile() {
  if (file_ >= 0) close(file_);
}

CsvFile& CsvFile::operator<<(const std::string& text) {
  if (text.find_first_of(",\"\n") == std::string::npos) return field(text), *this;
  std::string quoted = "\"";
  for (char c : text) quoted += c == '"' ? "\"\"" : std::string(1, c);
  return field(quoted + "\""), *this;
}

CsvFile& CsvFile::operator<<(double number) {
  if (std::isnan(number)) return field(""), *this;
  char text[32];
  const auto [end, error] = std::to_chars(text, text + sizeof text, number);
  return field(error == std::errc{} ? std::string(text, end) : ""), *this;
}

void CsvFile::field(const std::string& text) {
  if (!first_) rows_ += ',';
  rows_ += text;
  first_ = false;
}

void CsvFile::end_row() {
  rows_ += '\n';
  first_ = true;
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

void CsvFile::fail(const std::string& reason) const {
  throw RunError("can't write '" + path_.string() + "' (" + reason + ")");
}

}  // namespace exomet
