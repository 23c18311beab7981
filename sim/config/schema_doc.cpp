#include "sim/config/schema_doc.hpp"

namespace exomet {

namespace {

constexpr std::string_view one_of_several = "- ";

bool is_any_name(const KeyDoc& key) { return key.key.starts_with('<'); }

const KeyDoc* find_own(const SectionDoc& doc, std::string_view key) {
  for (const KeyDoc& one : doc.keys)
    if (one.key == key ||
        (one.key.starts_with(one_of_several) && one.key.substr(one_of_several.size()) == key))
      return &one;
  return nullptr;
}

const KeyDoc* find_any(const SectionDoc& doc) {
  for (const KeyDoc& one : doc.keys)
    if (is_any_name(one)) return &one;
  return nullptr;
}

// A measure is one of several kinds, named by a key beside its other keys.
const KeyDoc* find_of_chosen(const SectionDoc& doc, std::string_view key, const Node& node) {
  for (const KeyDoc& one : doc.keys)
    if (one.key.starts_with(one_of_several) && one.nested &&
        node.find(std::string_view(one.key).substr(one_of_several.size())))
      return find_own(*one.nested, key);
  return nullptr;
}

bool is_remark(std::string_view key) { return key == "about" || key == "source"; }

}  // namespace

Slot Slot::at(std::string_view key, const Node* node) const {
  if (!known || holds == Holds::paths) return {};
  const Slot leaf{nullptr, Holds::section, true};
  if (holds != Holds::section) return is_remark(key) ? leaf : Slot{doc, Holds::section, true};
  if (!doc) return is_remark(key) || key == "value" || key == "range" || key == "prior" ? leaf : Slot{};
  if (node && node->kind == Node::Kind::sequence) return *this;  // several where one may stand
  const KeyDoc* found = find_own(*doc, key);
  if (!found && node) found = find_of_chosen(*doc, key, *node);
  if (!found && is_remark(key)) return leaf;
  if (!found) found = find_any(*doc);
  return found ? Slot{found->nested.get(), found->holds, true} : Slot{};
}

std::vector<std::string> Slot::keys() const {
  std::vector<std::string> keys;
  if (known && doc && holds == Holds::section)
    for (const KeyDoc& one : doc->keys)
      if (!is_any_name(one) && !one.key.starts_with(one_of_several)) keys.push_back(one.key);
  return keys;
}

bool Slot::has_names() const {
  if (!known) return false;
  return holds == Holds::named || (holds == Holds::section && doc && find_any(*doc));
}

}  // namespace exomet
