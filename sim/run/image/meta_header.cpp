#include "sim/run/image/meta_header.hpp"

#include <cstdint>
#include <fstream>
#include <map>
#include <sstream>
#include <string>

#include "sim/run/image/volume_image.hpp"

namespace exomet {

namespace {

namespace fs = std::filesystem;
using Header = std::map<std::string, std::string>;

std::string trimmed(const std::string& text) {
  const auto from = text.find_first_not_of(" \t\r"), to = text.find_last_not_of(" \t\r");
  return from == std::string::npos ? std::string{} : text.substr(from, to - from + 1);
}

// The lines "Key = value" up to ElementDataFile, after which voxels may follow.
Header read_header(const fs::path& path, std::uintmax_t& bytes) {
  constexpr int most_lines = 200;
  constexpr std::streamsize longest_line = 4096;
  std::ifstream file(path, std::ios::binary);
  Header header;
  std::string line(longest_line, '\0');
  for (int n = 0; n < most_lines && file.getline(line.data(), longest_line); ++n) {
    const std::string text = line.substr(0, line.find('\0'));
    const auto equals = text.find('=');
    if (equals == std::string::npos) continue;
    const std::string key = trimmed(text.substr(0, equals));
    header[key] = trimmed(text.substr(equals + 1));
    if (key == "ElementDataFile") break;
  }
  const auto at = file.tellg();
  bytes = at < 0 ? 0 : static_cast<std::uintmax_t>(at);
  return header;
}

const std::string& value_of(const Header& header, const std::string& key) {
  const auto found = header.find(key);
  if (found == header.end() || found->second.empty())
    throw ImageError("its header has no line '" + key + " = ...'; is it a MetaImage file?");
  return found->second;
}

std::string value_or(const Header& header, const std::string& key, const std::string& otherwise) {
  const auto found = header.find(key);
  return found == header.end() ? otherwise : found->second;
}

std::uintmax_t bytes_per_voxel(const std::string& type) {
  const std::map<std::string, std::uintmax_t> bytes{
      {"MET_CHAR", 1}, {"MET_UCHAR", 1}, {"MET_SHORT", 2}, {"MET_USHORT", 2}, {"MET_INT", 4},
      {"MET_UINT", 4}, {"MET_LONG", 4},  {"MET_ULONG", 4}, {"MET_FLOAT", 4},  {"MET_DOUBLE", 8}};
  const auto found = bytes.find(type);
  if (found == bytes.end())
    throw ImageError("its ElementType is '" + type +
                     "'; one number a voxel can be read: MET_UCHAR, MET_SHORT, "
                     "MET_USHORT, MET_INT, MET_FLOAT, MET_DOUBLE and the like");
  return found->second;
}

std::uintmax_t voxels(const Header& header) {
  if (value_of(header, "NDims") != "3")
    throw ImageError("its NDims is " + value_of(header, "NDims") + "; a volume has 3");
  std::istringstream sizes(value_of(header, "DimSize"));
  std::uintmax_t product = 1;
  for (int axis = 0; axis < 3; ++axis) {
    long size = 0;
    if (!(sizes >> size) || size < 1 || size > 100'000)
      throw ImageError("its DimSize is '" + value_of(header, "DimSize") +
                       "'; expected three numbers of voxels");
    product *= static_cast<std::uintmax_t>(size);
  }
  return product;
}

void check_axes(const Header& header) {
  for (const char* key : {"TransformMatrix", "Rotation", "Orientation"}) {
    std::istringstream numbers(value_or(header, key, "1 0 0 0 1 0 0 0 1"));
    double number = 0;
    for (int i = 0; numbers >> number; ++i)
      if (std::abs(number - (i % 4 == 0)) > 1e-6)
        throw ImageError("it is turned against the axes (" + std::string(key) + "); resample it first");
  }
  if (!header.count("ElementSpacing") && !header.count("ElementSize"))
    throw ImageError("its header has no line 'ElementSpacing = ...', so its size isn't known; add it");
}

void check_whole(const fs::path& path, std::uintmax_t from, std::uintmax_t needed) {
  std::error_code error;
  const std::uintmax_t size = fs::file_size(path, error);
  if (error)
    throw ImageError("the file of its voxels, '" + path.string() + "', can't be read (" + error.message() +
                     "); put it next to the header, or correct ElementDataFile");
  if (size < from + needed)
    throw ImageError("'" + path.filename().string() + "' isn't whole: its header says " +
                     std::to_string(needed) + " bytes of voxels, the file has " +
                     std::to_string(size - std::min(from, size)) + "; copy it again");
}

}  // namespace

void check_meta_image(const fs::path& file) {
  std::uintmax_t header_bytes = 0;
  const Header header = read_header(file, header_bytes);
  if (value_or(header, "ElementNumberOfChannels", "1") != "1")
    throw ImageError("it has several channels a voxel; save the one that holds the tissue");
  std::uintmax_t needed = voxels(header) * bytes_per_voxel(value_of(header, "ElementType"));
  check_axes(header);
  const std::string from = value_of(header, "ElementDataFile");
  if (from == "LIST" || from.find('%') != std::string::npos)
    throw ImageError("its voxels are in several files; save them as one");
  const auto is_true = [&](const std::string& key, const std::string& otherwise) {
    const std::string word = value_or(header, key, otherwise);
    return !word.empty() && (word[0] == 'T' || word[0] == 't' || word[0] == '1');
  };
  if (!is_true("BinaryData", "True")) needed = 2 * voxels(header) - 1;  // a digit and a space each
  if (is_true("CompressedData", "False")) {
    std::istringstream number(value_or(header, "CompressedDataSize", "1"));
    number >> needed;
  }
  if (from == "LOCAL") return check_whole(file, header_bytes, needed);
  const long skipped = std::strtol(value_or(header, "HeaderSize", "0").c_str(), nullptr, 10);
  check_whole(file.parent_path() / from, skipped > 0 ? static_cast<std::uintmax_t>(skipped) : 0, needed);
}

}  // namespace exomet
