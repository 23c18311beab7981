// Whether the tables of a run that goes on are those that were written up to its checkpoint.
#pragma once

#include <filesystem>

#include "sim/run/checkpoint/checkpoint.hpp"

namespace exomet {

// What a run has recorded by the start of a tick: records are made at its start, from tick 0 on.
struct RecordsSoFar {
  std::uint64_t count = 0;
  double last = 0;  // min, of the last one; 0 if there is none
};
RecordsSoFar records_before(const Plan&, std::uint64_t tick);

// Compares the tables in a folder with a checkpoint: their lengths, and how many rows the
// records and events so far have made. InputError, naming the table, for one that isn't there, was cut or
// changed, and for a checkpoint that says other lengths than can be.
void check_tables(const std::filesystem::path& folder, const Plan&, const Checkpoint&);

}  // namespace exomet
