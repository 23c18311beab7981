// Means with their standard errors: what a statistical test compares with, at a number of sigmas that is
// stated.
#pragma once

#include <cmath>
#include <vector>

namespace exomet::test {

inline constexpr double sigmas = 4;  // a right program fails one comparison in 16,000; seeds are fixed

struct Estimated {
  double value = 0, error = 0;  // standard error
  bool agrees(double expected) const { return std::abs(value - expected) <= sigmas * error; }
};

inline Estimated mean_of(const std::vector<double>& sample) {
  double sum = 0, squares = 0;
  for (double x : sample) sum += x;
  const double n = static_cast<double>(sample.size()), mean = sum / n;
  for (double x : sample) squares += (x - mean) * (x - mean);
  return {mean, std::sqrt(squares / (n - 1) / n)};
}

// Variance with the standard error sqrt((m4 - m2^2) / n).
inline Estimated variance_of(const std::vector<double>& sample) {
  const double mean = mean_of(sample).value;
  std::vector<double> squares;
  for (double x : sample) squares.push_back((x - mean) * (x - mean));
  return mean_of(squares);
}

// How many of n independent cases have something that each has with probability p.
inline Estimated share_of(std::size_t hits, std::size_t n, double p) {
  return {static_cast<double>(hits) / static_cast<double>(n),
          std::sqrt(p * (1 - p) / static_cast<double>(n))};
}

}  // namespace exomet::test
