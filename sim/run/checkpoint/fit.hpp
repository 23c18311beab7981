// Whether what a checkpoint holds can be a state of a plan's run. Its seal tells damage by accident from what
// was written; it doesn't tell who wrote it, and everything that goes on from it counts on these invariants.
#pragma once

#include "sim/run/checkpoint/checkpoint.hpp"

namespace exomet {

// What can't be, "" if nothing is found: shapes, indices, states, ids, places, amounts and their balance,
// events; the tick, the seed and the phase; how far the tables and timings are.
std::string misfit(const Checkpoint&, const Plan&);

namespace fit {

// Thrown by the parts of misfit().
struct Misfit {
  std::string what;
};

inline void require(bool fits, const std::string& what) {
  if (!fits) throw Misfit{what};
}

void check_cells(const World&, const Plan&);
void check_donor_fields(const World&, const Plan&, std::size_t phase);
void check_compartments(const World&, const Model&);
void check_tissues(const World&, const Model&);
void check_history(const World&, const RunState&, const Model&);
void check_state(const World&, const RunState&, const Plan&);

}  // namespace fit
}  // namespace exomet
