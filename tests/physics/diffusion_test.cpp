// Diffusion against solutions that are known in closed form, with the order of convergence measured.
#include <algorithm>
#include <array>
#include <catch2/catch.hpp>
#include <cmath>
#include <numbers>
#include <numeric>
#include <vector>

#include "tests/support/diffusing.hpp"

using namespace exomet;
using exomet::test::Diffusing;

namespace {
constexpr double pi = std::numbers::pi;

Geometry box(std::array<int, 3> voxels, const Vec3& extent, Boundary boundary) {
  Geometry grid;
  grid.voxels = voxels;
  for (int axis = 0; axis < 3; ++axis) {
    grid.spacing[axis] = extent[axis] / voxels[axis];
    grid.boundary[axis] = {boundary, boundary};
  }
  return grid;
}

template <class Function>
std::vector<double> sampled(const Geometry& grid, const Function& function) {
  std::vector<double> values(grid.size());
  for (int z = 0; z < grid.voxels[2]; ++z)
    for (int y = 0; y < grid.voxels[1]; ++y)
      for (int x = 0; x < grid.voxels[0]; ++x) values[grid.index(x, y, z)] = function(grid.centre(x, y, z));
  return values;
}

double largest_difference(const std::vector<double>& a, const std::vector<double>& b) {
  double largest = 0;
  for (std::size_t i = 0; i < a.size(); ++i) largest = std::max(largest, std::abs(a[i] - b[i]));
  return largest;
}

// Order of convergence between two grids, of which the second is `refinement` times as fine.
double order(double coarse, double fine, double refinement) {
  return std::log(coarse / fine) / std::log(refinement);
}

// A mode of a closed box of 80 x 120 x 50 um that decays with 0.01 /min besides; its error after 20 min.
double cosine_error(int n) {
  const Vec3 extent{80, 120, 50};
  const double d = 30, decay = 0.01, time = 20;
  const Geometry grid = box({n, n, n}, extent, Boundary::closed);
  const auto mode = [&](const Vec3& p) {
    return 1 +
           std::cos(pi * p.x / extent.x) * std::cos(2 * pi * p.y / extent.y) * std::cos(pi * p.z / extent.z);
  };
  const int steps = n * n / 4;
  Diffusing diffusion(grid, std::vector<double>{d}, decay, time / steps);
  std::vector<double> counts = sampled(grid, mode);
  for (int i = 0; i < steps; ++i) diffusion.advance(counts);
  const double k2 =
      pi * pi * (1 / (extent.x * extent.x) + 4 / (extent.y * extent.y) + 1 / (extent.z * extent.z));
  const auto exact = sampled(grid, [&](const Vec3& p) {
    return std::exp(-decay * time) * (1 + std::exp(-d * k2 * time) * (mode(p) - 1));
  });
  return largest_difference(counts, exact);
}

struct Spreading {
  double total = 0, error = 0;  // error: largest, of the density, as a share of the peak
  Vec3 mean, variance;          // um, um^2
};

// A million EVs in the middle voxel of a box so large that none reaches its ends.
Spreading point_source(int n) {
  const double length = 200, d = 40, time = 5, emitted = 1e6;
  const Geometry grid = box({n, n, n}, {length, length, length}, Boundary::closed);
  std::vector<double> counts(grid.size(), 0.0);
  counts[grid.index(n / 2, n / 2, n / 2)] = emitted;
  const int steps = n * n / 20;
  Diffusing diffusion(grid, std::vector<double>{d}, 0, time / steps);
  for (int i = 0; i < steps; ++i) diffusion.advance(counts);

  const double spread = 4 * d * time, peak = emitted * grid.voxel_volume() / std::pow(pi * spread, 1.5);
  const Vec3 middle{length / 2, length / 2, length / 2};
  const auto exact =
      sampled(grid, [&](const Vec3& p) { return peak * std::exp(-dot(p - middle, p - middle) / spread); });
  Spreading result{0, largest_difference(counts, exact) / peak, {}, {}};
  for (int axis = 0; axis < 3; ++axis) {
    const auto at = sampled(grid, [&](const Vec3& p) { return p[axis] - middle[axis]; });
    double total = 0, first = 0, second = 0;
    for (std::size_t v = 0; v < counts.size(); ++v)
      total += counts[v], first += counts[v] * at[v], second += counts[v] * at[v] * at[v];
    result.total = total, result.mean[axis] = first / total;
    result.variance[axis] = second / total - result.mean[axis] * result.mean[axis];
  }
  return result;
}

// Steady density in a unit cube whose faces are held at 1, where `decay` is in units of D / edge^2: the sine
// series of 1 - u (Carslaw and Jaeger 1959, chapter 6), at points i/10 from a corner.
double held_cube(const std::array<int, 3>& tenths, double decay) {
  constexpr int terms = 151;
  double sum = 0;
  for (int l = 1; l < terms; l += 2)
    for (int m = 1; m < terms; m += 2) {
      const double lm = std::sin(l * pi * tenths[0] / 10) * std::sin(m * pi * tenths[1] / 10) / (l * m);
      for (int n = 1; n < terms; n += 2)
        sum +=
            lm * std::sin(n * pi * tenths[2] / 10) / n * decay / (decay + pi * pi * (l * l + m * m + n * n));
    }
  return 1 - 64 / (pi * pi * pi) * sum;
}

// Error at the centres of 5 x 5 x 5 voxels, which are centres of 15^3 and 45^3 voxels too.
double held_cube_error(int n) {
  const double edge = 60, d = 25, decay = 0.2;  // decay edge^2 / D = 28.8
  const Geometry grid = box({n, n, n}, {edge, edge, edge}, Boundary::fixed);
  const double step = 0.5 * grid.spacing.x * grid.spacing.x / d;
  Diffusing diffusion(grid, std::vector<double>{d}, decay, step, {{{1, 1}, {1, 1}, {1, 1}}});
  std::vector<double> counts(grid.size(), 0.0);
  for (double time = 0; time < 60; time += step) diffusion.advance(counts);
  double error = 0;
  const int every = n / 5;
  for (int z = 0; z < 3; ++z)  // the rest by symmetry
    for (int y = 0; y <= z; ++y)
      for (int x = 0; x <= y; ++x) {
        const double exact = held_cube({2 * x + 1, 2 * y + 1, 2 * z + 1}, decay * edge * edge / d);
        const auto at = [&](int i) { return i * every + every / 2; };
        error = std::max(error, std::abs(counts[grid.index(at(x), at(y), at(z))] - exact));
      }
  return error;
}
}  // namespace

