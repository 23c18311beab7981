#include "sim/config/edit.hpp"

#include <algorithm>
#include <charconv>
#include <cstddef>
#include <map>
#include <vector>

#include "sim/config/suggestions.hpp"

namespace exomet {

namespace {

std::vector<std::string> keys_of(const Node& map) {
  std::vector<std::string> keys;
  for (const Entry& entry : map.entries) keys.push_back(entry.key);
  return keys;
}

// A walk along "start.1.scatter.count": where it is, and how it complains.
struct Walk {
  std::string_view path;
  const Place& place;
  Problems& problems;
  std::size_t done = 0;  // bytes of the path that were walked

  std::string here() const {
    return done == 0 ? "the document" : "'" + std::string(path.substr(0, done)) + "'";
  }
  Node* fail(const std::string& what) const {
    problems.add(place, std::string(path), what);
    return nullptr;
  }
  Node* item(Node& list, std::string_view key) const;
  Node* step(Node& from, std::string_view key) const;
};

Node* Walk::item(Node& list, std::string_view key) const {
  const std::size_t count = list.items.size();
  if (key == "+") return &list.items.emplace_back();
  if (count == 0) return fail(here() + " is an empty list, so it has no item '" + std::string(key) + "'");
  std::size_t index = 0;
  const auto [end, error] = std::from_chars(key.data(), key.data() + key.size(), index);
  const bool is_number = end == key.data() + key.size() && error != std::errc::invalid_argument;
  if (is_number && error == std::errc{} && index < count) return &list.items[index];
  return fail(here() + " is a list of " + std::to_string(count) + (count == 1 ? " item" : " items") +
              ", counted from 0; write a number from 0 to " + std::to_string(count - 1) + " instead of '" +
              std::string(key) + "'");
}

Node* Walk::step(Node& from, std::string_view key) const {
  if (from.kind == Node::Kind::sequence) return item(from, key);
  if (from.kind != Node::Kind::map)
    return fail(here() + " is " + std::string(name(from.kind)) + ", so it has no key '" + std::string(key) +
                "'");
  if (Node* found = from.find(key)) return found;
  return fail("no key '" + std::string(key) + "' in " + here() + "; " + suggest(key, keys_of(from)));
}

// How much of the rest of a path is the next key: a key of a map may have dots in it ("eroded.mineral"), and
// the longest that fits counts; otherwise it ends at the first dot.
std::size_t key_size(const Node& from, std::string_view rest) {
  std::size_t longest = 0;
  for (const Entry& entry : from.entries) {
    const std::size_t size = entry.key.size();
    const bool fits = rest.starts_with(entry.key) && (rest.size() == size || rest[size] == '.');
    if (fits && size > longest) longest = size;
  }
  return longest > 0 ? longest : std::min(rest.find('.'), rest.size());
}

bool has_empty_key(std::string_view path) {
  return path.empty() || path.front() == '.' || path.back() == '.' ||
         path.find("..") != std::string_view::npos;
}

// A number in long form keeps what stands beside its value; a map keeps the keys that the new one doesn't
// name.
void set_value(Node& target, const Node& value) {
  if (value.kind == Node::Kind::scalar && target.kind == Node::Kind::map)
    if (Node* inner = target.find("value")) return void(*inner = value);
  if (value.kind != Node::Kind::map || target.kind != Node::Kind::map || value.entries.empty())
    return void(target = value);
  for (const Entry& entry : value.entries)
    if (Node* inner = target.find(entry.key))
      set_value(*inner, entry.value);
    else
      target.entries.push_back(entry);
}

// Sets the last key of a path, which a map needn't have yet.
void set_last(Node& map_or_list, std::string_view key, const Node& value, const Walk& walk) {
  Node& at = map_or_list;
  if (at.kind == Node::Kind::null) at.kind = Node::Kind::map;  // "output:" with nothing in it yet
  if (at.kind == Node::Kind::map && !at.find(key)) {
    at.entries.push_back({std::string(key), walk.place, value});
  } else if (Node* target = walk.step(at, key)) {
    if (at.kind == Node::Kind::sequence)
      *target = value;  // an item of a list is one thing, which another takes the place of
    else
      set_value(*target, value);
  }
}

std::string_view trim(std::string_view text) {
  const std::size_t begin = text.find_first_not_of(" \t\r\n");
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(" \t\r\n") - begin + 1);
}

std::size_t characters(std::string_view text) {
  std::size_t count = 0;
  for (char c : text) count += (static_cast<unsigned char>(c) & 0xC0) != 0x80;
  return count;
}

}  // namespace

void overlay(Node& base, const Node& over) {
  if (base.kind != Node::Kind::map || over.kind != Node::Kind::map) {
    base = over;
    return;
  }
  std::map<std::string_view, std::size_t> at;
  for (std::size_t i = 0; i < base.entries.size(); ++i) at.emplace(base.entries[i].key, i);
  std::vector<const Entry*> added;  // later, because `at` looks into the keys
  for (const Entry& entry : over.entries) {
    const auto found = at.find(entry.key);
    if (found == at.end())
      added.push_back(&entry);
    else if (entry.value.kind == Node::Kind::map && entry.value.entries.empty())
      base.entries[found->second].value = entry.value;
    else
      overlay(base.entries[found->second].value, entry.value);
  }
  for (const Entry* entry : added) base.entries.push_back(*entry);
}

void set_path(Node& root, std::string_view path, const Node& value, const Place& place, Problems& problems) {
  Walk walk{path, place, problems};
  if (has_empty_key(path)) {
    walk.fail("'" + std::string(path) + "' is no path of keys; write for example 'cells.tumour.diameter'");
    return;
  }
  Node* at = &root;
  std::string_view rest = path;
  for (std::size_t size; at && (size = key_size(*at, rest)) < rest.size();) {
    at = walk.step(*at, rest.substr(0, size));
    rest.remove_prefix(size + 1);
    walk.done = path.size() - rest.size() - 1;
  }
  if (at) set_last(*at, rest, value, walk);
}

void set_assignment(Node& root, std::string_view assignment, const std::string& origin, Problems& problems) {
  const Place place{origin, 1, 1};
  const std::size_t equals = assignment.find('=');
  const std::string_view path = trim(assignment.substr(0, equals));
  if (equals == std::string_view::npos || path.empty() || trim(assignment.substr(equals + 1)).empty()) {
    problems.add(place, "",
                 "'" + std::string(assignment) + "' is no assignment; write path=value, for example " +
                     "'parameters.mmp1_load=2' or 'duration=6 h'");
    return;
  }
  // Blanks in place of the path, so that the columns of the value are those of the assignment.
  std::string yaml(characters(assignment.substr(0, equals + 1)), ' ');
  yaml += assignment.substr(equals + 1);
  const std::size_t before = problems.size();
  const Node value = read_text(yaml, origin, problems);
  if (problems.size() == before) set_path(root, path, value, place, problems);
}

}  // namespace exomet
