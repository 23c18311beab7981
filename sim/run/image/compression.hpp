// Undoes what VTK compresses arrays with, block by block.
#pragma once

#include <cstddef>
#include <span>

namespace exomet {

enum class Compression { none, zlib, lz4, lzma };

// How many bytes one compressed byte can stand for at most: more is a lie or a bomb.
std::size_t largest_ratio(Compression);

// Fills all of `to`. ImageError if `from` is damaged or holds more or less.
void decompress(Compression, std::span<const char> from, std::span<char> to);

}  // namespace exomet
