// Checkpoints: what a run needs to go on with the same bits as if it had never stopped, in a file.
//   <folder>/checkpoint.h5            the latest, HDF5 behind a seal (seal.hpp); any tool of HDF5 opens it
//   <folder>/checkpoint.previous.h5   the one before it, in case that the latest is damaged
#pragma once

#include <filesystem>
#include <map>
#include <optional>

#include "sim/run/plan.hpp"
#include "sim/run/world.hpp"

namespace exomet {

// Which program made a checkpoint.
struct ProgramId {
  std::string version;  // "0.2.0"
  std::string build;    // a digest of the program's file; another compiler may give other bits
};

// How far the tables were written.
struct TablesSoFar {
  double last_record = 0;                       // min
  std::map<std::string, std::uint64_t> length;  // bytes, by the file's name
};

struct Timings {
  double seconds = 0;                           // wall time
  std::vector<double> resumed_at;               // d
  std::map<std::string, double> stage_seconds;  // by the stage's name; "record" and "checkpoint", too
};

// What goes beside the world.
struct RunProgress {
  std::size_t phase = 0;  // into Plan::phases
  TablesSoFar tables;
  std::vector<double> first_measures;  // the measures' values at the start
  Timings timings;                     // so far
};

struct Checkpoint {
  RunProgress progress;
  World world;
  std::string note;  // what the user should know: that the latest file is damaged, that the build is another
};

// Writes a checkpoint; the latest becomes the one before it. It is whole or absent, also if the power fails,
// and so is what was written to the folder before. RunError with path and reason; the earlier ones are then
// as they were.
void save_checkpoint(const std::filesystem::path& folder, const Plan&, const ProgramId&, const RunProgress&,
                     const World&);

bool has_checkpoint(const std::filesystem::path& folder);

// The latest checkpoint that isn't damaged; nothing if there is none at all. RunError if all are damaged;
// InputError, saying what differs, if it is of another version or format, of another model or experiment (the
// duration may differ), later than the plan's end, or of a state that this run can't have (fit.hpp).
std::optional<Checkpoint> load_checkpoint(const std::filesystem::path& folder, const Plan&, const ProgramId&);

// Leaves the latest only. RunError with path and reason.
void forget_previous_checkpoint(const std::filesystem::path& folder);

}  // namespace exomet
