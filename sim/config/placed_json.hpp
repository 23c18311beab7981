// Documents as JSON with their places, for programs that have no YAML library: the engine in a web page.
#pragma once

#include <string>
#include <string_view>

#include "sim/config/document.hpp"

namespace exomet {

// [line, column, value] of each node. value: null; a text that begins with " if it stood in quotes, else with
// =; {"list": [node, ...]}; or {"map": [[key, line, column, node], ...]}. The file's name isn't in it.
std::string to_placed_json(const Node&);

// The node again, its places in a file of that name. RunError if the text isn't of that form.
Node from_placed_json(std::string_view json, const std::string& file);

}  // namespace exomet
