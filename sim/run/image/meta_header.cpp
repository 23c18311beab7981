#include "sim/run/image/meta_header.hpp"

#include <cmath>
#include <cstdint>
#include <fstream>
#include <map>
#include <string>

#include "sim/run/image/compression.hpp"
#include "sim/run/image/image_error.hpp"

namespace exomet {

namespace {

namespace fs = std::filesystem;

std::string trimmed(const std::string& text) {
  const auto from = text.find_first_not_of(" \t\r"), to = text.find_last_not_of(" \t\r");
  return from == std::string::npos ? std::string{} : text.substr(from, to - from + 1);
}

// Its lines "Key = value" up to ElementDataFile, after which voxels may follow.
class Lines {
 public:
  explicit Lines(const fs::path& path) {
    constexpr int most_lines = 200;
    constexpr std::streamsize longest_line = 4096;
    std::ifstream file(path, std::ios::binary);
    std::string line(longest_line, '\0');
    for (int n = 0; n < most_lines && file.getline(line.data(), longest_line); ++n) {
      const std::string text = line.substr(0, line.find('\0'));
      const auto equals = text.find('=');
      if (equals == std::string::npos) continue;
      const std::string key = trimmed(text.substr(0, equals));
      if (!values_.emplace(key, trimmed(text.substr(equals + 1))).second)
        throw ImageError("its header has '" + key.substr(0, 60) + " = ...' twice; leave one");
      if (key == "ElementDataFile") break;
    }
    const auto at = file.tellg();
    bytes_ = at < 0 ? 0 : static_cast<std::uintmax_t>(at);
  }

  std::uintmax_t bytes() const { return bytes_; }
  bool has(const std::string& key) const { return values_.count(key) > 0; }
  std::string value_or(const std::string& key, const std::string& otherwise) const {
    const auto found = values_.find(key);
    return found == values_.end() ? otherwise : found->second;
  }
  const std::string& value_of(const std::string& key) const {
    const auto found = values_.find(key);
    if (found == values_.end() || found->second.empty())
      throw ImageError("its header has no line '" + key + " = ...'; is it a MetaImage file?");
    return found->second;
  }
  bool is_true(const std::string& key, const std::string& otherwise) const {
    const std::string word = value_or(key, otherwise);
    return !word.empty() && (word[0] == 'T' || word[0] == 't' || word[0] == '1');
  }
  // ImageError, saying what was expected, if there aren't exactly as many numbers of a type.
  std::vector<double> numbers(const std::string& key, Scalar type, std::size_t count,
                              const std::string& expected) const {
    std::vector<double> numbers;
    try {
      read_scalars(type, value_of(key), count, numbers);
    } catch (const ImageError&) {
      numbers.clear();
    }
    if (numbers.size() != count)
      throw ImageError("its " + key + " is '" + value_of(key).substr(0, 60) + "'; expected " + expected);
    return numbers;
  }

