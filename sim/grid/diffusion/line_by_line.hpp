// A step of diffusion, uptake and decay along one axis after the other (locally one-dimensional; Yanenko
// 1971), by elimination without any subtraction (Grassmann, Taksar and Heyman, Operations Research 33, 1985):
// what is positive stays so, and the sum changes by what goes out alone. Uptake and decay go with each of the
// d axes by 1/d of their rate.
#pragma once

#include "sim/grid/diffusion/faces.hpp"

namespace exomet {

// values: changed. loss: per voxel, step times the rate at which counts go, beside `everywhere`, the same in
// all voxels. mean: to which the mean over the axes of what is there after each is added, with which uptake
// and decay go. Returns what left through the ends.
double spread_line_by_line(const Faces&, const RowPool& loss, double everywhere, GridRows& values,
                           GridRows& mean);

}  // namespace exomet
