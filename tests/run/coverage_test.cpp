#include "sim/run/coverage.hpp"

#include <catch2/catch.hpp>
#include <numbers>

#include "tests/support/model_run.hpp"

using namespace exomet;
using namespace exomet::test;

namespace {
double covered(const Raster& raster) {
  return raster.covered_pixels() * raster.pixel_area;
}

Raster raster_of(const std::string& domain, const std::string& start, const Plane& plane) {
  ModelRun run(domain + loose +
               "cells: {source: assumed, a: {diameter: 20 um}, b: {diameter: 20 um}}\nstart:\n" + start);
  return coverage(run.simulation.observe(), {{0}}, plane);
}
constexpr double disc = std::numbers::pi * 11.6 * 11.6;  // um^2: out to the corners of its hexagon
constexpr double pixels = 0.08;                          // half a pixel of 2 um along the edge would be 17 %
}  // namespace

TEST_CASE("a cell covers the circle around its hexagon in any plane") {
  for (int axis = 0; axis < 3; ++axis) {
    const Raster raster = raster_of(closed_box, cell_at("a", 101, 99, 103), {axis, 100});
    CHECK(covered(raster) == Approx(disc).epsilon(pixels));
    CHECK(raster.pixel_area * raster.width * raster.height == Approx(200 * 200));
  }
}

TEST_CASE("cells count within a diameter of the plane and only those of the type") {
  CHECK(covered(raster_of(closed_box, cell_at("a", 100, 100, 119), {2, 100})) > 0);
  CHECK(covered(raster_of(closed_box, cell_at("a", 100, 100, 121), {2, 100})) == 0);
  CHECK(covered(raster_of(closed_box, cell_at("b", 100, 100, 100), {2, 100})) == 0);
}

TEST_CASE("a cell at the end of the domain covers across it if it is periodic and is cut off if not") {
  CHECK(covered(raster_of(slab, cell_at("a", 0, 100, 100), {2, 100})) == Approx(disc).epsilon(pixels));
  CHECK(covered(raster_of(closed_box, cell_at("a", 0, 100, 100), {2, 100})) ==
        Approx(disc / 2).epsilon(pixels));
}

TEST_CASE("in a 2-D section a cell covers a stretch of a row") {
  const Raster raster = raster_of(
      "model: small\n"
      "domain: {source: assumed, size: [200 um, 10 um, 200 um], voxel: 10 um, boundary: {y: flat}}\n",
      cell_at("a", 100, 5, 100), {2, 100});
  CHECK(std::min(raster.width, raster.height) == 1);
  CHECK(covered(raster) == Approx(23.2 * 10).epsilon(0.1));
}
