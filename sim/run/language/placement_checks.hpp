// Whether what is placed has its place in the model, and whether the files that it names can be used.
#pragma once

#include <memory>
#include <vector>

#include "sim/config/reader.hpp"
#include "sim/run/language/treatment.hpp"
#include "sim/run/placement.hpp"

namespace exomet {

// placements: as read_placements gave them for the list `node`, whose place the reader is at.
void check_placements(const std::vector<std::shared_ptr<const Placement>>& placements, const Model&,
                      const Node& node, Reader&);

// The same for what treatments of the document remove and add.
void check_at_once(const std::vector<Treatment>&, const Model&, const Node& document, Reader&);

}  // namespace exomet
