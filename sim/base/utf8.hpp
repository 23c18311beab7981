// UTF-8 (RFC 3629), and what of it may stand in a line of text.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace exomet {

// Whether the byte at i goes on with a character that began before.
bool is_continuation(std::string_view text, std::size_t i);

// The offset of the first byte that is no valid UTF-8, or npos.
std::size_t find_invalid_utf8(std::string_view text);

// The offset of the first control character (C0, DEL or C1) that is no tab, line feed, or carriage return
// before a line feed (yaml-cpp takes a lone one for text, other YAML readers for a new line), or npos. The
// text is valid UTF-8.
std::size_t find_control_character(std::string_view text);

// "U+001B" of the control character at i.
std::string control_character_name(std::string_view text, std::size_t i);

}  // namespace exomet
