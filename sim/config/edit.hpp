// Changes of a document by path, and what it says once and means in many places: `like:` and $parameters.
// Everything keeps the place where it was written.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "sim/config/document.hpp"
#include "sim/config/merge.hpp"
#include "sim/config/schema_doc.hpp"

namespace exomet {

// What an edit knows of the language, and who hears of maps that were merged.
struct Language {
  Slot root;                              // what the document may hold; unknown: only what is there counts
  std::vector<Merged>* merged = nullptr;  // filled if given
};

// Sets "cells.tumour.diameter" or "start.1.scatter.count" (list items count from 0; "start.+" adds
// one) to `value`. Of a map's keys with dots in them ("raised_by.eroded.mineral.to") the longest that fits is
// meant. Each key but the last must be there, be inherited (`like:`) or be one that the language has at this
// place: then the maps on the way are made, and a bare value becomes the map that it stands for. An unknown
// key is a problem that names the nearest, and leaves the document as it was. A scalar laid on a map with a
// `value` key (a parameter, a number in long form) replaces that value only; a map is laid on a map as
// merge.hpp says (but an item of a list is replaced); `none` removes the key, also one that is inherited.
void set_path(Node& root, std::string_view path, const Node& value, const SourceLocation&, Problems&,
              const Language& = {});

// "path=value" of a command line, value being YAML ("2", "6 h", "[ev_removal]"); `origin` is its name in
// messages.
void set_assignment(Node& root, std::string_view assignment, const std::string& origin, Problems&,
                    const Language& = {});

// Replaces each entry {like: parent, ...} of a map by its parent with the entry laid on top; parents may have
// parents. Cycles and unknown parents are problems. `path` is the map's key path ("cells"), `slot` what it
// may hold.
void inherit(Node& map, const std::string& path, Problems&, const Slot& slot = {},
             std::vector<Merged>* merged = nullptr);

// What an entry of such a map gets from its parents, without what it says itself; nothing for one that has
// none, or whose parents are wrong.
Node inherited_by(const Node& map, std::string_view name, const Slot& slot);

// Replaces each plain scalar "$name", anywhere below root but in `parameters` itself, by the value of
// parameters.name. Unknown names are problems.
void substitute_parameters(Node& root, Problems&);

}  // namespace exomet
