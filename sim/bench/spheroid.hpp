// A spheroid as other simulators are measured by: one cell type, substances that cells take up and release,
// 10 steps of motion and as many of transport a simulated minute (a steady state doesn't depend on these).
#pragma once

#include <string>
#include <vector>

#include "sim/bench/packed.hpp"
#include "sim/cells/neighbours.hpp"
#include "sim/grid/diffusion/backward_euler.hpp"
#include "sim/grid/exchange/uptake.hpp"

namespace exomet::bench {

struct Spheroid {
  long cells = 0;   // in the ball
  int voxels = 0;   // along an edge of the cube, 20 um each
  int species = 1;  // each of one lane
  int rules = 0;    // of each cell: a behaviour's rate that follows a substance or the crowding by Hill's law
  int cargoes = 0;
};

// The model in the program's language. Steps are whole seconds there, so that 100 s stand for the minute:
// nothing but the numbers of steps counts.
std::string model_of(const Spheroid&);

constexpr double seconds_per_minute = 100;

// The kernels of its steps alone: forces of packed cells that stay, exchange and diffusion.
class Kernels {
 public:
  explicit Kernels(const Spheroid&);
  void advance(int minutes);

 private:
  Packed packed_;
  ExchangeZones zones_;
  std::vector<double> clearance_;
  Uptake uptake_;
  BackwardEuler step_;
  Multigrid::Room room_;
  Neighbours neighbours_;
  std::vector<double> emission_, taken_, x_, y_, z_;
  std::vector<std::vector<double>> fields_;
};

}  // namespace exomet::bench
