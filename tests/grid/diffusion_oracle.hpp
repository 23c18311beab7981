// The diffusion step as a textbook has it, one line after another: the oracle of the fast kernel.
#pragma once

#include <cmath>
#include <cstddef>
#include <span>
#include <vector>

#include "sim/grid/diffusion/diffusion.hpp"

namespace exomet::oracle {

// Thomas algorithm: below[i] u[i-1] + diagonal[i] u[i] + above[i] u[i+1] = right[i].
inline std::vector<double> tridiagonal(const std::vector<double>& below, std::vector<double> diagonal,
                                       const std::vector<double>& above, std::vector<double> right) {
  const std::size_t n = diagonal.size();
  for (std::size_t i = 1; i < n; ++i) {
    const double factor = below[i] / diagonal[i - 1];
    diagonal[i] -= factor * above[i - 1];
    right[i] -= factor * right[i - 1];
  }
  right[n - 1] /= diagonal[n - 1];
  for (std::size_t i = n - 1; i-- > 0;) right[i] = (right[i] - above[i] * right[i + 1]) / diagonal[i];
  return right;
}

// With -corner at both corners of the matrix besides (Sherman and Morrison 1950).
inline std::vector<double> cyclic(const std::vector<double>& below, std::vector<double> diagonal,
                                  const std::vector<double>& above, const std::vector<double>& right,
                                  double corner) {
  const std::size_t n = diagonal.size();
  const double gamma = -diagonal[0];
  diagonal[n - 1] -= corner * corner / gamma;
  diagonal[0] -= gamma;
  std::vector<double> spike(n);
  spike[0] = gamma, spike[n - 1] = -corner;
  std::vector<double> u = tridiagonal(below, diagonal, above, right);
  const std::vector<double> z = tridiagonal(below, diagonal, above, spike);
  const double share = (u[0] - corner / gamma * u[n - 1]) / (1 + z[0] - corner / gamma * z[n - 1]);
  for (std::size_t i = 0; i < n; ++i) u[i] -= share * z[i];
  return u;
}

inline double face(double a, double b) { return a + b > 0 ? 2 * a * b / (a + b) : 0; }

// One line: u, its diffusivities times step / spacing^2, its ends.
inline void line(std::vector<double>& u, const std::vector<double>& d, const std::array<Boundary, 2>& ends,
                 const std::array<double, 2>& fixed, TransportBalance& balance) {
  const std::size_t n = u.size();
  std::vector<double> below(n), diagonal(n, 1), above(n), right = u;
  for (std::size_t i = 0; i + 1 < n; ++i) {
    const double a = face(d[i], d[i + 1]);
    above[i] -= a, below[i + 1] -= a, diagonal[i] += a, diagonal[i + 1] += a;
  }
  if (ends[0] == Boundary::periodic) {
    if (n == 1) return;
    const double a = face(d[0], d[n - 1]);
    diagonal[0] += a, diagonal[n - 1] += a;
    if (n == 2) {
      above[0] -= a, below[1] -= a;
      u = tridiagonal(below, diagonal, above, right);
    } else {
      u = cyclic(below, diagonal, above, right, a);
    }
    return;
  }
  std::array<double, 2> leak{}, outside{};
  for (int end = 0; end < 2; ++end) {
    const std::size_t at = end == 0 ? 0 : n - 1;
    if (ends[end] == Boundary::open || ends[end] == Boundary::fixed) leak[end] = 2 * d[at];
    if (ends[end] == Boundary::fixed) outside[end] = fixed[end];
    diagonal[at] += leak[end];
    right[at] += leak[end] * outside[end];
  }
  u = tridiagonal(below, diagonal, above, right);
  for (int end = 0; end < 2; ++end) {
    const double flux = leak[end] * (u[end == 0 ? 0 : n - 1] - outside[end]);
    (flux > 0 ? balance.left : balance.supplied) += std::abs(flux);
  }
}

inline TransportBalance advance(const Geometry& grid, std::span<const double> diffusivity, double decay,
                                double step, const std::array<std::array<double, 2>, 3>& fixed,
                                std::span<double> counts) {
  TransportBalance balance;
  for (double& u : counts) {
    balance.decayed += u - u * std::exp(-decay * step);
    u *= std::exp(-decay * step);
  }
  const std::array<std::size_t, 3> strides{grid.index(1, 0, 0), grid.index(0, 1, 0), grid.index(0, 0, 1)};
  for (int axis = 0; axis < 3; ++axis) {
    const std::size_t n = grid.voxels[axis], stride = strides[axis];
    for (std::size_t start = 0; start < counts.size(); ++start) {
      if (start / stride % n != 0) continue;  // not the first voxel of a line
      std::vector<double> u(n), d(n);
      for (std::size_t i = 0; i < n; ++i) {
        u[i] = counts[start + i * stride];
        d[i] = diffusivity[diffusivity.size() == 1 ? 0 : start + i * stride] * step /
               (grid.spacing[axis] * grid.spacing[axis]);
      }
      line(u, d, grid.boundary[axis], fixed[axis], balance);
      for (std::size_t i = 0; i < n; ++i) counts[start + i * stride] = u[i];
    }
  }
  return balance;
}

}  // namespace exomet::oracle
