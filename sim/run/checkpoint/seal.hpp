// A seal in front of a file tells whether all of it is still as it was written.
#pragma once

#include <cstddef>
#include <filesystem>
#include <string>

namespace exomet {

// What HDF5 leaves to others at the beginning of a file (its user block), so that its tools open sealed
// files.
inline constexpr std::size_t seal_size = 512;

// Fills the first seal_size bytes with lines of text: what this is, the format, the length, and the XXH3 (128
// bits) of everything but itself.
void seal(std::string& bytes, int format);

// What is wrong with a file, "" if nothing is: it is cut short, its checksum doesn't fit, or it is no sealed
// file at all. A whole file of another format isn't wrong.
std::string damage(const std::string& bytes);

int format_of(const std::string& bytes);  // of a file without damage

}  // namespace exomet
