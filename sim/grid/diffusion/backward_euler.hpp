// Diffusion, decay, release and uptake of counts per voxel in one step whose rates are those of its end
// (backward Euler):
//
//   new = old + step (S - (K + decay) new + what comes in through the faces of the voxel, by `new` beside
//   it).
//
// So a steady state doesn't depend on the step at all, however long, and nothing gets negative. First order
// in time (Hairer and Wanner, Solving Ordinary Differential Equations II, 1996): a step should be a twentieth
// of any time that matters.
//
// `new` is found by V-cycles of multigrid that begin with what is there, so that a steady state is found at
// once, and go on until a hundredth is left over and a millionth is below zero, or eight are done. What
// counts, though, are the fluxes that follow from it: each is booked once for where it goes and once for
// where it comes from, and what the solver left over spreads line by line. So counts are conserved to
// round-off whatever it left over. What is below zero in the end is set to 0 and taken from the others in
// proportion, so that fields add up to no more than that.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "sim/grid/diffusion/multigrid.hpp"

namespace exomet {

// What happened in a step, counts. Sum after = sum before + emitted + supplied - taken - decayed - left.
struct StepBalance {
  double emitted = 0, taken = 0, decayed = 0;
  double left = 0, supplied = 0;  // through open and fixed ends, net of each end voxel
};

class BackwardEuler {
 public:
  // Voxels in which cells release and take up, each once, and how fast these take up (K, 1/min).
  struct Exchanging {
    std::span<const std::uint32_t> voxel;
    std::span<const double> rate;
  };

  // faces: of the step (min). decay: 1/min. Refers to what Exchanging refers to, which must outlive it.
  BackwardEuler(std::shared_ptr<const std::vector<Faces>>, const Exchanging&, double decay, double step);

  // One of the fields that are exchanged and diffuse alike.
  struct Field {
    std::span<double> counts;            // one per voxel, changed
    std::span<const double> emission{};  // S, counts/min, one per exchanging voxel; empty: none
    std::span<double> taken{};  // counts, one per exchanging voxel, to which what is taken up is added
    Beyond outside{};           // counts per voxel, held beyond open and fixed ends
  };
  // In parallel; the same bits at any number of threads. Several fields may be advanced at the same time,
  // each with a room of its own.
  StepBalance advance(const Field&, Multigrid::Room&) const;

 private:
  template <class Around>
  void find_rest(const Multigrid::Room&, const Around&, std::size_t y, std::size_t z, double* to) const;
  void correct(Multigrid::Room&) const;
  double spread_rest(Multigrid::Room&) const;
  bool is_solved(const Multigrid::Room&) const;
  void book_ends(const Field&, const GridRows& values, StepBalance&) const;
  void book(const Field&, const Multigrid::Room&, StepBalance&) const;
  void take_back(const Field&, double negative, double all) const;

  Exchanging exchanging_;
  double step_ = 0, decays_ = 0;  // min; step times decay
  int cycles_ = 2;
  RowPool loss_;  // step times K
  Multigrid multigrid_;
};

}  // namespace exomet
