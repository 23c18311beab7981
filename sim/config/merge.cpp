#include "sim/config/merge.hpp"

#include <algorithm>
#include <map>
#include <string_view>
#include <utility>

#include "sim/config/suggestions.hpp"

namespace exomet {

namespace {

constexpr std::string_view replace_key = "replace";

bool is_empty_map(const Node& node) { return node.kind == Node::Kind::map && node.entries.empty(); }
bool is_remark(const std::string& key) { return key == "about" || key == "source" || key == "like"; }

// The names of `base` that `over` doesn't have: they stay.
void tell_kept(const Node& base, const Node& over, const MergeContext& context) {
  if (!context.merged || !context.slot.has_names()) return;
  Merged merged{over.place, context.path, {}, context.from};
  for (const Entry& entry : base.entries)
    if (!is_remark(entry.key) && !over.find(entry.key)) merged.kept.push_back(entry.key);
  if (!merged.kept.empty()) context.merged->push_back(std::move(merged));
}

void merge_maps(Node& base, const Node& over, const MergeContext& context) {
  tell_kept(base, over, context);
  std::map<std::string_view, std::size_t> at;
  for (std::size_t i = 0; i < base.entries.size(); ++i) at.emplace(base.entries[i].key, i);
  std::vector<const Entry*> added;  // later, because `at` looks into the keys
  std::vector<std::size_t> removed;
  for (const Entry& entry : over.entries) {
    const auto found = at.find(entry.key);
    if (found == at.end())
      added.push_back(&entry);
    else if (is_none(entry.value) && !(context.inherited && context.inherited->find(entry.key)))
      removed.push_back(found->second);
    else if (is_empty_map(entry.value))
      base.entries[found->second].value = entry.value;
    else
      overlay(base.entries[found->second].value, entry.value, context.at(entry.key, base));
  }
  std::sort(removed.begin(), removed.end());
  for (auto i = removed.rbegin(); i != removed.rend(); ++i)
    base.entries.erase(base.entries.begin() + static_cast<std::ptrdiff_t>(*i));
  for (const Entry* entry : added) base.entries.push_back(*entry);
}

std::string joined(const std::vector<std::string>& words) {
  constexpr std::size_t most = 6;
  std::string text;
  for (std::size_t i = 0; i < std::min(words.size(), most); ++i) text += (i ? ", '" : "'") + words[i] + "'";
  return words.size() > most ? text + " and " + std::to_string(words.size() - most) + " more" : text;
}

}  // namespace

std::string describe(const Merged& merged) {
  return merged.path + " keeps " + joined(merged.kept) + ", " + merged.from + "; write '" +
         merged.kept.front() + ": none' to remove it, or '{replace: {...}}' for a map instead of it";
}

MergeContext MergeContext::at(const std::string& key, const Node& node) const {
  return {path.empty() ? key : path + "." + key,     from, slot.at(key, &node), merged, by_path,
          inherited ? inherited->find(key) : nullptr};
}

bool is_none(const Node& node) {
  return node.kind == Node::Kind::scalar && !node.quoted && node.scalar == "none";
}

const Node* replacement(const Node& node) {
  const bool is_one =
      node.kind == Node::Kind::map && node.entries.size() == 1 && node.entries.front().key == replace_key;
  return is_one ? &node.entries.front().value : nullptr;
}

Node* replacement(Node& node) { return const_cast<Node*>(replacement(std::as_const(node))); }

bool expand(Node& bare, const Slot& slot) {
  if (bare.kind != Node::Kind::scalar || !slot.known || slot.holds != Holds::section) return false;
  if (slot.doc && slot.doc->shorthand.empty()) return false;
  Node map{Node::Kind::map, bare.place, "", false, "", {}, {}};
  map.entries.push_back({slot.doc ? slot.doc->shorthand : "value", bare.place, bare});
  bare = std::move(map);
  return true;
}

void overlay(Node& base, const Node& over, const MergeContext& context) {
  if (context.by_path && over.kind == Node::Kind::scalar && !is_none(over))
    if (Node* value = base.find("value")) return void(*value = over);
  while (const Node* inner = replacement(base)) base = Node(*inner);
  const bool merges = over.kind == Node::Kind::map && !replacement(over) &&
                      (base.kind == Node::Kind::map || expand(base, context.slot));
  if (merges)
    merge_maps(base, over, context);
  else
    base = replacement(over) && !context.inherited ? *replacement(over) : over;
}

namespace {
// Each `none` that is left had nothing to remove.
void tell_nones(const Node& node, const std::string& prefix, Problems& problems) {
  std::vector<std::string> there;
  for (const Entry& entry : node.entries)
    if (!is_none(entry.value)) there.push_back(entry.key);
  if (there.size() == node.entries.size()) return;
  for (const Entry& entry : node.entries) {
    if (!is_none(entry.value)) continue;
    const std::string near = nearest_word(entry.key, there);
    problems.add(
        entry.value.place, prefix + entry.key,
        "'none' removes what is there, and nothing is; " +
            (near.empty() ? "leave the key out, or put the word in quotes" : "did you mean '" + near + "'?"));
  }
}
}  // namespace

void settle(Node& node, const std::string& path, const Slot& slot, Problems& problems) {
  if (slot.holds == Holds::paths) return;
  while (const Node* inner = replacement(node)) node = Node(*inner);
  const std::string prefix = path.empty() ? "" : path + ".";
  std::erase_if(node.items, is_none);
  for (std::size_t i = 0; i < node.items.size(); ++i) {
    const std::string index = std::to_string(i);
    settle(node.items[i], prefix + index, slot.at(index, nullptr), problems);
  }
  tell_nones(node, prefix, problems);
  std::erase_if(node.entries, [](const Entry& entry) { return is_none(entry.value); });
  for (Entry& entry : node.entries) {
    if (entry.key == replace_key)
      problems.add(entry.place, prefix + entry.key,
                   "'replace' stands alone in its map, {replace: {...}}; move the other keys into it");
    const Slot inner = slot.at(entry.key, &node);
    settle(entry.value, prefix + entry.key, inner, problems);
  }
}

}  // namespace exomet
