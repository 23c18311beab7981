// A step as its equations have it, solved whole by elimination with pivots: the oracle of the multigrid. Of
// few voxels.
#pragma once

#include <cmath>
#include <utility>
#include <vector>

#include "sim/grid/ball.hpp"
#include "sim/grid/diffusion/backward_euler.hpp"

namespace exomet::oracle {

struct Step {
  std::vector<double> counts, taken;
  double decayed = 0, left = 0, supplied = 0;
};

inline double face(double a, double b) { return a + b > 0 ? 2 * a * b / (a + b) : 0; }

// d: um^2/min, uptake: 1/min, emission: counts/min, one per voxel each.
inline Step advance(const Geometry& grid, const std::vector<double>& d, const std::vector<double>& uptake,
                    const std::vector<double>& emission, double decay, double step, const Beyond& outside,
                    const std::vector<double>& counts) {
  const std::size_t n = counts.size();
  std::vector<std::vector<double>> rows(n, std::vector<double>(n + 1));
  struct End {
    std::size_t voxel;
    double conducts, outside;
  };
  std::vector<End> ends;
  for (std::size_t v = 0; v < n; ++v) {
    rows[v][v] = 1 + step * (uptake[v] + decay);
    rows[v][n] = counts[v] + step * emission[v];
    for (int axis = 0; axis < 3; ++axis)
      for (const int side : {-1, 1}) {
        const double ratio = step / (grid.spacing[axis] * grid.spacing[axis]);
        if (const auto beside = voxel_beside(grid, v, axis, side)) {
          if (*beside == v) continue;
          rows[v][v] += ratio * face(d[v], d[*beside]), rows[v][*beside] -= ratio * face(d[v], d[*beside]);
          continue;
        }
        const Boundary boundary = grid.boundary[axis][side > 0];
        if (boundary != Boundary::open && boundary != Boundary::fixed) continue;
        ends.push_back({v, 2 * ratio * d[v], outside[axis][side > 0]});
        rows[v][v] += ends.back().conducts, rows[v][n] += ends.back().conducts * ends.back().outside;
      }
  }
  for (std::size_t i = 0; i < n; ++i) {
    std::size_t pivot = i;
    for (std::size_t k = i + 1; k < n; ++k)
      if (std::abs(rows[k][i]) > std::abs(rows[pivot][i])) pivot = k;
    std::swap(rows[i], rows[pivot]);
    for (std::size_t k = i + 1; k < n; ++k) {
      const double factor = rows[k][i] / rows[i][i];
      if (factor == 0) continue;
      for (std::size_t j = i; j <= n; ++j) rows[k][j] -= factor * rows[i][j];
    }
  }
  Step done{std::vector<double>(n), std::vector<double>(n)};
  for (std::size_t i = n; i-- > 0;) {
    double rest = rows[i][n];
    for (std::size_t j = i + 1; j < n; ++j) rest -= rows[i][j] * done.counts[j];
    done.counts[i] = rest / rows[i][i];
  }
  for (std::size_t v = 0; v < n; ++v) {
    done.taken[v] = step * uptake[v] * done.counts[v];
    done.decayed += step * decay * done.counts[v];
  }
  for (const End& end : ends) {
    const double outwards = end.conducts * (done.counts[end.voxel] - end.outside);
    (outwards > 0 ? done.left : done.supplied) += std::abs(outwards);
  }
  return done;
}

}  // namespace exomet::oracle
