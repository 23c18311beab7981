#include "viz/render/mp4.hpp"

#include <algorithm>
#include <cstdint>
#include <fstream>
#include <numeric>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace exomet {
namespace {

// Big-endian.
std::uint64_t number_at(std::string_view bytes, std::size_t at, std::size_t size) {
  std::uint64_t number = 0;
  for (std::size_t i = 0; i < size; ++i) number = number << 8 | static_cast<unsigned char>(bytes[at + i]);
  return number;
}

struct Box {
  std::string type;
  std::uint64_t header = 0, size = 0;  // bytes; the size includes the header
};

// Of the box that begins with these bytes; nothing if it would reach beyond `room`.
std::optional<Box> box_of(std::string_view bytes, std::uint64_t room) {
  if (bytes.size() < 8) return {};
  Box box{std::string(bytes.substr(4, 4)), 8, number_at(bytes, 0, 4)};
  if (box.size == 1 && bytes.size() >= 16) box.header = 16, box.size = number_at(bytes, 8, 8);
  if (box.size < box.header || box.size > room) return {};
  return box;
}

// The content of the first box by that path; "" if there is none.
std::string_view find(std::string_view boxes, const std::vector<std::string>& path) {
  for (const std::string& type : path) {
    std::optional<Box> box;
    while ((box = box_of(boxes, boxes.size())) && box->type != type) boxes.remove_prefix(box->size);
    if (!box) return {};
    boxes = boxes.substr(box->header, box->size - box->header);
  }
  return boxes;
}

// Sizes of the pictures, bytes, as the index counts them.
std::vector<std::uint64_t> picture_sizes(std::string_view moov) {
  const std::string_view table = find(moov, {"trak", "mdia", "minf", "stbl", "stsz"});
  if (table.size() < 12) return {};
  const std::uint64_t same = number_at(table, 4, 4), count = number_at(table, 8, 4);
  constexpr std::uint64_t most = 10'000'000;
  if (same != 0)
    return std::vector<std::uint64_t>(count <= most ? count : 0, same);  // no size of its own each
  if (count > (table.size() - 12) / 4) return {};
  std::vector<std::uint64_t> sizes(count);
  for (std::size_t i = 0; i < sizes.size(); ++i) sizes[i] = number_at(table, 12 + 4 * i, 4);
  return sizes;
}

}  // namespace

std::size_t pictures_in(const std::filesystem::path& mp4) {
  std::ifstream in(mp4, std::ios::binary);
  std::error_code error;
  const std::uint64_t end = std::filesystem::file_size(mp4, error);
  if (!in || error) return 0;
  std::string moov;
  std::uint64_t media = 0;
  for (std::uint64_t at = 0; at < end;) {
    std::string start(std::min<std::uint64_t>(16, end - at), '\0');
    in.seekg(static_cast<std::streamoff>(at)).read(start.data(), static_cast<std::streamsize>(start.size()));
    const std::optional<Box> box = box_of(start, end - at);
    if (!in || !box) return 0;
    if (box->type == "mdat") media += box->size - box->header;
    if (box->type == "moov") {
      moov.resize(box->size - box->header);
      in.seekg(static_cast<std::streamoff>(at + box->header));
      if (!in.read(moov.data(), static_cast<std::streamsize>(moov.size()))) return 0;
    }
    at += box->size;
  }
  const std::vector<std::uint64_t> sizes = picture_sizes(moov);
  return std::accumulate(sizes.begin(), sizes.end(), std::uint64_t{0}) <= media ? sizes.size() : 0;
}

}  // namespace exomet
