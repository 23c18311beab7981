// Whole numbers of what is found where many are and each is rare, with the same bits on every machine.
#pragma once

#include "sim/base/random.hpp"

namespace exomet {

// A draw from the Poisson distribution of a mean in [0, 1e15], exact in law: by the product of uniform
// numbers up to a mean of ten, else by transformed rejection (PTRS; W. Hoermann, Insurance: Mathematics and
// Economics 12:39, 1993).
double draw_poisson(double mean, Random&);

// The logarithm of the gamma function of x > 0, to 14 digits (Stirling's series, from 10 on).
double log_gamma(double x);

}  // namespace exomet
