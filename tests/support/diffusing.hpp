// Fields that diffuse and decay without cells.
#pragma once

#include <span>

#include "sim/grid/diffusion/backward_euler.hpp"

namespace exomet::test {

class Diffusing {
 public:
  // um^2/min, 1/min, min; outside: counts per voxel held at fixed ends.
  Diffusing(const Geometry& grid, const Diffusivity& diffusivity, double decay, double step,
            const Beyond& outside = {})
      : step_(coarser_and_coarser(grid, diffusivity, step), {}, decay, step), outside_(outside) {}

  StepBalance advance(std::span<double> counts) { return step_.advance({counts, {}, {}, outside_}, room_); }

 private:
  BackwardEuler step_;
  Multigrid::Room room_;
  Beyond outside_;
};

}  // namespace exomet::test
