// Cells that a treatment takes out at once, as surgery does.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "sim/run/cell_types.hpp"
#include "sim/run/happenings.hpp"
#include "sim/run/region.hpp"

namespace exomet {

struct Removal {
  CellTypes types;
  Region region;
  std::string cause;  // the treatment
};

// Takes out the cells of those types whose centres lie in the region, the dying ones, too. Each is an event
// `excise`; what they hold is lost, and what they released stays in flight.
void remove_cells(const Removal&, World&, Happenings&);

std::shared_ptr<const SectionDoc> removal_doc();
// Reads one removal or a list of them.
std::vector<Removal> read_removals(const Node&, Reader&);
// Regions in which no cell can ever be are problems of the node from which the removals were read.
void check_removals(const std::vector<Removal>&, const Geometry&, const Node&, Reader&);

}  // namespace exomet
