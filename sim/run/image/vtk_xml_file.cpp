#include "sim/run/image/vtk_xml_file.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>

#include "sim/run/image/image_error.hpp"

namespace exomet {

namespace {

constexpr std::uint64_t most_text = 1 << 20;  // bytes of an array of texts
constexpr std::size_t part = 1 << 16;         // values that are looked at at once

template <class T>
T chosen(const XmlElement& element, const char* attribute, const std::map<std::string, T>& known,
         const char* otherwise) {
  const std::string* given = element.attribute(attribute);
  const auto found = known.find(given ? *given : otherwise);
  if (found == known.end())
    throw ImageError("its " + std::string(attribute) + " '" + given->substr(0, 60) +
                     "' isn't known; open it in ParaView and save it again");
  return found->second;
}

// Every array of a file has a type that is one, also where nobody reads it: a wrong letter is told.
void check_types(const XmlElement& element) {
  const std::string* type = element.attribute("type");
  if (element.name == "DataArray" || (element.name == "Array" && !(type && *type == "String")))
    scalar_of(element);
  for (const XmlElement& child : element.children) check_types(child);
}

[[noreturn]] void fail_length() {
  throw ImageError("an array of it is longer or shorter than its header says; copy or save it again");
}

}  // namespace

VtkXmlFile::VtkXmlFile(std::string bytes, std::string_view kind)
    : bytes_(std::move(bytes)), root_(read_xml(bytes_)) {
  const std::string* type = root_.attribute("type");
  if (root_.name != "VTKFile" || !type || *type != kind)
    throw ImageError("it is no VTK file of the type " + std::string(kind) +
                     (kind == "ImageData" ? " (no VTK image); save the volume as .vti" : "; save it again"));
  content_ = root_.child(kind);
  if (!content_) throw ImageError("it holds no " + std::string(kind) + "; save it again");
  check_types(root_);
  read_root();
}

void VtkXmlFile::read_root() {
  swapped_ =
      chosen<bool>(root_, "byte_order", {{"LittleEndian", false}, {"BigEndian", true}}, "LittleEndian");
  header_ = chosen<Header>(root_, "header_type", {{"UInt32", Header::uint32}, {"UInt64", Header::uint64}},
                           "UInt32");
  compression_ = chosen<Compression>(root_, "compressor",
                                     {{"", Compression::none},
                                      {"vtkZLibDataCompressor", Compression::zlib},
                                      {"vtkLZ4DataCompressor", Compression::lz4},
                                      {"vtkLZMADataCompressor", Compression::lzma}},
                                     "");
}

ByteStream VtkXmlFile::stream_of(const XmlElement& array) const {
  const std::string* format = array.attribute("format");
  if (format && *format == "binary") return {array.text, true};
  const XmlElement* appended = root_.child("AppendedData");
  if (!format || *format != "appended" || !appended)
    throw ImageError("the format of an array of it isn't known; save it again with data mode 'Binary'");
  const bool base64 = chosen<bool>(*appended, "encoding", {{"raw", false}, {"base64", true}}, "base64");
  const double offset = real_numbers(array, "offset", 1)[0];
  const std::size_t start = appended->text.find('_') + 1;
  if (!(start > 0 && offset >= 0 && offset < static_cast<double>(appended->text.size() - start)))
    fail_length();
  return {appended->text.substr(start + static_cast<std::size_t>(offset)), base64};
}

std::uint64_t VtkXmlFile::header_number(ByteStream& stream) const {
  char bytes[8] = {};
  const std::size_t size = header_ == Header::uint32 ? 4 : 8;
  stream.read(bytes, size);
  std::uint64_t number = 0;
  for (std::size_t i = 0; i < size; ++i)
    number = number << 8 | static_cast<unsigned char>(bytes[swapped_ ? i : size - 1 - i]);
  return number;
}

void VtkXmlFile::read_plain(ByteStream& stream, std::uint64_t total, bool exact,
                            const TakeBytes& take) const {
  const std::uint64_t said = header_number(stream);
  if (said > total || (exact && said != total) || said > stream.at_most()) fail_length();
  std::vector<char> bytes;
  for (std::uint64_t left = said; left > 0; left -= bytes.size()) {
    bytes.resize(std::min<std::uint64_t>(left, 8 * part));
    stream.read(bytes.data(), bytes.size());
    take(bytes);
  }
}

void VtkXmlFile::read_blocks(ByteStream& stream, std::uint64_t total, bool exact, std::size_t size,
                             const TakeBytes& take) const {
  const std::uint64_t blocks = header_number(stream), whole = header_number(stream),
                      last = header_number(stream);
  if (blocks > stream.at_most() / 4 || (blocks > 1 && (whole > total / (blocks - 1) || whole % size != 0)) ||
      last > whole)
    fail_length();
  const std::uint64_t said = blocks == 0 ? 0 : (blocks - 1) * whole + (last > 0 ? last : whole);
  if (said > total || (exact && said != total) || said % size != 0) fail_length();
  std::vector<std::uint64_t> lengths(blocks);
  for (std::uint64_t& length : lengths) length = header_number(stream);
  std::vector<char> packed, bytes;
  for (std::uint64_t block = 0; block < blocks; ++block) {
    const std::uint64_t length = block + 1 == blocks && last > 0 ? last : whole;
    if (lengths[block] > stream.at_most() || length / largest_ratio(compression_) > lengths[block] + 1)
      fail_length();
    packed.resize(lengths[block]), bytes.resize(length);
    stream.read(packed.data(), packed.size());
    decompress(compression_, packed, bytes);
    take(bytes);
  }
}

void VtkXmlFile::read_bytes(const XmlElement& array, std::uint64_t total, bool exact, std::size_t size,
                            const TakeBytes& take) const {
  ByteStream stream = stream_of(array);
  if (compression_ == Compression::none)
    read_plain(stream, total, exact, take);
  else
    read_blocks(stream, total, exact, size, take);
  if (*array.attribute("format") == "binary") stream.expect_end();
}

void VtkXmlFile::check_size(const XmlElement& array, std::size_t count) const {
  const auto said = [&](const char* attribute, long otherwise) {
    return array.attribute(attribute) ? whole_numbers(array, attribute, 1)[0] : otherwise;
  };
  const long components = said("NumberOfComponents", 1);
  if (components < 1 || count % static_cast<std::size_t>(components) != 0) fail_length();
  const auto tuples = static_cast<long>(count / static_cast<std::size_t>(components));
  if (said("NumberOfTuples", tuples) != tuples) fail_length();
  // A number as text is a digit and a space at least.
  const std::string* format = array.attribute("format");
  const bool is_text = format && *format == "ascii";
  const std::size_t most = is_text ? array.text.size() / 2 + 1
                                   : bytes_.size() * largest_ratio(compression_) / size_of(scalar_of(array));
  if (count > most)
    throw ImageError("its header says " + std::to_string(count) + " numbers, more than its " +
                     std::to_string(bytes_.size()) +
                     " bytes can hold; it isn't whole: copy or save it again");
}

void VtkXmlFile::numbers(const XmlElement& array, std::size_t count, const Take& take) const {
  check_size(array, count);
  const Scalar type = scalar_of(array);
  std::vector<double> values;
  const std::string* format = array.attribute("format");
  if (format && *format == "ascii") {
    read_scalars(type, array.text, count, values);
    if (values.size() != count)
      throw ImageError("it isn't whole: an array of it has " + std::to_string(values.size()) +
                       " values for " + std::to_string(count) + "; copy or save it again");
    return take(0, values);
  }
  std::size_t first = 0;
  read_bytes(array, count * size_of(type), true, size_of(type), [&](std::span<const char> bytes) {
    for (std::size_t at = 0; at < bytes.size(); at += part * size_of(type)) {
      read_scalars(type, bytes.subspan(at, std::min(part * size_of(type), bytes.size() - at)), swapped_,
                   values);
      take(first, values);
      first += values.size();
    }
  });
}

std::vector<std::string> VtkXmlFile::texts(const XmlElement& array) const {
  std::vector<std::string> texts;
  std::string text;
  read_bytes(array, most_text, false, 1, [&](std::span<const char> bytes) {
    for (const char c : bytes)
      if (c == '\0')
        texts.push_back(std::exchange(text, {}));
      else
        text += c;
  });
  if (!text.empty()) fail_length();
  return texts;
}

std::string file_bytes(const std::string& path) {
  std::error_code ignored;
  if (!std::filesystem::is_regular_file(path, ignored))
    throw ImageError("it isn't there, or no ordinary file");
  std::ifstream file(path, std::ios::binary);
  std::string bytes{std::istreambuf_iterator<char>(file), {}};
  if (!file || file.bad()) throw ImageError("it can't be read; check its permissions");
  return bytes;
}

}  // namespace exomet
