// What turns files into one document: overlays (experiment over model, child over `like:` parent), changes by
// path, and $parameters. Everything keeps the place where it was written.
#pragma once

#include <string>
#include <string_view>

#include "sim/config/document.hpp"

namespace exomet {

// Lays `over` on `base`: maps are merged key by key, but for an empty map, which empties the one below it;
// anything else is replaced.
void overlay(Node& base, const Node& over);

// Sets "cells.tumour.diameter" or "start.1.scatter.count" (list items count from 0; "start.+" adds
// one) to `value`. Of a map's keys with dots in them ("raised_by.eroded.mineral.to") the longest that fits is
// meant. All but the last key must exist; an unknown one is a problem that names the nearest. A scalar laid
// on a map with a `value` key (a parameter, a number in long form) replaces that value only; a map laid on a
// map (but for an item of a list) changes the keys that it names, an empty one empties it.
void set_path(Node& root, std::string_view path, const Node& value, const Place&, Problems&);

// "path=value" of a command line, value being YAML ("2", "6 h", "[ev_removal]"); `origin` is its name in
// messages.
void set_assignment(Node& root, std::string_view assignment, const std::string& origin, Problems&);

// Replaces each entry {like: parent, ...} of a map by its parent with the entry laid on top; parents may have
// parents. Cycles and unknown parents are problems. `path` is the map's key path ("cells").
void inherit(Node& map, const std::string& path, Problems&);

// Replaces each plain scalar "$name", anywhere below root but in `parameters` itself, by the value of
// parameters.name. Unknown names are problems.
void substitute_parameters(Node& root, Problems&);

}  // namespace exomet
