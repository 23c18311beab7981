// The normal distribution of mean 0 and variance 1, with the same bits on every machine: points of a design
// are drawn by it.
#pragma once

namespace exomet {

// The share of values below z, to 15 digits (W. J. Cody, Math Comp 23:631, 1969).
double normal_below(double z);

// Below which so much of all values lies, 0 < share < 1; to 15 digits (algorithm AS 241; M. J. Wichura,
// Appl Stat 37:477, 1988).
double normal_quantile(double share);

}  // namespace exomet
