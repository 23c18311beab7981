// What a schema says about a map, as data: printed as the reference of the language, and followed by paths,
// which must know what may stand where.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "sim/config/document.hpp"

namespace exomet {

struct SectionDoc;

// What the value of a key is made of.
enum class Holds {
  section,   // what `nested` documents; without it a number, a word or a text
  declared,  // a map from names that the document gives to things, each documented by `nested`
  named,     // a map from names of things, each documented by `nested`
  list,      // a list of items, each documented by `nested`
  paths      // a map from paths to values
};

struct KeyDoc {
  std::string key;   // "<cargo>" where any name of a kind may stand; "- scatter" for one of several kinds
  std::string form;  // "length, e.g. 25 um"
  std::string about;
  std::string otherwise;  // the default as a reader would write it; empty if required or absent
  bool required = false;
  std::shared_ptr<const SectionDoc> nested;
  Holds holds = Holds::section;
};

struct SectionDoc {
  std::string about;
  std::string shorthand;  // the key that a bare value stands for
  std::vector<KeyDoc> keys;
  std::string topic = {};  // of the reference that explains it once for all of its places
};

// What may stand at one place of a document. Without knowledge of the schema nothing is known of any place.
struct Slot {
  const SectionDoc* doc = nullptr;
  Holds holds = Holds::section;
  bool known = false;

  static Slot of(const SectionDoc* root) { return {root, Holds::section, root != nullptr}; }
  // What may stand under `key` of a node at this place (nullptr: none yet); not known if nothing may.
  Slot at(std::string_view key, const Node* node) const;
  // The keys that a map may have here whatever the document; names that it gives aren't among them.
  std::vector<std::string> keys() const;
  // Whether a map here may have keys that are names of things.
  bool has_names() const;
};

}  // namespace exomet
