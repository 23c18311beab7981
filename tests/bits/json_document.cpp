// Reads what write_documents.cpp made of a YAML document.
#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>

#include "sim/config/document.hpp"

namespace exomet {

namespace {

using Json = nlohmann::ordered_json;

// A scalar begins with " if it stood in quotes, else with =.
Node node_of(const Json& json, const SourceLocation& place) {
  Node node;
  node.place = place;
  if (json.is_string()) {
    const std::string text = json.get<std::string>();
    node.kind = Node::Kind::scalar;
    node.scalar = text.substr(1);
    node.quoted = text[0] == '"';
  } else if (json.is_array()) {
    node.kind = Node::Kind::sequence;
    for (const Json& item : json) node.items.push_back(node_of(item, place));
  } else if (json.is_object()) {
    node.kind = Node::Kind::map;
    for (const auto& [key, value] : json.items()) node.entries.push_back({key, place, node_of(value, place)});
  }
  return node;
}

}  // namespace

Node read_text(std::string_view json, const std::string& name, Problems&) {
  return node_of(Json::parse(json), {name, 1, 1});
}

Node read_document(const std::filesystem::path& file, Problems& problems) {
  std::ifstream in(file, std::ios::binary);
  const std::string text{std::istreambuf_iterator<char>(in), {}};
  if (in) return read_text(text, file.string(), problems);
  problems.add({file.string(), 0, 0}, "", "can't be read; write it with exomet-bits-documents");
  return {};
}

}  // namespace exomet
