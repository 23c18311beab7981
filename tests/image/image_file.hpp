// Images written by hand, so that each part of them can be wrong.
#pragma once

#include <zlib.h>

#include <cstdint>
#include <map>
#include <string>

namespace exomet::test {

inline std::string base64(const std::string& bytes) {
  const std::string letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string text;
  for (std::size_t i = 0; i < bytes.size(); i += 3) {
    std::uint32_t bits = 0;
    for (std::size_t k = 0; k < 3; ++k)
      bits = bits << 8 | (i + k < bytes.size() ? static_cast<unsigned char>(bytes[i + k]) : 0U);
    for (std::size_t k = 0; k < 4; ++k)
      text += i + k > bytes.size() ? '=' : letters[bits >> (18 - 6 * k) & 63];
  }
  return text;
}

inline std::string zipped(const std::string& bytes) {
  uLongf size = compressBound(bytes.size());
  std::string packed(size, '\0');
  compress(reinterpret_cast<Bytef*>(packed.data()), &size, reinterpret_cast<const Bytef*>(bytes.data()),
           bytes.size());
  packed.resize(size);
  return packed;
}

// Least significant byte first.
inline std::string word(std::uint64_t number, std::size_t size = 8) {
  std::string bytes;
  for (std::size_t i = 0; i < size; ++i) bytes += static_cast<char>(number >> 8 * i);
  return bytes;
}

inline std::string repeated(const std::string& what, std::size_t times) {
  std::string all;
  for (std::size_t i = 0; i < times; ++i) all += what;
  return all;
}

// A volume of 6 x 6 x 4 points as text, every one 1, each of whose parts can be replaced.
struct VtiText {
  std::string root = R"(type="ImageData" version="1.0" byte_order="LittleEndian" header_type="UInt64")";
  std::string whole = R"(WholeExtent="0 5 0 5 0 3" Origin="0 0 0" Spacing="20 20 20")";
  std::string before, after;  // the first piece
  std::string extent = R"(Extent="0 5 0 5 0 3")";
  std::string array = R"(type="UInt8" Name="a" format="ascii")";
  std::string values = repeated("1 ", 144);
  std::string appended;

  std::string text() const {
    return "<?xml version=\"1.0\"?>\n<VTKFile " + root + ">\n<ImageData " + whole + ">\n" + before +
           "<Piece " + extent + "><PointData>" + "<DataArray " + array + ">" + values +
           "</DataArray></PointData></Piece>" + after + "</ImageData>" + appended + "</VTKFile>\n";
  }
};

}  // namespace exomet::test
