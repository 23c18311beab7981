#include "sim/grid/exchange/lattice_green.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

namespace exomet {

namespace {
constexpr int near = 3;  // steps
// [largest][middle][smallest of i, j, k]
constexpr double near_the_source[near][near][near] = {
    {{0.252731010}},
    {{0.086064343}, {0.055191437, 0.043578358}},
    {{0.042889318}, {0.035931607, 0.031965279}, {0.028055176, 0.026158739, 0.022651370}}};
}  // namespace

namespace {
double calculated(int i, int j, int k) {
  std::array<int, 3> steps{i, j, k};
  std::sort(steps.begin(), steps.end());
  if (steps[2] < near) return near_the_source[steps[2]][steps[1]][steps[0]];
  double squares = 0, fourth = 0;
  for (const double step : steps) squares += step * step, fourth += step * step * step * step;
  return (1 + (5 * fourth / (squares * squares) - 3) / (8 * squares)) /
         (4 * std::numbers::pi * std::sqrt(squares));
}

constexpr int tabulated = 16;  // steps

struct Table {
  std::array<double, tabulated * tabulated * tabulated> values;

  Table() {
    for (int n = 0; n < static_cast<int>(values.size()); ++n)
      values[n] = calculated(n % tabulated, n / tabulated % tabulated, n / (tabulated * tabulated));
  }
};
}  // namespace

double lattice_green(int i, int j, int k) {
  static const Table table;
  if (std::max({i, j, k}) >= tabulated) return calculated(i, j, k);
  return table.values[i + tabulated * (j + tabulated * k)];
}

}  // namespace exomet
