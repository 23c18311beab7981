#include "sim/config/placed_json.hpp"

#include <nlohmann/json.hpp>

namespace exomet {

namespace {

using Json = nlohmann::json;

Json json_of(const Node& node);

Json value_of(const Node& node) {
  if (node.kind == Node::Kind::null) return nullptr;
  if (node.kind == Node::Kind::scalar) return (node.quoted ? "\"" : "=") + node.scalar;
  Json parts = Json::array();
  for (const Node& item : node.items) parts.push_back(json_of(item));
  for (const Entry& entry : node.entries)
    parts.push_back({entry.key, entry.place.line, entry.place.column, json_of(entry.value)});
  return {{node.kind == Node::Kind::map ? "map" : "list", std::move(parts)}};
}

Json json_of(const Node& node) { return {node.place.line, node.place.column, value_of(node)}; }

Node node_of(const Json& json, const std::string& file) {
  Node node;
  node.place = {file, json.at(0).get<int>(), json.at(1).get<int>()};
  const Json& value = json.at(2);
  if (value.is_null()) return node;
  if (value.is_string()) {
    const auto& text = value.get_ref<const std::string&>();
    node.kind = Node::Kind::scalar;
    node.quoted = text.at(0) == '"';
    node.scalar = text.substr(1);
  } else if (value.contains("map")) {
    node.kind = Node::Kind::map;
    for (const Json& entry : value.at("map"))
      node.entries.push_back({entry.at(0).get<std::string>(),
                              {file, entry.at(1).get<int>(), entry.at(2).get<int>()},
                              node_of(entry.at(3), file)});
  } else {
    node.kind = Node::Kind::sequence;
    for (const Json& item : value.at("list")) node.items.push_back(node_of(item, file));
  }
  return node;
}

}  // namespace

std::string to_placed_json(const Node& node) {
  return json_of(node).dump(-1, ' ', false, Json::error_handler_t::replace);
}

Node from_placed_json(std::string_view json, const std::string& file) {
  try {
    return node_of(Json::parse(json), file);
  } catch (const std::exception& error) {
    throw RunError("'" + file + "' is no document in JSON (" + error.what() + ")");
  }
}

}  // namespace exomet
