// Two cells that relax in a viscous medium, gamma dx/dt = F, through the same kernel as a simulation.
#include <catch2/catch.hpp>
#include <cmath>
#include <numbers>

#include "sim/cells/neighbours.hpp"

using namespace exomet;

namespace {

constexpr double friction = 2, r1 = 8, r2 = 5, sum = 13, reach = 1.25;  // nN min/um, um

// The distance after `duration` (min) of explicit steps, along a slanted line across a periodic end.
double relaxed(const Contact& contact, double d, double duration, int steps) {
  Geometry geometry;
  geometry.spacing = {100, 100, 100};
  geometry.boundary[0] = {Boundary::periodic, Boundary::periodic};
  const Vec3 direction{2.0 / 3, 1.0 / 3, -2.0 / 3};
  const Vec3 a{2, 50, 50}, b = a - d * direction;
  Population cells;
  cells.append(0, a, 2 * r1, 0, 0);
  cells.append(0, {b.x < 0 ? b.x + 100 : b.x, b.y, b.z}, 2 * r2, 0, 0);
  Neighbours neighbours(geometry);
  const double step = duration / steps;
  for (int n = 0; n < steps; ++n) {
    std::vector<double> fx(2), fy(2), fz(2);
    neighbours.build(cells, reach);
    neighbours.add_contact_forces(cells, contact, fx, fy, fz);
    for (int i = 0; i < 2; ++i) {
      cells.x[i] += step / friction * fx[i];
      cells.y[i] += step / friction * fy[i];
      cells.z[i] += step / friction * fz[i];
    }
  }
  return norm(geometry.difference(cells.position(0), cells.position(1)));
}

// Runge-Kutta of 4th order of dd/dt = 2 F(d) / friction, with the law as published.
template <class Force>
double reference(const Force& force, double d, double duration, int steps = 20000) {
  const double h = duration / steps;
  const auto slope = [&](double at) { return 2 * force(at) / friction; };
  for (int n = 0; n < steps; ++n) {
    const double k1 = slope(d), k2 = slope(d + 0.5 * h * k1), k3 = slope(d + 0.5 * h * k2),
                 k4 = slope(d + h * k3);
    d += h / 6 * (k1 + 2 * k2 + 2 * k3 + k4);
  }
  return d;
}

// The error halves with the step (the scheme is of first order) and its extrapolation to no step is exact.
void check_converges(const Contact& contact, double start, double duration, double exact) {
  const double coarse = relaxed(contact, start, duration, 200);
  const double fine = relaxed(contact, start, duration, 400);
  CHECK(std::abs(coarse - exact) < 0.02);
  CHECK((coarse - exact) / (fine - exact) == Approx(2).epsilon(0.03));
  CHECK(2 * fine - coarse == Approx(exact).epsilon(2e-5));
  CHECK(std::abs(exact - start) > 0.1);  // they did move
}

}  // namespace

TEST_CASE("Two cells on a linear spring relax exponentially at the rate 2 k over gamma") {
  const double k = 0.5, share = 0.4, duration = 3;
  const Contact contact{ContactLaw::linear_spring, reach, 1, {0}, {{k, share}}};
  check_converges(contact, 9, duration, sum - (sum - 9) * std::exp(-2 * k * duration / friction));
  check_converges(contact, 15, duration, sum + (15 - sum) * std::exp(-2 * share * k * duration / friction));
}

TEST_CASE("Two cells under the quadratic law follow the differential equation") {
  const double k = 10, a = 0.4;
  const auto force = [&](double d) {
    const double push = d < sum ? k * std::pow(1 - d / sum, 2) : 0;
    const double pull = d < reach * sum ? a * std::pow(1 - d / (reach * sum), 2) : 0;
    return push - pull;
  };
  const Contact contact{ContactLaw::quadratic, reach, 1, {0}, {{k, a}}};
  check_converges(contact, 6, 3, reference(force, 6, 3));
  check_converges(contact, 12, 20, reference(force, 12, 20));
}

TEST_CASE("Two cells under the Hertz law follow the differential equation") {
  const double modulus = 0.2, a = 0.05;
  const auto force = [&](double d) {
    if (d >= sum) return 0.0;
    const double overlap = sum - d, radius = 1 / (1 / r1 + 1 / r2);
    return 4.0 / 3 * modulus * std::sqrt(radius) * std::pow(overlap, 1.5) -
           std::numbers::pi * a * radius * overlap;
  };
  const Contact contact{ContactLaw::hertz, reach, 1, {0}, {{modulus, a}}};
  check_converges(contact, 9, 1, reference(force, 9, 1));
  check_converges(contact, 12.9, 3, reference(force, 12.9, 3));
}

TEST_CASE("Two cells come to rest at the equilibrium distance") {
  const auto law = GENERATE(ContactLaw::linear_spring, ContactLaw::quadratic, ContactLaw::hertz);
  const ContactPair pair{5, 0.3};
  const Contact contact{law, reach, 1, {0}, {pair}};
  const double rest = equilibrium_distance(contact, pair, r1, r2);
  const double step = 0.2 * friction / stiffness_bound(contact, pair, r1, r2);
  CHECK(relaxed(contact, 11, 3000 * step, 3000) == Approx(rest).epsilon(1e-6));
}
