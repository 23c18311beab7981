#include "sim/cells/contact.hpp"

#include <catch2/catch.hpp>
#include <cmath>
#include <numbers>

using namespace exomet;

namespace {

const double pi = std::numbers::pi;
constexpr double r1 = 8, r2 = 5, sum = 13, reach = 1.25;

Contact contact(ContactLaw law) { return {law, reach, 1, {0}, {{}}}; }

// The slope found by trying, nN per um of approach.
double steepest(const Contact& laws, const ContactPair& pair) {
  double most = 0;
  const double step = sum / 20000;
  for (int n = 1; n < 20000; ++n) {
    const double near = contact_force(laws, pair, r1, r2, n * step);
    const double far = contact_force(laws, pair, r1, r2, (n + 1) * step);
    most = std::max(most, std::abs(near - far) / step);
  }
  return most;
}

}  // namespace

TEST_CASE("The linear spring pushes below the sum of radii and pulls up to its reach") {
  const Contact laws = contact(ContactLaw::linear_spring);
  const ContactPair pair{2, 0.3};
  CHECK(contact_force(laws, pair, r1, r2, 10) == Approx(2 * 3));
  CHECK(contact_force(laws, pair, r1, r2, 15) == Approx(-0.3 * 2 * 2));
  CHECK(contact_force(laws, pair, r1, r2, 13) == 0);
  CHECK(contact_force(laws, pair, r1, r2, 16.24) < 0);
  CHECK(contact_force(laws, pair, r1, r2, 16.26) == 0);
}

TEST_CASE("The quadratic law is the difference of two squared potentials of their own reach") {
  const Contact laws = contact(ContactLaw::quadratic);
  const ContactPair pair{10, 0.4};
  const double far = 1 - 10 / (1.25 * 13);
  CHECK(contact_force(laws, pair, r1, r2, 10) == Approx(10 * (3.0 / 13) * (3.0 / 13) - 0.4 * far * far));
  CHECK(contact_force(laws, pair, r1, r2, 15) == Approx(-0.4 * (1 - 15 / 16.25) * (1 - 15 / 16.25)));
  CHECK(contact_force(laws, pair, r1, r2, 16.26) == 0);
}

TEST_CASE(
    "The Hertz law follows the overlap to the power of three halves less the adhesion over the contact") {
  const Contact laws = contact(ContactLaw::hertz);
  const ContactPair pair{0.6, 0.1};
  const double radius = 1 / (1 / r1 + 1 / r2), overlap = 2.5;
  CHECK(contact_force(laws, pair, r1, r2, sum - overlap) ==
        Approx(4.0 / 3 * 0.6 * std::sqrt(radius) * std::pow(overlap, 1.5) - pi * 0.1 * radius * overlap));
  CHECK(contact_force(laws, pair, r1, r2, 13) == 0);
  CHECK(contact_force(laws, pair, r1, r2, 13.01) == 0);
}

TEST_CASE("The force vanishes at the equilibrium distance and changes from push to pull there") {
  struct Case {
    ContactLaw law;
    ContactPair pair;
    double expected;
  };
  const double c = reach, root = std::sqrt(0.04);
  const double radius = r1 * r2 / sum, ratio = 3 * pi * 0.1 / (4 * 0.6);
  const Case one = GENERATE_COPY(Case{ContactLaw::linear_spring, {2, 0.3}, sum},
                                 Case{ContactLaw::quadratic, {10, 0.4}, sum * (1 - root) / (1 - root / c)},
                                 Case{ContactLaw::hertz, {0.6, 0.1}, sum - ratio * ratio * radius});
  const Contact laws = contact(one.law);
  const double d = equilibrium_distance(laws, one.pair, r1, r2);
  CHECK(d == Approx(one.expected).epsilon(1e-13));
  CHECK(std::abs(contact_force(laws, one.pair, r1, r2, d)) < 1e-13);
  CHECK(contact_force(laws, one.pair, r1, r2, d - 0.01) > 0);
  CHECK(contact_force(laws, one.pair, r1, r2, d + 0.01) < 0);
}

TEST_CASE("Without adhesion cells rest where they touch and with too much of it nowhere apart") {
  for (const auto law : {ContactLaw::linear_spring, ContactLaw::quadratic, ContactLaw::hertz})
    CHECK(equilibrium_distance(contact(law), {2, 0}, r1, r2) == sum);
  CHECK(equilibrium_distance(contact(ContactLaw::quadratic), {1, 1.1}, r1, r2) == 0);
  CHECK(equilibrium_distance(contact(ContactLaw::hertz), {0.01, 1}, r1, r2) == 0);
  CHECK(equilibrium_distance(contact(ContactLaw::hertz), {0, 1}, r1, r2) == 0);
}

TEST_CASE("The stiffness bound is the steepest slope of the force within contact") {
  const auto law = GENERATE(ContactLaw::linear_spring, ContactLaw::quadratic, ContactLaw::hertz);
  const auto pair = GENERATE(ContactPair{2, 0}, ContactPair{2, 0.3}, ContactPair{0.3, 0.9});
  const double bound = stiffness_bound(contact(law), pair, r1, r2);
  const double found = steepest(contact(law), pair);
  CHECK(found <= bound * (1 + 1e-9));
  CHECK(found >= bound * 0.99);
}
