// The numbers of a file as bytes.
#pragma once

#include <cstddef>
#include <span>
#include <string_view>
#include <vector>

namespace exomet {

enum class Scalar { int8, uint8, int16, uint16, int32, uint32, int64, uint64, float32, float64 };

std::size_t size_of(Scalar);

// Bytes (a whole number of values; least significant first unless `swapped`) as doubles, which replace what
// `values` held.
void read_scalars(Scalar, std::span<const char> bytes, bool swapped, std::vector<double>& values);

// Appends the numbers of a text, which white space separates. ImageError for a word that is no number of the
// type, and when there are more than `most`.
void read_scalars(Scalar, std::string_view text, std::size_t most, std::vector<double>& values);

}  // namespace exomet
