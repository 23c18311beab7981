#include "sim/run/image/compression.hpp"

#include <lz4.h>
#include <lzma.h>
#include <zlib.h>

#include <cstdint>
#include <limits>

#include "sim/run/image/image_error.hpp"

namespace exomet {

namespace {

bool inflate_zlib(std::span<const char> from, std::span<char> to) {
  uLongf filled = to.size();
  uLong used = from.size();
  return uncompress2(reinterpret_cast<Bytef*>(to.data()), &filled,
                     reinterpret_cast<const Bytef*>(from.data()), &used) == Z_OK &&
         filled == to.size() && used == from.size();
}

bool inflate_lz4(std::span<const char> from, std::span<char> to) {
  constexpr std::size_t most = std::numeric_limits<int>::max();
  if (from.size() > most || to.size() > most) return false;
  return LZ4_decompress_safe(from.data(), to.data(), static_cast<int>(from.size()),
                             static_cast<int>(to.size())) == static_cast<int>(to.size());
}

bool inflate_lzma(std::span<const char> from, std::span<char> to) {
  std::uint64_t memory = 256 << 20;  // for its dictionary; a level of compression takes 65 MB at most
  std::size_t used = 0, filled = 0;
  return lzma_stream_buffer_decode(&memory, 0, nullptr, reinterpret_cast<const std::uint8_t*>(from.data()),
                                   &used, from.size(), reinterpret_cast<std::uint8_t*>(to.data()), &filled,
                                   to.size()) == LZMA_OK &&
         used == from.size() && filled == to.size();
}

}  // namespace

std::size_t largest_ratio(Compression compression) {
  switch (compression) {
    case Compression::none:
      break;
    case Compression::zlib:
      return 1032;  // its manual
    case Compression::lz4:
      return 255;
    case Compression::lzma:
      return 16'384;
  }
  return 1;
}

void decompress(Compression compression, std::span<const char> from, std::span<char> to) {
  const bool done = compression == Compression::zlib  ? inflate_zlib(from, to)
                    : compression == Compression::lz4 ? inflate_lz4(from, to)
                                                      : inflate_lzma(from, to);
  if (!done) throw ImageError("it is damaged: what it holds can't be decompressed; copy or save it again");
}

}  // namespace exomet
