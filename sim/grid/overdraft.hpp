// What cells take up beyond what their voxel holds. During a step it comes in from the voxels beside it, by
// diffusion; it is taken there at once, so that the voxel isn't short of it. How much that is follows from
// the balance of a voxel that gives f times what it holds (u) in a step: it must come in through the faces of
// the voxel or be secreted in it (s, in a step),
//
//   f u = C (u_beside - u) + s,   C = step times the sum of D / spacing^2 over its faces,
//
// with harmonic means of D, and u_beside the mean over the faces, by what they conduct; nothing is beside
// open and fixed ends. So the (f - 1) u that the voxel doesn't hold are
//
//   (f - 1) / (f + C)  times  C u_beside + s,
//
// which is taken from what is beside it, and from what is secreted. These shares are fixed, so that fields
// add up (those of several donors to the species), and scaled where a voxel would be asked for more than all,
// so that nothing gets negative.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "sim/grid/diffusivity.hpp"
#include "sim/grid/geometry.hpp"

namespace exomet {

class Overdraft {
 public:
  // A voxel that gives so many times (f > 1) what it holds.
  struct Taker {
    std::uint32_t voxel = 0;
    double times = 1;
  };

  Overdraft() = default;
  // takers: each voxel once. step: min.
  Overdraft(const Geometry&, const Diffusivity&, std::span<const Taker> takers, double step);

  std::size_t takers() const { return first_beside_.size() - 1; }

  // The share of what is secreted in the voxel of a taker that is taken at once, (f - 1) / (f + C).
  double of_secreted(std::size_t taker) const { return of_secreted_[taker]; }

  // Takes from the neighbours of all takers; returns the counts that each of them got. counts: one per voxel,
  // changed. In parallel; the same bits at any number of threads.
  std::vector<double> take(std::span<double> counts) const;

 private:
  struct Beside {
    std::uint32_t giver = 0;  // into givers_
    double share = 0;         // of what it holds
  };
  struct Giver {
    std::uint32_t voxel = 0;
    double keeps = 1;
  };

  std::vector<Giver> givers_;
  std::vector<double> of_secreted_;  // per taker
  std::vector<std::uint32_t> first_beside_{0};
  std::vector<Beside> beside_;  // of taker n: from first_beside_[n] to first_beside_[n + 1]
};

}  // namespace exomet