TEST_CASE("a cosine in a closed box decays as in theory and its error falls with the square of the voxel") {
  const double e8 = cosine_error(8), e16 = cosine_error(16), e32 = cosine_error(32);
  CAPTURE(e8, e16, e32, order(e8, e16, 2), order(e16, e32, 2));
  CHECK(e32 < 1e-3);
  CHECK(order(e8, e16, 2) > 1.8);
  CHECK(order(e16, e32, 2) > 1.8);
}

TEST_CASE("what a point releases spreads as a Gaussian and its error falls with the square of the voxel") {
  const Spreading s15 = point_source(15), s25 = point_source(25), s45 = point_source(45);
  CAPTURE(s15.error, s25.error, s45.error);
  CHECK(order(s15.error, s25.error, 25. / 15) > 1.8);
  CHECK(order(s25.error, s45.error, 45. / 25) > 1.8);
  CHECK(s45.error < 0.04);
  for (const Spreading& s : {s15, s25, s45}) {
    CHECK(s.total == Approx(1e6).epsilon(1e-12));
    for (int axis = 0; axis < 3; ++axis) {
      CHECK(std::abs(s.mean[axis]) < 1e-5);
      CHECK(s.variance[axis] == Approx(2 * 40 * 5).epsilon(1e-3));  // 2 D t
    }
  }
}

