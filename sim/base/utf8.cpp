#include "sim/base/utf8.hpp"

namespace exomet {

namespace {

unsigned char byte_at(std::string_view text, std::size_t i) { return static_cast<unsigned char>(text[i]); }

// Bytes of the character at i, or 0 if they are no UTF-8: too short, overlong, a surrogate, beyond U+10FFFF.
std::size_t character_bytes(std::string_view text, std::size_t i) {
  const unsigned char first = byte_at(text, i);
  if (first < 0x80) return 1;
  const std::size_t size = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2;
  if (first < 0xC2 || first > 0xF4) return 0;
  for (std::size_t k = 1; k < size; ++k)
    if (!is_continuation(text, i + k)) return 0;
  const unsigned char second = byte_at(text, i + 1);
  if ((first == 0xE0 && second < 0xA0) || (first == 0xED && second > 0x9F) ||
      (first == 0xF0 && second < 0x90) || (first == 0xF4 && second > 0x8F))
    return 0;
  return size;
}

}  // namespace

bool is_continuation(std::string_view text, std::size_t i) {
  return i < text.size() && (byte_at(text, i) & 0xC0) == 0x80;
}

std::size_t find_invalid_utf8(std::string_view text) {
  for (std::size_t i = 0; i < text.size();) {
    const std::size_t size = character_bytes(text, i);
    if (size == 0) return i;
    i += size;
  }
  return std::string_view::npos;
}

std::size_t find_control_character(std::string_view text) {
  for (std::size_t i = 0; i < text.size(); ++i) {
    const unsigned char c = byte_at(text, i);
    const bool breaks_line = c == '\n' || (c == '\r' && i + 1 < text.size() && text[i + 1] == '\n');
    if ((c < 0x20 && c != '\t' && !breaks_line) || c == 0x7F) return i;
    if (c == 0xC2 && is_continuation(text, i + 1) && byte_at(text, i + 1) < 0xA0) return i;
  }
  return std::string_view::npos;
}

std::string control_character_name(std::string_view text, std::size_t i) {
  constexpr std::string_view hex = "0123456789ABCDEF";
  const unsigned char c =
      byte_at(text, i) < 0x80 ? byte_at(text, i) : byte_at(text, i + 1);  // C1: C2 80 to C2 9F
  return std::string("U+00") + hex[c >> 4] + hex[c & 15];
}

}  // namespace exomet
