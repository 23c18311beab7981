// Reads back what a run wrote: its ledger onto the signalling graph, its events as a lineage.
#pragma once

#include <filesystem>
#include <vector>

#include "sim/network/lineage.hpp"
#include "sim/network/signalling.hpp"

namespace exomet {

// Rows of a comma-separated file as the recorder writes it, without the header. InputError if it can't be
// read or a row has another number of fields than the header.
std::vector<std::vector<std::string>> read_csv(const std::filesystem::path&);

// Puts what ledger.csv sums up to on the arrows: what each cell type released that was taken up, and took up.
void measure_edges(SignallingGraph&, const std::filesystem::path& ledger);

// The cells of events.csv with their fates.
std::vector<LineageCell> read_lineage(const std::filesystem::path& events);

}  // namespace exomet
