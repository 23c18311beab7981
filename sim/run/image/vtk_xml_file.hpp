// Files of VTK's XML formats, https://docs.vtk.org/en/latest/design_documents/VTKFileFormats.html, serial
// ones of version 0.1 to 2: inline or appended, as text, base64 or raw, compressed or not. What a file says
// of itself is compared with what it holds before memory is taken for it, so that no file brings more than a
// problem.
#pragma once

#include <functional>
#include <span>
#include <string>

#include "sim/run/image/byte_stream.hpp"
#include "sim/run/image/compression.hpp"
#include "sim/run/image/scalars.hpp"
#include "sim/run/image/xml_elements.hpp"

namespace exomet {

class VtkXmlFile {
 public:
  // kind: "ImageData", "PolyData". ImageError if it isn't one; here and below, too, for what is damaged.
  VtkXmlFile(std::string bytes, std::string_view kind);
  VtkXmlFile(const VtkXmlFile&) = delete;  // what it read refers to the bytes
  VtkXmlFile& operator=(const VtkXmlFile&) = delete;

  const XmlElement& content() const { return *content_; }  // the element of that kind

  // ImageError if `count` numbers of that array can't lie in this file.
  void check_size(const XmlElement& array, std::size_t count) const;
  // Calls take(first, values) for all numbers of a <DataArray>, in order, some at a time; there are `count`.
  using Take = std::function<void(std::size_t first, std::span<const double> values)>;
  void numbers(const XmlElement& array, std::size_t count, const Take& take) const;
  // The texts of an <Array type="String">.
  std::vector<std::string> texts(const XmlElement& array) const;

 private:
  using TakeBytes = std::function<void(std::span<const char>)>;
  enum class Header { uint32, uint64 };

  void read_root();
  ByteStream stream_of(const XmlElement& array) const;
  std::uint64_t header_number(ByteStream&) const;
  // Calls take(bytes) for all bytes of an array; each time for a whole number of values of `size` bytes.
  // There are `total` or, if that isn't known, at most as many.
  void read_bytes(const XmlElement& array, std::uint64_t total, bool exact, std::size_t size,
                  const TakeBytes& take) const;
  void read_plain(ByteStream&, std::uint64_t total, bool exact, const TakeBytes& take) const;
  void read_blocks(ByteStream&, std::uint64_t total, bool exact, std::size_t size,
                   const TakeBytes& take) const;

  std::string bytes_;
  XmlElement root_;
  const XmlElement* content_ = nullptr;
  bool swapped_ = false;  // its numbers begin with the most significant byte
  Header header_ = Header::uint32;
  Compression compression_ = Compression::none;
};

// The type that an array's element names. ImageError if it names none of numbers.
Scalar scalar_of(const XmlElement& array);

// Whole numbers, or numbers, of an attribute that must hold `count` of them.
std::vector<long> whole_numbers(const XmlElement&, const char* attribute, std::size_t count);
std::vector<double> real_numbers(const XmlElement&, const char* attribute, std::size_t count);

// All of a file. ImageError if it can't be read.
std::string file_bytes(const std::string& path);

}  // namespace exomet
