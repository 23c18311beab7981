// A Document is YAML with line and column. This is the only place that sees the YAML library.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "sim/base/error.hpp"

namespace exomet {

struct Entry;

// One value of a document: nothing, a scalar, a sequence or a map in the order of the file.
struct Node {
  enum class Kind { null, scalar, sequence, map };

  Kind kind = Kind::null;
  SourceLocation place;
  std::string scalar;          // Kind::scalar: its text, unconverted ("010" stays "010", "no" stays "no")
  bool quoted = false;         // a scalar in quotes is text, never a number or a $parameter
  std::string parameter;       // the name of the parameter that this value was substituted from, if any
  std::vector<Node> items;     // Kind::sequence
  std::vector<Entry> entries;  // Kind::map, keys unique

  const Node* find(std::string_view key) const;  // nullptr if this is no map or has no such key
  Node* find(std::string_view key);
};

struct Entry {
  std::string key;
  SourceLocation place;  // of the key
  Node value;
};

// The place of what a path of plain keys names, or of the nearest map around it that is there.
SourceLocation place_of(const Node& root, std::string_view path);

std::string_view name(Node::Kind);  // "a map", "a list", "a value", "nothing"

// Reads one YAML document; problems (syntax, duplicate keys, anchors, aliases, merge keys, tags, nesting,
// size, NUL, encoding) are added, and what could be read is returned. `name` is the file's name in messages.
Node read_document(const std::filesystem::path& file, Problems&);
Node read_text(std::string_view yaml, const std::string& name, Problems&);

// What is wrong with a symbolic link that leads nowhere or back to itself; empty for anything else.
std::string wrong_link(const std::filesystem::path&);

// The same as JSON text, scalars as strings, for run.json and for comparing documents.
std::string to_json(const Node&);

// Equal content, places aside.
bool same_content(const Node&, const Node&);

}  // namespace exomet
