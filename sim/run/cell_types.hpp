// One cell type or several that count together: tumour, or [osteoclast, educated_osteoclast].
#pragma once

#include <algorithm>
#include <string>
#include <vector>

#include "sim/cells/population.hpp"
#include "sim/config/schema.hpp"

namespace exomet {

struct CellTypes {
  std::vector<CellTypeId> list;  // ascending, none twice

  bool has(CellTypeId type) const { return std::binary_search(list.begin(), list.end(), type); }
};

// Reads a name or a list of names; one that is named twice is a problem.
void read_cell_types(const Node&, CellTypes&, Reader&);

// Adds a key for them to a section.
template <class T>
Section<T>& add_cell_types(Section<T>& section, const std::string& key, CellTypes T::*member, bool needed,
                           const std::string& about) {
  return section.custom(
      {key, "name of a cell type, or a list [of, names]", about, "", needed, {}},
      [=](const Node& node, T& target, Reader& reader) { read_cell_types(node, target.*member, reader); });
}

}  // namespace exomet
