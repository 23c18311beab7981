// Checkpoints: what a run needs to go on with the same bits as if it had never stopped, in a file.
//   <folder>/checkpoint.h5            the latest, HDF5 behind a seal (seal.hpp); any tool of HDF5 opens it
//   <folder>/checkpoint.previous.h5   the one before it, in case that the latest is damaged
#pragma once

#include <filesystem>
#include <optional>

#include "sim/run/plan.hpp"
#include "sim/run/run_state.hpp"
#include "sim/run/world.hpp"

namespace exomet {

// Which program made a checkpoint.
struct ProgramId {
  std::string version;  // "0.2.0"
  std::string build;    // a digest of the program's file; another compiler may give other bits
};

struct Checkpoint {
  RunState state;
  World world;
  std::string note;  // what the user should know: that the latest file is damaged, that the build is another
};

// Writes a checkpoint; the latest becomes the one before it. It is whole or absent, also if the power fails,
// and so is what was written to the folder before. RunError with path and reason; the earlier ones are then
// as they were.
void save_checkpoint(const std::filesystem::path& folder, const Plan&, const ProgramId&, const RunState&,
                     const World&);

bool has_checkpoint(const std::filesystem::path& folder);

// The latest checkpoint that isn't damaged; nothing if there is none at all. RunError if all are damaged;
// InputError, saying what differs, if it is of another version or format, of another model or experiment (the
// duration may differ), later than the plan's end, or of a state that this run can't have (fit.hpp).
std::optional<Checkpoint> load_checkpoint(const std::filesystem::path& folder, const Plan&, const ProgramId&);

// Leaves the latest only. RunError with path and reason.
void forget_previous_checkpoint(const std::filesystem::path& folder);

}  // namespace exomet
