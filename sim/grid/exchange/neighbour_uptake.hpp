// Uptake beyond what the cells' voxel holds. During a step it comes in from the voxels beside it, by
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
// so that nothing gets negative. Derived here, not from a paper; tests/physics/uptake_test.cpp has its
// errors.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "sim/grid/diffusion/diffusivity.hpp"
#include "sim/grid/geometry.hpp"

namespace exomet {

class NeighbourUptake {
 public:
  // A voxel whose cells take up so many times (f > 1) what it holds.
  struct Sink {
    std::uint32_t voxel = 0;
    double times = 1;
  };

  NeighbourUptake() = default;
  // sinks: each voxel once. step: min.
  NeighbourUptake(const Geometry&, const Diffusivity&, std::span<const Sink> sinks, double step);

  std::size_t sinks() const { return first_face_.size() - 1; }

  // The share of what is secreted in a sink that is taken up at once, (f - 1) / (f + C).
  double of_secreted(std::size_t sink) const { return of_secreted_[sink]; }

  // Takes from the neighbours of all sinks; returns the counts that each of them got. counts: one per voxel,
  // changed. In parallel; the same bits at any number of threads.
  std::vector<double> take(std::span<double> counts) const;

 private:
  struct Face {
    std::uint32_t neighbour = 0;  // into neighbours_
    double share = 0;             // of what that holds
  };
  struct Neighbour {
    std::uint32_t voxel = 0;
    double keeps = 1;
  };

  std::vector<Neighbour> neighbours_;
  std::vector<double> of_secreted_;  // per sink
  std::vector<std::uint32_t> first_face_{0};
  std::vector<Face> faces_;  // of sink n: from first_face_[n] to first_face_[n + 1]
};

}  // namespace exomet
