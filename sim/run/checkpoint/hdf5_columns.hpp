// Named columns of numbers and texts as an HDF5 file in memory. The only place that sees HDF5.
// A path is "group/group/column"; groups come into being by themselves.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "sim/base/error.hpp"

namespace exomet {

// A handle of HDF5 that is closed by what opened it.
class Hdf5Handle {
 public:
  using Close = int (*)(std::int64_t);
  // RunError("... `what`") if HDF5 gave no handle.
  Hdf5Handle(std::int64_t id, Close close, const std::string& what);
  ~Hdf5Handle() { close_(id_); }
  Hdf5Handle(const Hdf5Handle&) = delete;
  Hdf5Handle& operator=(const Hdf5Handle&) = delete;
  operator std::int64_t() const { return id_; }

 private:
  std::int64_t id_;
  Close close_;
};

// T: double, std::uint64_t, int, std::uint16_t, std::uint8_t. The same columns give the same bytes.
class Hdf5Writer {
 public:
  Hdf5Writer();
  template <class T>
  void write(const std::string& path, const T* values, std::size_t count);
  void write(const std::string& path, const std::vector<std::string>& texts);
  // All that was written, after `before` bytes of zero. (HDF5 finds a file behind 512 bytes, its user block.)
  std::string image(std::size_t before);

 private:
  void write(const std::string& path, std::int64_t type, const void* values, std::size_t count,
             std::size_t size);
  Hdf5Handle file_;
};

// RunError for what isn't HDF5, and for a column that isn't there, is of another type, isn't as Hdf5Writer
// makes it, or says that it is longer than what the file holds could be, or memory.
class Hdf5Reader {
 public:
  explicit Hdf5Reader(std::string_view image);
  template <class T>
  std::vector<T> read(const std::string& path) const;
  // The only value of a column.
  template <class T>
  T read_one(const std::string& path) const;
  std::vector<std::string> read_texts(const std::string& path) const;
  // How many groups or columns there can be at most.
  std::size_t most_parts() const { return size_ / least_part; }

 private:
  static constexpr std::size_t least_part = 64;  // bytes that a name in the file takes, with what it names
  Hdf5Handle file_;
  std::size_t size_;
};

template <class T>
T Hdf5Reader::read_one(const std::string& path) const {
  const std::vector<T> values = read<T>(path);
  if (values.size() != 1)
    throw RunError("'" + path + "' has " + std::to_string(values.size()) + " values instead of one");
  return values[0];
}

}  // namespace exomet
