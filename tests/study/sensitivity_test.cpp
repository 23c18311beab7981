// Sensitivity indices of functions whose indices are known.
#include "sim/study/statistics/sensitivity.hpp"

#include <catch2/catch.hpp>
#include <cmath>
#include <functional>
#include <numbers>

#include "sim/study/design/cube.hpp"

using namespace exomet;

namespace {

using Function = std::function<double(const std::vector<double>&)>;

std::vector<double> at_all(const Cube& cube, const Function& f) {
  std::vector<double> values;
  for (const auto& point : cube) values.push_back(f(point));
  return values;
}

std::vector<SobolIndices> indices(const Function& f, std::size_t axes, std::size_t base) {
  return sobol_indices(at_all(saltelli_cube(base, axes), f), axes);
}

// Ishigami and Homma 1990, over [-pi, pi].
double ishigami(const std::vector<double>& u) {
  const auto x = [&](int i) { return std::numbers::pi * (2 * u[i] - 1); };
  return std::sin(x(0)) + 7 * std::pow(std::sin(x(1)), 2) + 0.1 * std::pow(x(2), 4) * std::sin(x(0));
}

// Sobol's g-function with the coefficients of Saltelli and Sobol 1995.
const std::vector<double> g_coefficients{0, 1, 4.5, 9, 99, 99, 99, 99};
double g_function(const std::vector<double>& u) {
  double product = 1;
  for (std::size_t i = 0; i < u.size(); ++i)
    product *= (std::abs(4 * u[i] - 2) + g_coefficients[i]) / (1 + g_coefficients[i]);
  return product;
}

bool holds(const Index& index, double truth) {
  return index.interval.low <= truth && truth <= index.interval.high;
}

}  // namespace

TEST_CASE("sobol indices of the Ishigami function") {
  // Exact: V = a^2/8 + b pi^4/5 + b^2 pi^8/18 + 1/2 with a = 7 and b = 0.1.
  const double pi4 = std::pow(std::numbers::pi, 4), a = 7, b = 0.1;
  const double variance = a * a / 8 + b * pi4 / 5 + b * b * pi4 * pi4 / 18 + 0.5;
  const double first[] = {0.5 * std::pow(1 + b * pi4 / 5, 2) / variance, a * a / 8 / variance, 0};
  const double both = 8 * b * b * pi4 * pi4 / 225 / variance;  // of the first and the third
  const double total[] = {first[0] + both, first[1], both};
  const auto found = indices(ishigami, 3, 4095);
  for (int i = 0; i < 3; ++i) {
    INFO("parameter " << i);
    CHECK(found[i].first.value == Approx(first[i]).margin(0.01));
    CHECK(found[i].total.value == Approx(total[i]).margin(0.01));
    CHECK(holds(found[i].first, first[i]));
    CHECK(holds(found[i].total, total[i]));
    CHECK(found[i].total.interval.high - found[i].total.interval.low < 0.1);
  }
}

TEST_CASE("sobol indices of the g-function") {
  // Exact: V_i = 1 / (3 (1 + a_i)^2), V = prod (1 + V_i) - 1, total_i = V_i prod_{j != i} (1 + V_j) / V.
  double product = 1;
  std::vector<double> parts;
  for (double a : g_coefficients) parts.push_back(1 / (3 * (1 + a) * (1 + a)));
  for (double part : parts) product *= 1 + part;
  const auto found = indices(g_function, 8, 4095);
  for (std::size_t i = 0; i < 8; ++i) {
    INFO("parameter " << i);
    CHECK(found[i].first.value == Approx(parts[i] / (product - 1)).margin(0.01));
    CHECK(found[i].total.value == Approx(parts[i] * product / (1 + parts[i]) / (product - 1)).margin(0.01));
  }
  CHECK(found[0].first.value == Approx(0.7165).margin(0.01));  // as published
  CHECK(found[1].total.value == Approx(0.2423).margin(0.01));
}

TEST_CASE("sobol indices of a sum are the shares of its terms") {
  const auto found =
      indices([](const std::vector<double>& u) { return u[0] + 2 * u[1] + 3 * u[2]; }, 3, 1023);
  for (int i = 0; i < 3; ++i) {
    CHECK(found[i].first.value == Approx((i + 1) * (i + 1) / 14.0).margin(0.01));
    CHECK(found[i].total.value == Approx((i + 1) * (i + 1) / 14.0).margin(0.01));
  }
}

TEST_CASE("the bootstrap interval narrows with the root of the rows") {
  const auto width = [](std::size_t base) {
    const Interval of = indices(ishigami, 3, base)[0].total.interval;
    return of.high - of.low;
  };
  CHECK(width(255) / width(4095) == Approx(4).margin(1.2));
}

TEST_CASE("without variance there are no indices") {
  const auto found = indices([](const std::vector<double>&) { return 3; }, 2, 15);
  CHECK(std::isnan(found[0].first.value));
  CHECK(std::isnan(found[0].first.interval.low));
}

TEST_CASE("elementary effects of a linear function are its slopes without spread") {
  const Cube cube = morris_cube(10, 3, 4, 1);
  const auto found =
      morris_effects(cube, at_all(cube, [](const std::vector<double>& u) { return 2 * u[0] - 5 * u[1]; }), 3);
  const double slopes[] = {2, -5, 0};
  for (int i = 0; i < 3; ++i) {
    CHECK(found[i].mu == Approx(slopes[i]).margin(1e-12));
    CHECK(found[i].mu_star.value == Approx(std::abs(slopes[i])).margin(1e-12));
    CHECK(found[i].sigma == Approx(0).margin(1e-12));
    CHECK(found[i].mu_star.interval.high == Approx(std::abs(slopes[i])).margin(1e-12));
  }
}

TEST_CASE("elementary effects of a product have mean one half and a spread") {
  // Of u0 u1 the effect of u0 is u1, which is uniform on the grid: mean 1/2, variance (p + 1) / (12 (p - 1)).
  constexpr long levels = 4;
  const Cube cube = morris_cube(4000, 2, levels, 2);
  const auto found =
      morris_effects(cube, at_all(cube, [](const std::vector<double>& u) { return u[0] * u[1]; }), 2);
  for (int i = 0; i < 2; ++i) {
    CHECK(found[i].mu_star.value == Approx(0.5).margin(0.02));
    CHECK(found[i].sigma == Approx(std::sqrt(5.0 / 36)).margin(0.01));
    CHECK(holds(found[i].mu_star, 0.5));
  }
}

TEST_CASE("a sign that changes shows in mu and not in mu_star") {
  // Of (u - 1/2)^2 the effect is u + u' - 1.
  const Cube cube = morris_cube(200, 1, 4, 5);
  const auto found = morris_effects(
      cube, at_all(cube, [](const std::vector<double>& u) { return std::pow(u[0] - 0.5, 2); }), 1);
  CHECK(std::abs(found[0].mu) < 0.1);
  CHECK(found[0].mu_star.value == Approx(1.0 / 3).margin(1e-9));
}
