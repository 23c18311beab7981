// How things come into a World: at the start, or when a treatment adds them.
#pragma once

#include "sim/run/happenings.hpp"
#include "sim/run/registry.hpp"
#include "sim/run/view.hpp"

namespace exomet {

// What was read from a file besides the model's own.
struct InputFile {
  std::string name;           // as the model gives it
  std::uint64_t content = 0;  // XXH3 of what was taken from it
};

// What a placement adds, for estimates.
struct Placed {
  int type = -1;          // of the cells
  double cells = 0;       // at most
  double neighbours = 0;  // of them, within near_diameters of one
  int species = -1;       // that is given from outside
  int sponge = -1;        // tissue with surface everywhere
};

inline constexpr double near_diameters = 1.375;  // as far as lists of neighbours reach, about

class Placement {
 public:
  virtual ~Placement() = default;
  virtual Placed placed(const Model&) const { return {}; }
  // The files that it reads.
  virtual std::vector<InputFile> inputs() const { return {}; }
  // Why it has no place in this model, "" if it has.
  virtual std::string fault(const Model&) const { return {}; }
  // The same of the file that its key 'file' names, asked once the placement itself has none.
  virtual std::string file_fault() const { return {}; }
  // Draws are keyed by `key`, which differs between placements.
  virtual void place(const Model&, World&, Happenings&, std::uint64_t key) const = 0;
};

// Appends a cell and lets its type's mechanisms set it up; records that it was placed.
CellIndex place_cell(const Model&, World&, Happenings&, CellTypeId, const Vec3& position);

// Records that a cell was placed where it overlaps others, since there was no room.
void record_overlap(World&, Happenings&, CellIndex);

// Adds tissue to voxels up to the given shares (one per voxel, 0..1); what is there already stays.
void add_tissue(const Geometry&, const std::vector<double>& share, Tissue&);

// The donor field of what a donor (-1: dose) releases of a species now, with the model's load, added empty if
// it isn't there.
int donor_field_of(World&, const Model&, int species, int donor);

}  // namespace exomet
