// Cells release into the grid and take up from it. Over a step the counts u of a voxel follow
//
//   du/dt = S - K u,   S = sum of its cells' secretion,   K = sum of their clearance / voxel volume,
//
// while diffusion, which is solved apart (diffusion.hpp), fills the gaps that uptake leaves: of a gap only a
// share g is left at the end of a step. Were the voxel alone, what is taken up would miss what comes in
// meanwhile, which is most of it where diffusion is quick. So du/dt = g (S - K u) says what is there to be
// taken up during the step; it is solved exactly, and taken is
//
//   u (1 - e^-gk) / g  +  S step (1 - (1 - e^-gk) / gk),   k = K step.
//
// g = 1 is the voxel alone, and g = 0 takes k of what is there, as an implicit solution of both together does
// in the steady state. What exceeds the voxel's content is taken from its neighbours (neighbour_uptake.hpp).
// Any step conserves and stays positive; README has a table of errors.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "sim/grid/diffusion/diffusivity.hpp"
#include "sim/grid/exchange/neighbour_uptake.hpp"
#include "sim/grid/geometry.hpp"

namespace exomet {

// The voxels that hold cells, ascending, and their cells, ascending: those of voxel[i] are
// cell[begin[i]] .. cell[begin[i + 1] - 1], and cell c is in voxel[place[c]].
struct CellsByVoxel {
  std::vector<std::uint32_t> voxel, begin, cell, place;

  std::span<const std::uint32_t> of(std::size_t i) const {
    return {cell.data() + begin[i], cell.data() + begin[i + 1]};
  }
};

// Sorts cells by the voxel that contains them. x, y, z: um, one per cell. Linear in cells and voxels.
CellsByVoxel cells_by_voxel(const Geometry&, std::span<const double> x, std::span<const double> y,
                            std::span<const double> z);

// Whether all of the cells are still in the voxels into which they were sorted.
bool still_sorted(const CellsByVoxel&, const Geometry&, std::span<const double> x, std::span<const double> y,
                  std::span<const double> z);

// Of what there is one per cell, the sum over the cells of each voxel that holds some. In parallel.
std::vector<double> sum_by_voxel(const CellsByVoxel&, std::span<const double> of_cells);

// K (1/min) of the voxels that hold cells: its mean, each voxel counting by how much it takes of an even
// field. 0 if nobody takes up. clearance_by_voxel: sums of um^3/min, >= 0.
double typical_uptake(const Geometry&, std::span<const double> clearance_by_voxel);

// Totals of one field in one step, counts. Sum after = sum before + emitted - taken, to round-off.
struct ExchangeTotals {
  double emitted = 0, taken = 0;
};

// What all fields of one species (one per donor and load) have in common: who takes up how fast. Good
// for as many steps as no cell leaves its voxel or changes. Refers to the CellsByVoxel and to the clearance,
// which must outlive it (so no temporary). What happens in a step is worked out per voxel; what a cell gets
// of it is asked for apart.
class Exchange {
 public:
  // clearance: um^3/min, one per cell, >= 0. step: min, that of diffusion, too. clearance_by_voxel: its sums,
  // if they are known.
  Exchange(const Geometry&, const CellsByVoxel&, const Diffusivity&, std::span<const double> clearance,
           std::span<const double> clearance_by_voxel, double step);
  Exchange(const Geometry& grid, const CellsByVoxel& cells, const Diffusivity& diffusivity,
           std::span<const double> clearance, double step)
      : Exchange(grid, cells, diffusivity, clearance, sum_by_voxel(cells, clearance), step) {}

  // What cells release in a step into each voxel that holds some, counts. secretion: counts/min, one per
  // cell, >= 0.
  std::vector<double> emission(std::span<const double> secretion) const;

  // Advances counts (one per voxel) of one lane by one step, in parallel; the same bits at any number of
  // threads. emission: see above; empty if nobody secretes into this lane. taken: counts, one per voxel that
  // holds cells, to which what is taken up is added.
  ExchangeTotals apply(std::span<double> counts, std::span<const double> emission,
                       std::span<double> taken) const;

  // What cells begin .. begin + shares.size() - 1 get of what is taken up in their voxels, counts.
  void share_out(std::span<const double> taken, std::size_t begin, std::span<double> shares) const;

 private:
  // Of what is in a voxel before the step, and of what is secreted in it evenly over the step.
  struct Shares {
    double kept = 1, taken = 0;
    double secreted_kept = 1, secreted_taken = 0;
  };
  static Shares shares(double uptake, double gap);
  void share_alike(const Geometry&, const Diffusivity&, std::span<const double> clearance_by_voxel);
  void serve_strong_sinks(const Geometry&, const Diffusivity&);
  double take_from_neighbours(std::span<double> counts, std::span<double> taken) const;

  const CellsByVoxel* cells_;
  double step_;
  std::vector<double> per_clearance_;        // per occupied voxel: 1 / sum of clearance, min/um^3
  std::vector<std::uint16_t> alike_;         // the same: which of the shares of its chunk
  std::vector<std::vector<Shares>> shares_;  // [chunk of occupied voxels], since many of them are alike
  NeighbourUptake from_neighbours_;          // of strong sinks, whose cells take up more than is there
  std::vector<std::uint32_t> strong_sinks_;  // which of the occupied voxels
  std::span<const double> clearance_;        // of each cell
};

}  // namespace exomet
