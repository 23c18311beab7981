#include "sim/run/checkpoint/seal.hpp"

#include <xxhash.h>

#include <cassert>
#include <cstdio>
#include <cstdlib>
#include <string_view>

#include "sim/base/number_text.hpp"

namespace exomet {

namespace {

constexpr std::string_view title = "exomet checkpoint\n", format_key = "format ", length_key = "bytes ",
                           checksum_key = "xxh3 ";
constexpr std::size_t checksum_size = 32;  // hexadecimal digits

// Of all bytes, those at [at, at + checksum_size) taken as zeros.
std::string checksum(const std::string& bytes, std::size_t at) {
  const std::string zeros(checksum_size, '0');
  XXH3_state_t* state = XXH3_createState();
  XXH3_128bits_reset(state);
  XXH3_128bits_update(state, bytes.data(), at);
  XXH3_128bits_update(state, zeros.data(), checksum_size);
  XXH3_128bits_update(state, bytes.data() + at + checksum_size, bytes.size() - at - checksum_size);
  const XXH128_hash_t hash = XXH3_128bits_digest(state);
  XXH3_freeState(state);
  return hexadecimal(hash.high64) + hexadecimal(hash.low64);
}

// Where the value of a line of the seal begins; npos if there is no such line.
std::size_t value_at(const std::string& bytes, std::string_view key) {
  const std::string line = "\n" + std::string(key);
  const std::size_t found = bytes.substr(0, seal_size).find(line);
  return found == std::string::npos ? found : found + line.size();
}

}  // namespace

void seal(std::string& bytes, int format) {
  assert(bytes.size() >= seal_size);
  const std::string text = std::string(title) + std::string(format_key) + std::to_string(format) + "\n" +
                           std::string(length_key) + std::to_string(bytes.size()) + "\n" +
                           std::string(checksum_key) + std::string(checksum_size, '0') +
                           "\nHDF5 from byte 512 on\n";
  bytes.replace(0, text.size(), text);
  const std::size_t at = value_at(bytes, checksum_key);
  bytes.replace(at, checksum_size, checksum(bytes, at));
}

std::string damage(const std::string& bytes) {
  const std::size_t at = value_at(bytes, checksum_key), length = value_at(bytes, length_key);
  if (bytes.size() < seal_size || bytes.rfind(title, 0) != 0 || at == std::string::npos ||
      length == std::string::npos || at + checksum_size > seal_size)
    return "it doesn't begin as a checkpoint does";
  if (std::strtoull(bytes.c_str() + length, nullptr, 10) != bytes.size())
    return "its length isn't what it was when it was written";
  if (bytes.compare(at, checksum_size, checksum(bytes, at)) != 0) return "its checksum is wrong";
  return {};
}

int format_of(const std::string& bytes) {
  const std::size_t at = value_at(bytes, format_key);
  return at == std::string::npos ? 0 : std::atoi(bytes.c_str() + at);
}

}  // namespace exomet
