// Paths of a document as text: "cells.tumour.diameter".
#pragma once

#include <string_view>

namespace exomet {

// Whether a path is that of a section, or leads into it: "start.0.scatter" into "start".
inline bool leads_into(std::string_view path, std::string_view section) {
  return path.substr(0, section.size()) == section &&
         (path.size() == section.size() || path[section.size()] == '.');
}

}  // namespace exomet
