// A spheroid as other simulators are measured by: one cell type, substances that cells take up and release,
// 10 motion and 100 transport steps a simulated minute.
#pragma once

#include <string>

namespace exomet::bench {

struct Spheroid {
  long cells = 0;   // in the ball
  int voxels = 0;   // along an edge of the cube, 20 um each
  int species = 1;  // each of one lane
};

// The model in the program's language. Steps are whole seconds there, so that 100 s stand for the minute:
// nothing but the numbers of steps counts.
std::string model_of(const Spheroid&);

constexpr double seconds_per_minute = 100;

}  // namespace exomet::bench
