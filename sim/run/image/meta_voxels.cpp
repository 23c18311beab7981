#include "sim/run/image/meta_voxels.hpp"

#define ZLIB_CONST  // what is inflated stays as it is
#include <zlib.h>

#include <fstream>
#include <string>

#include "sim/run/image/image_error.hpp"

namespace exomet {

namespace {

using Set = std::function<void(std::size_t, double)>;

[[noreturn]] void fail_short(const MetaHeader& header) {
  throw ImageError("'" + header.file.filename().string() +
                   "' isn't whole or is damaged: it doesn't hold the " + std::to_string(header.count()) +
                   " voxels that its header says; copy it again");
}

// The bytes of the voxels' file, some at a time.
class VoxelFile {
 public:
  explicit VoxelFile(const MetaHeader& header)
      : header_(header), file_(header.file, std::ios::binary), left_(header.length) {
    file_.seekg(static_cast<std::streamoff>(header.from));
  }

  std::string next() {
    std::string bytes(std::min<std::uintmax_t>(left_, 1 << 19), '\0');
    if (!file_.read(bytes.data(), static_cast<std::streamsize>(bytes.size()))) fail_short(header_);
    left_ -= bytes.size();
    return bytes;
  }
  bool at_end() const { return left_ == 0; }

 private:
  const MetaHeader& header_;
  std::ifstream file_;
  std::uintmax_t left_;
};

// Numbers of voxels one after another; what is left of a number goes before the bytes that come next.
class Voxels {
 public:
  Voxels(const MetaHeader& header, const Set& set) : header_(header), set_(set) {}

  void add(std::span<const char> bytes) {
    rest_.insert(rest_.end(), bytes.begin(), bytes.end());
    const std::size_t whole = rest_.size() - rest_.size() % size_of(header_.type);
    read_scalars(header_.type, {rest_.data(), whole}, header_.swapped, values_);
    if (values_.size() > header_.count() - next_) fail_short(header_);
    for (const double value : values_) set_(next_++, value);
    rest_.erase(rest_.begin(), rest_.begin() + static_cast<long>(whole));
  }
  void require_all() const {
    if (next_ != header_.count() || !rest_.empty()) fail_short(header_);
  }

 private:
  const MetaHeader& header_;
  const Set& set_;
  std::vector<char> rest_;
  std::vector<double> values_;
  std::size_t next_ = 0;
};

// zlib's stream, or gzip's.
class Inflater {
 public:
  explicit Inflater(const MetaHeader& header) : header_(header) {
    constexpr int both_kinds = 32 + 15;
    if (inflateInit2(&stream_, both_kinds) != Z_OK) fail_short(header);
  }
  ~Inflater() { inflateEnd(&stream_); }
  Inflater(const Inflater&) = delete;
  Inflater& operator=(const Inflater&) = delete;

  void add(const std::string& bytes, Voxels& voxels) {
    stream_.next_in = reinterpret_cast<const Bytef*>(bytes.data());
    stream_.avail_in = static_cast<uInt>(bytes.size());
    do {
      stream_.next_out = reinterpret_cast<Bytef*>(inflated_.data());
      stream_.avail_out = static_cast<uInt>(inflated_.size());
      const int state = is_through_ ? Z_DATA_ERROR : inflate(&stream_, Z_NO_FLUSH);
      if (state != Z_OK && state != Z_STREAM_END && state != Z_BUF_ERROR) fail_short(header_);
      is_through_ = state == Z_STREAM_END;
      voxels.add({inflated_.data(), inflated_.size() - stream_.avail_out});
    } while (stream_.avail_in > 0 || (stream_.avail_out == 0 && !is_through_));
  }
  bool is_through() const { return is_through_; }

 private:
  const MetaHeader& header_;
  z_stream stream_{};
  std::vector<char> inflated_ = std::vector<char>(1 << 19);
  bool is_through_ = false;
};

void read_compressed(const MetaHeader& header, Voxels& voxels) {
  VoxelFile file(header);
  Inflater inflater(header);
  while (!file.at_end()) inflater.add(file.next(), voxels);
  if (!inflater.is_through()) fail_short(header);
}

void read_text(const MetaHeader& header, const Set& set) {
  VoxelFile file(header);
  std::string text;
  while (!file.at_end()) text += file.next();
  std::vector<double> values;
  read_scalars(header.type, text, header.count(), values);
  if (values.size() != header.count()) fail_short(header);
  for (std::size_t voxel = 0; voxel < values.size(); ++voxel) set(voxel, values[voxel]);
}

}  // namespace

void read_meta_voxels(const MetaHeader& header, const Set& set) {
  if (header.coding == MetaHeader::Coding::text) return read_text(header, set);
  Voxels voxels(header, set);
  if (header.coding == MetaHeader::Coding::zlib) {
    read_compressed(header, voxels);
  } else {
    VoxelFile file(header);
    while (!file.at_end()) voxels.add(file.next());
  }
  voxels.require_all();
}

}  // namespace exomet
