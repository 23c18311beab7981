// What people get wrong in YAML, told in words that help: mostly text that needs quotes.
#pragma once

#include <cstddef>
#include <optional>
#include <string>

#include "sim/config/document.hpp"
#include "sim/config/source_text.hpp"

namespace exomet {

// A place in a text: line and byte from 0, as the YAML library counts.
struct Spot {
  std::size_t line = 0, byte = 0;
};

// A scalar that was read, and where it begins.
struct ScalarSpot {
  Spot spot;
  bool quoted = false;
};

// The YAML library's message in words that help.
std::string explained(const std::string& message);

// What the library's message means at that spot, if the text there tells: `last` is the scalar that was read
// before it.
std::optional<std::string> slip_at(const SourceText&, const std::string& message, const Spot&,
                                   const std::optional<ScalarSpot>& last);

// Whether the plain key that begins there has a ':' after it; in {a, b} it needn't.
bool has_colon(const SourceText&, const Spot& key, const std::string& text);

// What is wrong with a key without a value in {...}, after the entry `before` (nullptr: it is the first).
Problem key_without_value(const std::string& map_path, const std::string& key, const SourceLocation&,
                          const Entry* before);

}  // namespace exomet
