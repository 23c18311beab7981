// Which parameter matters: Morris's elementary effects and Sobol's variance-based indices, from the values at
// the points of morris_cube and saltelli_cube. All parameters count over [0, 1], the ends of what was varied.
#pragma once

#include <vector>

#include "sim/study/statistics/sample.hpp"

namespace exomet {

struct Index {
  double value = 0;
  Interval interval;  // 95 %, percentiles of 1,000 bootstrap samples of the design's rows
};

// Of one parameter (Morris 1991; mu_star: Campolongo et al. 2007).
struct MorrisEffect {
  double mu = 0;     // mean of the elementary effects
  Index mu_star;     // mean of their sizes
  double sigma = 0;  // standard deviation: how much the effect depends on where the others are
};

// `points` as of morris_cube with so many axes, `values` one per point.
std::vector<MorrisEffect> morris_effects(const std::vector<std::vector<double>>& points,
                                         const std::vector<double>& values, std::size_t axes);

// Shares of the variance. first: by the parameter alone (Saltelli et al. 2010); total: with all its
// interactions (Jansen 1999). NaN if the values don't vary.
struct SobolIndices {
  Index first, total;
};

// `values` at the points of saltelli_cube with so many axes.
std::vector<SobolIndices> sobol_indices(const std::vector<double>& values, std::size_t axes);

}  // namespace exomet
