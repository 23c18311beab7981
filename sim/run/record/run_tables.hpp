// Reads back what a run wrote: its ledger onto the signalling graph, its events as a lineage.
#pragma once

#include <filesystem>
#include <vector>

#include "sim/network/lineage.hpp"
#include "sim/network/signalling.hpp"

namespace exomet {

// Puts what ledger.csv sums up to on the arrows: what each cell type released that was taken up, and took up.
// InputError with file and line for a table that isn't one of a run's.
void measure_edges(SignallingGraph&, const std::filesystem::path& ledger);

// The cells of events.csv with their fates. InputError for a damaged table, likewise.
std::vector<LineageCell> read_lineage(const std::filesystem::path& events);

}  // namespace exomet
