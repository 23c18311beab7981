// A World is the state of a run at one time; everything that a run needs to go on is in it.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "sim/base/aligned.hpp"
#include "sim/cells/population.hpp"

namespace exomet {

// The counts of one species that come from one type of donor and were released with the same load: who said
// what stays known, so that the ledger is exact. (Transport and uptake are linear, so that donor fields add
// up to the species.)
struct DonorField {
  int species = 0;
  int donor = -1;            // cell type; -1: given as a dose
  std::vector<double> load;  // of EVs: copies of each cargo in each of them
  VoxelValues counts;        // per voxel
};

// What became of the EVs (or molecules) of a donor field: emitted + dosed + supplied = in flight + taken up +
// decayed + left.
struct Balance {
  double emitted = 0, dosed = 0, supplied = 0;
  double taken_up = 0, decayed = 0, left = 0;
};

// What became of what a compartment held of a donor field: given + produced + entered + received = there +
// decayed + left + passed on. Entered and left: through walls, net of each step, as often as the compartment
// has the domain.
struct CompartmentBalance {
  double given = 0, produced = 0, entered = 0, received = 0;
  double decayed = 0, left = 0, passed_on = 0;
};

struct CompartmentState {
  std::vector<double> amounts;               // EVs or molecules, one per donor field
  std::vector<CompartmentBalance> balances;  // likewise
};

struct Tissue {
  VoxelValues density;  // share of each voxel, 0..1
  // um^3 since the start: density x volume = placed + formed - removed.
  double placed = 0, removed = 0, formed = 0;
  VoxelValues start{};  // the shares once all was placed at the start
};

// All that is needed to go on, at the start of a tick in which the rules are due: everything else of a
// Simulation is then computed anew. A field that is added here is added in world_fields.hpp, too; otherwise
// it doesn't compile.
struct World {
  std::uint64_t seed = 0;
  std::uint64_t tick = 0;  // whole ticks since the start
  double time = 0;         // min
  Population cells;
  std::vector<DonorField> donor_fields;  // by species, donor and load: donor_field_of
  std::vector<Balance> balances;         // one per donor field
  std::vector<Tissue> tissues;
  std::vector<CompartmentState> compartments;
  std::uint64_t limited_moves = 0;  // times that a cell was held to the largest allowed displacement

  // Events since the start: from an EventKind's name and the type of the cell.
  std::map<std::pair<std::string, CellTypeId>, std::uint64_t> tallies;
};

// 64-bit digest (XXH3) of all fields, in a fixed order: equal worlds have equal digests on any number of
// threads.
std::uint64_t digest(const World&);

}  // namespace exomet