TEST_CASE("a decaying substance held at the faces of a cube matches its series with second order") {
  const double e5 = held_cube_error(5), e15 = held_cube_error(15), e45 = held_cube_error(45);
  CAPTURE(e5, e15, e45, order(e5, e15, 3), order(e15, e45, 3));
  CHECK(e45 < 2e-3);
  CHECK(order(e5, e15, 3) > 1.7);  // a decay length is less than a voxel of the coarsest
  CHECK(order(e15, e45, 3) > 1.8);
}

TEST_CASE("a slab of two layers lets through the flux of their resistances in series") {
  for (int axis = 0; axis < 3; ++axis) {
    std::array<int, 3> voxels{3, 3, 3};
    voxels[axis] = 20;
    Geometry grid = box(voxels, {30, 30, 30}, Boundary::closed);
    grid.spacing = {10, 10, 10};
    grid.boundary[axis] = {Boundary::fixed, Boundary::open};
    Beyond outside{};
    outside[axis][0] = 5;  // counts per voxel
    const auto d = sampled(grid, [&](const Vec3& p) { return p[axis] < 80 ? 12.0 : 400.0; });
    Diffusing diffusion(grid, d, 0, 1e3, outside);
    std::vector<double> counts(grid.size(), 0.0);
    StepBalance balance;
    for (int i = 0; i < 200; ++i) balance = diffusion.advance(counts);
    const double resistance = 80 / 12.0 + 120 / 400.0;  // min/um
    const double flux =
        5 / grid.voxel_volume() / resistance * 900 * 1e3;  // counts in a step through 900 um^2
    CHECK(balance.left == Approx(flux).epsilon(1e-9));
    CHECK(balance.supplied == Approx(flux).epsilon(1e-9));
  }
}

TEST_CASE("in a periodic box it does not matter where a thing happens but for what the solver leaves over") {
  const Geometry grid = box({18, 11, 7}, {90, 66, 35}, Boundary::periodic);
  Diffusing diffusion(grid, std::vector<double>{80}, 0.01, 2);
  const auto spread_from = [&](int x, int y, int z) {
    std::vector<double> counts(grid.size(), 0.0);
    counts[grid.index(x, y, z)] = 1000;
    for (int i = 0; i < 3; ++i) diffusion.advance(counts);
    return counts;
  };
  const std::array<int, 3>& n = grid.voxels;
  const std::vector<double> first = spread_from(0, 0, 0);
  for (const auto& at : {std::array<int, 3>{17, 10, 6}, {9, 0, 3}, {16, 5, 1}}) {
    const std::vector<double> other = spread_from(at[0], at[1], at[2]);
    double worst = 0;
    for (int z = 0; z < n[2]; ++z)
      for (int y = 0; y < n[1]; ++y)
        for (int x = 0; x < n[0]; ++x) {
          const std::size_t moved = grid.index((x + at[0]) % n[0], (y + at[1]) % n[1], (z + at[2]) % n[2]);
          worst = std::max(worst, std::abs(first[grid.index(x, y, z)] - other[moved]));
        }
    CHECK(worst < 0.02 * *std::max_element(first.begin(), first.end()));
  }
}

TEST_CASE("decay is that of its law but for half of its rate times the step") {
  const Geometry grid = box({6, 5, 4}, {60, 50, 40}, Boundary::closed);
  const double rate = 0.03, time = 30;
  for (const double step : {0.01, 0.1, 1.0, 3.0}) {
    std::vector<double> counts(grid.size(), 10.0);
    Diffusing diffusion(grid, 70.0, rate, step);
    double decayed = 0;
    for (int n = 0; n < std::lround(time / step); ++n) decayed += diffusion.advance(counts).decayed;
    const double exact = 10 * std::exp(-rate * time);
    CAPTURE(step);
    for (const double u : counts) CHECK(u == Approx(exact).epsilon(0.55 * rate * rate * time * step));
    CHECK(decayed == Approx(1200 - std::accumulate(counts.begin(), counts.end(), 0.0)).epsilon(1e-12));
  }
}
