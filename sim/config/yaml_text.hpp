// Writes a document as YAML that reads back as the same.
#pragma once

#include <functional>
#include <string>

#include "sim/config/document.hpp"

namespace exomet {

// Maps in blocks, lists of values in a line. `remark` of a value becomes a comment at the end of its line; an
// empty one none. What was substituted from a parameter is written as $parameter.
std::string to_yaml(const Node&, const std::function<std::string(const Node&)>& remark);

}  // namespace exomet
