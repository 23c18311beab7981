#include "sim/config/document.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <system_error>
#include <utility>

namespace exomet {

namespace {

nlohmann::ordered_json json(const Node& node) {
  using nlohmann::ordered_json;
  switch (node.kind) {
    case Node::Kind::null:
      return nullptr;
    case Node::Kind::scalar:
      return node.scalar;
    case Node::Kind::sequence: {
      ordered_json list = ordered_json::array();
      for (const Node& item : node.items) list.push_back(json(item));
      return list;
    }
    case Node::Kind::map:
      break;
  }
  ordered_json map = ordered_json::object();
  // Keys are unique; inserting by key would search all of them for each.
  auto& entries = map.get_ref<ordered_json::object_t&>();
  for (const Entry& entry : node.entries) entries.emplace_back(entry.key, json(entry.value));
  return map;
}

}  // namespace

const Node* Node::find(std::string_view key) const {
  for (const Entry& entry : entries)
    if (entry.key == key) return &entry.value;
  return nullptr;
}

Node* Node::find(std::string_view key) { return const_cast<Node*>(std::as_const(*this).find(key)); }

SourceLocation place_of(const Node& root, std::string_view path) {
  const Node* at = &root;
  SourceLocation place = root.place;
  while (at && !path.empty()) {
    const std::size_t size = std::min(path.find('.'), path.size());
    at = at->find(path.substr(0, size));
    if (at && at->place.line > 0) place = at->place;
    path.remove_prefix(std::min(size + 1, path.size()));
  }
  return place;
}

std::string_view name(Node::Kind kind) {
  switch (kind) {
    case Node::Kind::scalar:
      return "a value";
    case Node::Kind::sequence:
      return "a list";
    case Node::Kind::map:
      return "a map";
    case Node::Kind::null:
      break;
  }
  return "nothing";
}

std::string wrong_link(const std::filesystem::path& file) {
  namespace fs = std::filesystem;
  std::error_code error;
  if (!fs::is_symlink(fs::symlink_status(file, error))) return {};
  const std::string target = fs::read_symlink(file, error).string();
  const bool is_there = fs::exists(fs::status(file, error));
  if (error == std::errc::too_many_symbolic_link_levels)
    return "is a symbolic link (to '" + target + "') that leads back to itself; let it point to a file";
  if (!is_there) return "is a symbolic link to '" + target + "', which isn't there; let it point to a file";
  return {};
}

std::string to_json(const Node& node) {
  return json(node).dump(2, ' ', false, nlohmann::ordered_json::error_handler_t::replace);
}

bool same_content(const Node& a, const Node& b) {
  const auto same_entry = [](const Entry& x, const Entry& y) {
    return x.key == y.key && same_content(x.value, y.value);
  };
  return a.kind == b.kind && a.scalar == b.scalar && a.quoted == b.quoted &&
         std::equal(a.items.begin(), a.items.end(), b.items.begin(), b.items.end(), same_content) &&
         std::equal(a.entries.begin(), a.entries.end(), b.entries.begin(), b.entries.end(), same_entry);
}

}  // namespace exomet
