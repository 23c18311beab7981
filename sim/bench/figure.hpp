// How fast the kernels are here, beside what this machine could do: measured in turns, so that whatever else
// the machine is doing slows both alike.
#pragma once

#include <algorithm>
#include <chrono>
#include <string>
#include <vector>

namespace exomet::bench {

// One row of the table. limit 0: nothing to compare with; target 0: nothing is asked.
struct Figure {
  std::string work, unit;
  double reached = 0, limit = 0;  // in the unit
  double target = 0;              // share of the limit that is asked for
  bool less_is_better = false;
  // Of the limit.
  double share() const { return less_is_better ? limit / reached : reached / limit; }
  bool missed() const { return limit > 0 && share() < target; }
};

// How long to measure. Quick: small sizes, once; says that everything runs, and nothing of how fast.
struct Effort {
  bool quick = false;
  int rounds(int careful) const { return quick ? 1 : careful; }
};

// Seconds that a call takes.
template <class Work>
double seconds(const Work& work) {
  const auto start = std::chrono::steady_clock::now();
  work();
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

// The median seconds that a and b take, called in turns, after one round that isn't counted.
struct Medians {
  double a = 0, b = 0;
};
template <class A, class B>
Medians in_turns(int rounds, const A& a, const B& b) {
  std::vector<double> of_a, of_b;
  a(), b();
  for (int round = 0; round < rounds; ++round) of_a.push_back(seconds(a)), of_b.push_back(seconds(b));
  const auto median = [](std::vector<double>& values) {
    const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
    std::nth_element(values.begin(), middle, values.end());
    return *middle;
  };
  return {median(of_a), median(of_b)};
}

// Reading and writing a large array in place, and the pairs of packed cells by rows (rows.hpp): the limits of
// what follows.
std::vector<Figure> limits(Effort);

// Diffusion, decay and uptake in 64^3 and 128^3 voxels, 1 and 8 fields, one diffusivity or one in each voxel
// (a tissue, with fixed ends). The limit is reading and writing the field twice (32 bytes a voxel and step).
std::vector<Figure> diffusion(Effort);

// Contact forces on packed cells, 12 touching neighbours, with the lists' upkeep: made anew every tenth step.
// The limit is the same forces by rows; and two cores beside one.
std::vector<Figure> contact(Effort);

// What packed cells take up and release of one species, summed by voxel and shared out, cargo included; the
// limit is the target.
std::vector<Figure> exchange(Effort);

// Births and deaths, sorting and lists of neighbours from 10^3 to 10^7 cells; the limit is the rate at 10^5.
std::vector<Figure> scaling(Effort);

}  // namespace exomet::bench
