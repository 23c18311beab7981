// How what is written later is laid on what is there: a child (`like:`) on its parent, an experiment on its
// model. Maps are merged key by key; anything else is replaced. Three words change that:
//
//   raised_by: {}                   an empty map empties what it is laid on,
//   raised_by: {replace: {A: ...}}  the map takes its place instead of being merged with it,
//   raised_by: none                 the key is removed.
#pragma once

#include <string>
#include <vector>

#include "sim/config/document.hpp"
#include "sim/config/schema_doc.hpp"

namespace exomet {

// A map of names that holds more than what was written into it, because it was merged.
struct Merged {
  SourceLocation place;           // of what was laid on
  std::string path;               // "cells.state4.becomes"
  std::vector<std::string> kept;  // names that stayed
  std::string from;               // "inherited from 'state3'", "of the model"
};

// "cells.state4.becomes keeps 'state4', inherited from 'state3'; ..." with how to remove it.
std::string describe(const Merged&);

// Where a merge takes place, and who hears of it.
struct MergeContext {
  std::string path;                       // of the node that is laid on
  std::string from;                       // whose content stays
  Slot slot;                              // what may stand there
  std::vector<Merged>* merged = nullptr;  // filled if given
  bool by_path = false;                   // a value laid on a number in long form replaces its `value` only
  const Node* inherited = nullptr;  // what the node inherits, if anything: a `none` stays to remove that, too

  MergeContext at(const std::string& key, const Node& node) const;
};

bool is_none(const Node&);  // the plain word none
// The map in {replace: {...}}; nullptr if the node is none.
const Node* replacement(const Node&);
Node* replacement(Node&);

// A bare value becomes the map that it stands for ({rate: 60 /h}), by the schema; false if it stands for
// none.
bool expand(Node& bare, const Slot&);

// Lays `over` on `base`. A `none` without anything to remove stays; settle() finds it.
void overlay(Node& base, const Node& over, const MergeContext& = {});

// The last step of merging: {replace: {...}} becomes its map, removed items leave their lists, and a `none`
// that removed nothing is a problem. What lies in maps from paths to values is left for later.
void settle(Node&, const std::string& path, const Slot&, Problems&);

}  // namespace exomet
