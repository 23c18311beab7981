// What is said of a sample: mean with its interval, spread, quantiles.
#pragma once

#include <cstddef>
#include <vector>

namespace exomet {

struct Interval {
  double low = 0, high = 0;
};

// NaN where there are too few values: everything of none; sd and the interval of one.
struct Description {
  std::size_t values = 0;
  double mean = 0, sd = 0;
  Interval mean_interval;  // 95 %, Student's t
  double least = 0, lower_quartile = 0, median = 0, upper_quartile = 0, greatest = 0;
};

Description describe(std::vector<double> sample);

// Of a sorted sample, by linear interpolation (Hyndman & Fan 1996, type 7: what R and numpy do).
double quantile(const std::vector<double>& sorted, double share);

// 95 % interval of a share of which `hits` of `trials` were seen (Clopper & Pearson 1934).
Interval share_interval(std::size_t hits, std::size_t trials);

}  // namespace exomet
