// Populations of cells to test and to time with.
#pragma once

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>
#include <numeric>
#include <random>
#include <vector>

#include "sim/cells/contact.hpp"
#include "sim/cells/population.hpp"
#include "sim/grid/geometry.hpp"

namespace exomet::testing {

// A domain of one voxel an axis, in um.
inline Geometry box(double x, double y, double z, std::array<Boundary, 3> boundary) {
  Geometry geometry;
  geometry.spacing = {x, y, z};
  for (int axis = 0; axis < 3; ++axis) geometry.boundary[axis] = {boundary[axis], boundary[axis]};
  return geometry;
}

// Cells anywhere in the domain (in the mid-plane of a flat axis), of random types and diameters.
inline Population random_cells(const Geometry& geometry, int cells, int types, double smallest,
                               double largest, unsigned seed) {
  std::mt19937 engine(seed);
  std::uniform_real_distribution<double> uniform(0, 1);
  Population population;
  for (int i = 0; i < cells; ++i) {
    Vec3 at;
    for (int axis = 0; axis < 3; ++axis)
      at[axis] = geometry.extent()[axis] * (geometry.flat(axis) ? 0.5 : uniform(engine));
    const auto type = static_cast<CellTypeId>(engine() % types);
    population.append(type, at, smallest + (largest - smallest) * uniform(engine), 0, 0);
  }
  return population;
}

// Strengths that differ for every pair of types.
inline Contact random_contact(ContactLaw law, double reach, int types, unsigned seed) {
  std::mt19937 engine(seed);
  std::uniform_real_distribution<double> uniform(0.1, 1);
  Contact contact{law, reach};
  contact.kinds = static_cast<std::size_t>(types);
  contact.kind.resize(contact.kinds);
  std::iota(contact.kind.begin(), contact.kind.end(), 0u);
  contact.pairs.resize(contact.kinds * contact.kinds);
  for (int a = 0; a < types; ++a)
    for (int b = a; b < types; ++b) {
      const ContactPair pair{uniform(engine), 0.1 * uniform(engine)};
      contact.pairs[a * types + b] = contact.pairs[b * types + a] = pair;
    }
  return contact;
}

// About so many cells of 16.8 um, close-packed at 95 % of their diameter in a ball in the middle of a closed
// cube and jittered: 12 touch a cell. In random order, as after many divisions.
inline Population packed_ball(int about, Geometry& geometry) {
  const double diameter = 16.825421, step = 0.95 * diameter, layer = step * std::sqrt(2.0 / 3);
  const double radius = std::cbrt(about * step * step * step / std::sqrt(2.0) * 3 / (4 * std::numbers::pi));
  const double half = radius + 60;
  const int most = static_cast<int>(radius / layer) + 2;
  geometry = box(2 * half, 2 * half, 2 * half, {Boundary::closed, Boundary::closed, Boundary::closed});
  std::mt19937 engine(7);
  std::uniform_real_distribution<double> jitter(-0.8, 0.8);
  std::vector<Vec3> positions;
  for (int k = -most; k <= most; ++k)
    for (int j = -2 * most; j <= 2 * most; ++j)
      for (int i = -2 * most; i <= 2 * most; ++i) {
        const Vec3 site{step * (i + 0.5 * (j & 1) + 0.5 * (k & 1)),
                        step * std::sqrt(0.75) * (j + (k & 1) / 3.0), layer * k};
        if (norm(site) < radius)
          positions.push_back(site +
                              Vec3{half + jitter(engine), half + jitter(engine), half + jitter(engine)});
      }
  std::shuffle(positions.begin(), positions.end(), engine);
  Population population;
  for (const Vec3& at : positions) population.append(0, at, diameter, 0, 0);
  return population;
}

}  // namespace exomet::testing