 private:
  std::map<std::string, std::string> values_;
  std::uintmax_t bytes_ = 0;
};

Scalar type_of(const std::string& type) {
  const std::map<std::string, Scalar> types{
      {"MET_CHAR", Scalar::int8},         {"MET_UCHAR", Scalar::uint8},   {"MET_SHORT", Scalar::int16},
      {"MET_USHORT", Scalar::uint16},     {"MET_INT", Scalar::int32},     {"MET_UINT", Scalar::uint32},
      {"MET_LONG", Scalar::int32},        {"MET_ULONG", Scalar::uint32},  {"MET_LONG_LONG", Scalar::int64},
      {"MET_ULONG_LONG", Scalar::uint64}, {"MET_FLOAT", Scalar::float32}, {"MET_DOUBLE", Scalar::float64}};
  const auto found = types.find(type);
  if (found == types.end())
    throw ImageError("its ElementType is '" + type.substr(0, 60) +
                     "'; one number a voxel can be read: MET_UCHAR, MET_SHORT, "
                     "MET_USHORT, MET_INT, MET_FLOAT, MET_DOUBLE and the like");
  return found->second;
}

void read_grid(const Lines& lines, MetaHeader& header) {
  if (lines.value_of("NDims") != "3")
    throw ImageError("its NDims is " + lines.value_of("NDims").substr(0, 60) + "; a volume has 3");
  if (lines.value_or("ElementNumberOfChannels", "1") != "1")
    throw ImageError("it has several channels a voxel; save the one that holds the tissue");
  const std::string expected = "three numbers of voxels, from 1 to 100000";
  const std::vector<double> sizes = lines.numbers("DimSize", Scalar::int32, 3, expected);
  for (std::size_t axis = 0; axis < 3; ++axis) {
    if (sizes[axis] < 1 || sizes[axis] > 100'000)
      throw ImageError("its DimSize is '" + lines.value_of("DimSize") + "'; expected " + expected);
    header.voxels[axis] = static_cast<int>(sizes[axis]);
  }
  if (!lines.has("ElementSpacing") && !lines.has("ElementSize"))
    throw ImageError("its header has no line 'ElementSpacing = ...', so its size isn't known; add it");
  const char* key = lines.has("ElementSpacing") ? "ElementSpacing" : "ElementSize";
  const std::vector<double> spacing = lines.numbers(key, Scalar::float64, 3, "three lengths");
  header.spacing = {spacing[0], spacing[1], spacing[2]};
  for (int axis = 0; axis < 3; ++axis)
    if (!(header.spacing[axis] > 0) || std::isinf(header.spacing[axis]))
      throw ImageError("its spacing along " + std::string(1, "xyz"[axis]) + " is no positive number");
}

void check_axes(const Lines& lines) {
  for (const char* key : {"TransformMatrix", "Rotation", "Orientation"}) {
    if (!lines.has(key)) continue;
    const std::vector<double> matrix = lines.numbers(key, Scalar::float64, 9, "nine numbers");
    for (std::size_t i = 0; i < matrix.size(); ++i)
      if (!(std::abs(matrix[i] - (i % 4 == 0)) <= 1e-6))
        throw ImageError("it is turned against the axes (" + std::string(key) + "); resample it first");
  }
}

std::uintmax_t size_of_voxels(const fs::path& path) {
  std::error_code error;
  const auto refuse = [&](const std::string& why) {
    throw ImageError("the file of its voxels, '" + path.string() + "', can't be read (" + why +
                     "); put it next to the header, or correct ElementDataFile");
  };
  if (fs::exists(path, error) && !fs::is_regular_file(path, error)) refuse("it is no ordinary file");
  const std::uintmax_t size = fs::file_size(path, error);
  if (error) refuse(error.message());
  return size;
}

// What the file holds from `from` on, compared with what the header says.
void check_whole(const Lines& lines, MetaHeader& header) {
  const std::uintmax_t size = size_of_voxels(header.file), needed = header.count() * size_of(header.type);
  const double skipped =
      lines.has("HeaderSize") ? lines.numbers("HeaderSize", Scalar::int64, 1, "a number")[0] : 0;
  if (skipped < 0 && header.coding == MetaHeader::Coding::binary)
    header.from = size - std::min(size, needed);  // at the end of the file
  else if (skipped > 0)
    header.from += static_cast<std::uintmax_t>(std::min(skipped, 1e15));
  const std::uintmax_t held = size - std::min(header.from, size);
  header.length = held;
  const auto refuse = [&](std::uintmax_t bytes) {
    throw ImageError("'" + header.file.filename().string() + "' isn't whole: its header says " +
                     std::to_string(bytes) + " bytes of voxels, the file has " + std::to_string(held) +
                     "; copy it again");
  };
  if (header.coding == MetaHeader::Coding::binary && held != needed) refuse(needed);
  if (header.coding == MetaHeader::Coding::text && held < 2 * header.count() - 1)  // a digit and a space each
    refuse(2 * header.count() - 1);
  if (header.coding != MetaHeader::Coding::zlib) return;
  if (lines.has("CompressedDataSize")) {
    const double said = lines.numbers("CompressedDataSize", Scalar::uint64, 1, "a number of bytes")[0];
    if (said > static_cast<double>(held)) refuse(static_cast<std::uintmax_t>(std::min(said, 1e18)));
    header.length = static_cast<std::uintmax_t>(said);
  }
  if (needed / largest_ratio(Compression::zlib) > header.length)
    refuse(needed / largest_ratio(Compression::zlib));
}

}  // namespace

MetaHeader read_meta_header(const fs::path& file) {
  const Lines lines(file);
  MetaHeader header;
  read_grid(lines, header);
  header.type = type_of(lines.value_of("ElementType"));
  check_axes(lines);
  const std::string from = lines.value_of("ElementDataFile");
  if (from.rfind("LIST", 0) == 0 || from.find('%') != std::string::npos)
    throw ImageError("its voxels are in several files; save them as one");
  header.swapped =
      lines.is_true("BinaryDataByteOrderMSB", "False") || lines.is_true("ElementByteOrderMSB", "False");
  if (lines.is_true("CompressedData", "False"))
    header.coding = MetaHeader::Coding::zlib;
  else if (!lines.is_true("BinaryData", "True"))
    header.coding = MetaHeader::Coding::text;
  const bool is_local = from == "LOCAL" || from == "Local" || from == "local";
  header.file = is_local ? file : file.parent_path() / from;
  if (is_local) header.from = lines.bytes();
  check_whole(lines, header);
  return header;
}

}  // namespace exomet
