// A step of transport of a species that compartments hold, together with the grid. Beside cells, the grid
// releases into a compartment and takes up from it through each wall, P A (u - C): P A that of the wall
// beside a voxel of density u (um^3/min), in series with half a voxel at an end of the domain, and C the
// density in the compartment. In it, with n the amount,
//
//   dn/dt = what comes in - (what goes through walls + decay + what is passed on) n
//
// is solved exactly for what comes in evenly over the step, from the grid and from other compartments; the
// grid gets the mean density of the step, and the two are solved together: how the grid answers to a unit of
// density in each compartment (the response) is found once, until cells or tissues change. So a steady state
// depends on the step in neither, steps may be longer than the time in which a compartment empties, and
// nothing gets lost or negative.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <utility>
#include <vector>

#include "sim/grid/diffusion/backward_euler.hpp"
#include "sim/run/model.hpp"
#include "sim/run/world.hpp"

namespace exomet {

// P A (um^3/min) of a wall for a species, by voxel, ascending. Voxels where nothing passes are left out.
struct WallVoxel {
  std::uint32_t voxel = 0;
  double exchanges = 0;
};
std::vector<WallVoxel> voxels_of(const Wall&, int species, const Geometry&, const Diffusivity&);

// The compartments that hold something of a species, by Model::compartments.
std::vector<int> compartments_with(const Model&, int species);
// Whether what compartments hold of a species comes into being there, 1/min.
double production(const Model&, int species);

class CompartmentExchange {
 public:
  // What cells take up: the voxels with which they exchange, ascending, and how fast (1/min).
  struct Cells {
    std::span<const std::uint32_t> voxels;
    std::span<const double> rates;
  };
  // faces: of the model's step of transport. Refers to what Cells refers to, which must outlive it.
  CompartmentExchange(const Model&, int species, const Diffusivity&,
                      std::shared_ptr<const std::vector<Faces>> faces, const Cells&, Multigrid::Room&);
  CompartmentExchange(const CompartmentExchange&) = delete;  // parts of it refer to others
  CompartmentExchange& operator=(const CompartmentExchange&) = delete;

  // One donor field of the species, and what compartments hold of it. emission, taken: of cells, as those of
  // BackwardEuler::Field; what cells took up is added to `taken` and returned. produces: whether what
  // compartments produce belongs to this donor field. Several may be advanced at the same time.
  double advance(World&, std::size_t donor_field, std::span<const double> emission, std::span<double> taken,
                 const Beyond& outside, bool produces, Multigrid::Room&) const;

 private:
  // Between a compartment and a voxel with which cells or compartments exchange.
  struct Contact {
    std::uint32_t at = 0;  // into voxels_
    double gives = 0;      // um^3/min: P A
    double feels = 0;      // the same, as often as the compartment has it
    double part = 0;       // of what is taken up in the voxel
  };
  struct Member {
    int compartment = -1;
    double volume = 0;  // um^3
    double decay = 0, through = 0,
           all = 0;         // 1/min: decay, through walls, and together with what is passed on
    double production = 0;  // 1/min
    double old_part = 0,
           new_part = 0;  // of the amount at the start and of what comes in, in the mean of a step
    std::vector<std::pair<std::size_t, double>> passes;  // to which member, 1/min
    std::vector<Contact> contacts;
  };
  // What a density of 1/um^3 in a compartment makes in a step of a grid in which nothing was.
  struct Response {
    VoxelValues counts;
    std::vector<double> taken;
    StepBalance balance;
    std::vector<double> returns;  // into each member, counts
  };
  // A step of the grid for given densities in the compartments.
  struct Solved {
    VoxelValues counts;
    std::vector<double> taken;
    StepBalance balance;
  };

  void add_member(const Model&, int species, int compartment, const Diffusivity&,
                  const std::vector<int>& compartments);
  void join(const Cells&);
  void find_responses(Multigrid::Room&);
  Solved solve(std::span<const double> counts, std::span<const double> emission,
               const std::vector<double>& densities, const Beyond& outside, Multigrid::Room&) const;
  double entering(const Member&, std::span<const double> taken) const;
  std::vector<double> mean_densities(const std::vector<double>& amounts, const std::vector<double>& densities,
                                     const std::vector<double>& entering, bool produces) const;
  void add_responses(const std::vector<double>& more, Solved&) const;
  void book_compartments(World&, std::size_t donor_field, const Solved&, const std::vector<double>& densities,
                         bool produces) const;

  double step_ = 0, voxel_volume_ = 0;
  std::size_t grid_size_ = 0;
  std::vector<Member> members_;
  std::vector<std::uint32_t> voxels_;    // with which cells or compartments exchange, ascending
  std::vector<double> rates_;            // 1/min, of each
  std::vector<std::uint32_t> of_cells_;  // where those of cells are among them
  std::vector<double> part_of_cells_;    // of what is taken up there
  std::optional<BackwardEuler> backward_euler_;
  std::vector<Response> responses_;  // per member
};

}  // namespace exomet
