#include "sim/config/path_walk.hpp"

#include <algorithm>
#include <charconv>

#include "sim/config/suggestions.hpp"

namespace exomet {

namespace {

bool is_map(const Node& node) { return node.kind == Node::Kind::map; }

// Whether what follows the key in the path may stand under it: then a key with a dot in it ends there.
bool may_follow(const Slot& slot, std::string_view rest) {
  if (rest.empty()) return true;
  return slot.at(rest.substr(0, rest.find('.')), nullptr).known;
}

// The shortest beginning of the path that leaves a rest which the language knows: "eroded.mineral" of
// "eroded.mineral.to", where {to: ...} may stand under any name.
std::size_t size_of_new_name(const Slot& names, std::string_view rest) {
  const std::size_t first = std::min(rest.find('.'), rest.size());
  for (std::size_t end = first; end < rest.size(); end = std::min(rest.find('.', end + 1), rest.size()))
    if (may_follow(names.at(rest.substr(0, end), nullptr), rest.substr(end + 1))) return end;
  return first;
}

// The longest key of a map that the path begins with.
std::size_t longest_key(const Node& map, std::string_view rest) {
  std::size_t longest = 0;
  for (const Entry& entry : map.entries) {
    const std::size_t size = entry.key.size();
    const bool fits = rest.starts_with(entry.key) && (rest.size() == size || rest[size] == '.');
    if (fits) longest = std::max(longest, size);
  }
  return longest;
}

}  // namespace

std::string PathWalk::here() const {
  const std::size_t done = path_.size() - rest_.size();
  return done == 0 ? "the document" : "'" + std::string(path_.substr(0, done - 1)) + "'";
}

bool PathWalk::fail(const std::string& what) const {
  problems_.add(place_, std::string(path_), what);
  return false;
}

std::size_t PathWalk::key_size() const {
  const std::size_t own = longest_key(*at_.node, rest_),
                    inherited = at_.inherited ? longest_key(*at_.inherited, rest_) : 0;
  if (const std::size_t there = std::max(own, inherited); there > 0) return there;
  if (at_.slot.has_names()) return size_of_new_name(at_.slot, rest_);
  return std::min(rest_.find('.'), rest_.size());
}

bool PathWalk::set(const Node& value) {
  if (walk(value)) return true;
  if (touched_) *touched_ = std::move(untouched_);
  return false;
}

void PathWalk::touch(Node& node) {
  if (touched_) return;
  touched_ = &node;
  untouched_ = node;
}

bool PathWalk::walk(const Node& value) {
  for (;;) {
    open(rest_.substr(0, rest_.find('.')));
    const std::size_t size = key_size();
    const std::string_view key = rest_.substr(0, size);
    if (size == rest_.size()) return set_last(key, value);
    if (!step(key)) return false;
    rest_.remove_prefix(size + 1);
  }
}

// Makes the node one that can have keys: what stands for a map becomes it, and what isn't there is made.
void PathWalk::open(std::string_view key) {
  if (at_.inherited) open_inherited(*at_.node);
  while (Node* inside = replacement(*at_.node)) at_ = {inside, nullptr, at_.slot};
  Node& node = *at_.node;
  if (node.kind == Node::Kind::null && (at_.slot.known || at_.inherited)) {
    const bool is_list = at_.slot.holds == Holds::list;
    const bool has_keys =
        at_.inherited || at_.slot.doc || at_.slot.holds != Holds::section || at_.slot.at(key, &node).known;
    if (!is_list && !has_keys) return;
    touch(node);
    node.kind = is_list ? Node::Kind::sequence : Node::Kind::map;
  } else if (node.kind == Node::Kind::scalar && at_.slot.at(key, &node).known) {
    touch(node);
    expand(node, at_.slot);
  }
}

// A list is inherited as a whole. What empties or removes what is inherited goes on to, whatever is added to
// it.
void PathWalk::open_inherited(Node& node) {
  if (node.kind == Node::Kind::null && at_.inherited->kind == Node::Kind::sequence) {
    touch(node);
    node = *at_.inherited;
  } else if (is_none(node) || (is_map(node) && node.entries.empty())) {
    touch(node);
    const Node empty{Node::Kind::map, node.place, "", false, "", {}, {}};
    node = empty;
    node.entries.push_back({"replace", node.place, empty});
  }
}

bool PathWalk::step(std::string_view key) {
  Node& from = *at_.node;
  const Slot slot = at_.slot.at(key, &from);
  const Node* inherited = at_.inherited ? at_.inherited->find(key) : nullptr;
  if (at_.slot.holds == Holds::declared && is_map(from)) {
    parents_ = inherited_by(from, key, at_.slot);
    if (parents_.kind != Node::Kind::null) inherited = &parents_;
  }
  Node* next = child(key);
  at_ = {next, inherited, slot};
  return next != nullptr;
}

Node* PathWalk::item(std::string_view key) {
  Node& list = *at_.node;
  const std::size_t count = list.items.size();
  if (key == "+") return touch(list), &list.items.emplace_back();
  if (count == 0)
    return fail(here() + " is an empty list, so it has no item '" + std::string(key) + "'"), nullptr;
  std::size_t index = 0;
  const auto [end, error] = std::from_chars(key.data(), key.data() + key.size(), index);
  const bool is_number = end == key.data() + key.size() && error != std::errc::invalid_argument;
  if (is_number && error == std::errc{} && index < count) return &list.items[index];
  fail(here() + " is a list of " + std::to_string(count) + (count == 1 ? " item" : " items") +
       ", counted from 0; write a number from 0 to " + std::to_string(count - 1) + " instead of '" +
       std::string(key) + "'");
  return nullptr;
}

Node* PathWalk::child(std::string_view key) {
  Node& from = *at_.node;
  if (from.kind == Node::Kind::sequence) return item(key);
  if (!is_map(from))
    return fail(here() + " is " + std::string(name(from.kind)) + ", so it has no key '" + std::string(key) +
                "'"),
           nullptr;
  if (Node* found = from.find(key)) return found;
  const bool may_be_made = at_.slot.holds != Holds::declared && at_.slot.at(key, &from).known;
  if (may_be_made || (at_.inherited && at_.inherited->find(key))) {
    touch(from);
    from.entries.push_back({std::string(key), place_, Node{Node::Kind::null, place_, "", false, "", {}, {}}});
    return &from.entries.back().value;
  }
  fail("no key '" + std::string(key) + "' in " + here() + "; " + suggest(key, known_keys()));
  return nullptr;
}

std::vector<std::string> PathWalk::known_keys() const {
  std::vector<std::string> keys;
  const auto add = [&](const std::string& key) {
    if (std::find(keys.begin(), keys.end(), key) == keys.end()) keys.push_back(key);
  };
  for (const Node* node : {static_cast<const Node*>(at_.node), at_.inherited})
    if (node)
      for (const Entry& entry : node->entries) add(entry.key);
  for (const std::string& key : at_.slot.keys()) add(key);
  return keys;
}

bool PathWalk::remove(std::string_view key) {
  Node& map = *at_.node;
  const auto found = std::find_if(map.entries.begin(), map.entries.end(),
                                  [&](const Entry& entry) { return entry.key == key; });
  const bool inherits = at_.inherited && at_.inherited->find(key);
  if (found == map.entries.end() && !inherits)
    return fail("there is no '" + std::string(key) + "' in " + here() + " to remove; " +
                suggest(key, known_keys()));
  if (found != map.entries.end()) map.entries.erase(found);
  if (inherits)
    map.entries.push_back(
        {std::string(key), place_, Node{Node::Kind::scalar, place_, "none", false, "", {}, {}}});
  return true;
}

// The last key, which a map needn't have yet.
bool PathWalk::set_last(std::string_view key, const Node& value) {
  Node& at = *at_.node;
  if (at.kind == Node::Kind::null) {  // "output:" with nothing in it yet
    const bool is_value = at_.slot.known && !at_.slot.doc && at_.slot.holds == Holds::section;
    if (is_value && !at_.slot.at(key, &at).known)
      return fail(here() + " is one value, so it has no key '" + std::string(key) + "'");
    touch(at);
    at.kind = Node::Kind::map;
  }
  if (is_map(at) && is_none(value)) return remove(key);
  Node* target = is_map(at) ? at.find(key) : child(key);
  if (!target && !is_map(at)) return false;
  if (!target) {
    at.entries.push_back({std::string(key), place_, value});
  } else if (at.kind == Node::Kind::sequence) {
    *target = value;  // an item of a list is one thing, which another takes the place of
  } else if (is_map(value) && value.entries.empty()) {
    *target = value;
  } else {
    const Node* inherited = at_.inherited ? at_.inherited->find(key) : nullptr;
    overlay(*target, value,
            {std::string(path_), "which was there already", at_.slot.at(key, &at), language_.merged, true,
             inherited});
  }
  return true;
}

}  // namespace exomet
