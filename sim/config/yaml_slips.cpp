#include "sim/config/yaml_slips.hpp"

#include <yaml-cpp/exceptions.h>

#include <string_view>

namespace exomet {

namespace {

namespace Yaml = YAML::ErrorMsg;

constexpr const char* quote_it = "; put the text in quotes";

// Whether a comment begins in that line after the spot.
bool comment_follows(const SourceText& source, const Spot& spot) {
  for (std::size_t byte = spot.byte + 1; source.at(spot.line, byte) != '\0'; ++byte)
    if (source.at(spot.line, byte) == '#' && source.at(spot.line, byte - 1) == ' ') return true;
  return false;
}

char before(const SourceText& source, const Spot& spot) {
  for (std::size_t byte = spot.byte; byte > 0; --byte)
    if (const char c = source.at(spot.line, byte - 1); c != ' ') return c;
  return '\0';
}

// An entry of {...} or an item of [...] that isn't followed by a comma or the end.
std::optional<std::string> slip_within_brackets(const SourceText& source, const Spot& spot,
                                                const ScalarSpot& last) {
  const char here = source.at(spot.line, spot.byte);
  const bool same_line = spot.line == last.spot.line;
  if (same_line && last.quoted)
    return "the text in quotes ended before this; write '' for a ' within single quotes, and \\\" for a \" "
           "within "
           "double quotes";
  if (same_line && here != '\0' && std::string_view(":?[{").find(here) != std::string_view::npos)
    return std::string("'") + here + "' has a meaning of its own here, the text before it isn't in quotes" +
           quote_it;
  if (!same_line && !last.quoted && comment_follows(source, last.spot))
    return std::string("a '#' begins a comment, so that nothing closes the bracket in that line") + quote_it +
           " if the '#' belongs to it";
  return {};
}

}  // namespace

std::string explained(const std::string& message) {
  if (message == Yaml::MAP_VALUE)
    return "a ':' where no key can stand; check the indentation, and put text that contains ': ' in quotes";
  if (message == Yaml::END_OF_MAP || message == Yaml::END_OF_SEQ || message == Yaml::MAP_KEY)
    return "doesn't fit the lines above it; check the indentation, and that each line is 'key: value' or '- "
           "value'";
  if (message == Yaml::BLOCK_ENTRY)
    return "a '-' where no list can stand; check the indentation, and put text that begins with '-' in "
           "quotes";
  if (message == Yaml::END_OF_MAP_FLOW)
    return "a '{' is not closed; write '}', and commas between its entries";
  if (message == Yaml::END_OF_SEQ_FLOW) return "a '[' is not closed; write ']', and commas between its items";
  if (message == Yaml::FLOW_END)
    return "a ']' or '}' that doesn't close what was opened last; correct it, or put the text in quotes";
  if (message == Yaml::EOF_IN_SCALAR) return "a quote is not closed before the end of the text";
  if (message == Yaml::UNKNOWN_TOKEN || message == Yaml::ALIAS_NOT_FOUND || message == Yaml::ANCHOR_NOT_FOUND)
    return "a value can't begin with this character; put text that begins with a special character in quotes";
  if (message.rfind(Yaml::UNKNOWN_ANCHOR, 0) == 0)
    return "aliases ('*name') are not part of the language; use 'like:' or a $parameter";
  return "is not valid YAML: " + message;
}

std::optional<std::string> slip_at(const SourceText& source, const std::string& message, const Spot& spot,
                                   const std::optional<ScalarSpot>& last) {
  const bool in_brackets = message == Yaml::END_OF_MAP_FLOW || message == Yaml::END_OF_SEQ_FLOW;
  if (in_brackets && last) return slip_within_brackets(source, spot, *last);
  const char closed = before(source, spot);
  if (message == Yaml::END_OF_MAP && (closed == '}' || closed == ']'))
    return std::string("text after a '") + closed + "', which ends what was opened in this line" + quote_it +
           " if the '" + closed + "' belongs to it";
  return {};
}

bool has_colon(const SourceText& source, const Spot& key, const std::string& text) {
  std::size_t byte = key.byte + text.size();
  while (source.at(key.line, byte) == ' ') ++byte;
  return source.at(key.line, byte) == ':';
}

Problem key_without_value(const std::string& map_path, const std::string& key, const SourceLocation& place,
                          const Entry* before) {
  const auto path = [&](const std::string& name) { return map_path.empty() ? name : map_path + "." + name; };
  if (const std::size_t colon = key.find(':'); colon != std::string::npos && colon > 0)
    return {place, map_path,
            "'" + key + "' has no value: a ':' needs a space after it; write '" + key.substr(0, colon) +
                ": " + key.substr(colon + 1) + "'"};
  const bool cut = before && before->value.kind == Node::Kind::scalar && !before->value.quoted;
  if (cut)
    return {before->value.place, path(before->key),
            "a comma ends this text, so that '" + key + "' is a key without a value; put the text in quotes"};
  return {place, map_path, "'" + key + "' is a key without a value; write '" + key + ": value'"};
}

}  // namespace exomet
