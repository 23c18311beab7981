// The limit of contact mechanics without remembering neighbours: each cell goes through all cells of the bins
// around it, as contiguous rows, eight at a time, with roots and reciprocals from approximations where the
// processor has them.
#pragma once

#include <vector>

#include "sim/cells/cell_grid.hpp"
#include "sim/cells/contact.hpp"

namespace exomet::bench {

// The force (nN) on each binned cell by the quadratic law of one type, in the order of the bins; for bins as
// wide as the reach and cells that don't wrap. Several ulp off, and not for use: pairs are summed in any
// order.
struct RowForces {
  std::vector<double> x, y, z;
};
void add_by_rows(const CellGrid&, const Contact&, RowForces&);

}  // namespace exomet::bench
