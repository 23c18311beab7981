// A World as columns of a file, and back.
#pragma once

#include "sim/run/checkpoint/hdf5_columns.hpp"
#include "sim/run/run_state.hpp"
#include "sim/run/world.hpp"

namespace exomet {

// Writes every field (see world_fields.hpp) as "world/<name>"; a list of records with columns of their own as
// "world/<name>/<number>/<name>".
void write_world(Hdf5Writer&, const World&);

// RunError if a field isn't there.
World read_world(const Hdf5Reader&);

// The same of what measures remember and of what hasn't been recorded yet.
void write_observations(Hdf5Writer&, const RunState&);
void read_observations(const Hdf5Reader&, RunState&);

}  // namespace exomet
