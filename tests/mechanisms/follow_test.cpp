// A cell in the linear profile between a fixed and an open end, c = c0 (1 - z/L): what it senses across
// itself is s = diameter / (L - z), and it moves at speed s / (half + s) towards z = 0.
#include <catch2/catch.hpp>

#include "tests/support/model_run.hpp"

using namespace exomet;
using namespace exomet::test;

namespace {
std::string follower(double z, const std::string& ends, const std::string& more = "") {
  return "model: small\n"
         "domain: {source: assumed, size: [100 um, 100 um, 200 um], voxel: 10 um,\n"
         "         boundary: {x: periodic, y: periodic, z: " +
         ends + "}}\n" + loose +
         "substances: {source: assumed, lure: {diffusion: 1000 um^2/s, outside: 0.01 /um^3}}\n"
         "cells:\n  source: assumed\n  a: {diameter: 8 um, follows: {lure: {speed: 1e-4 um/min, half: "
         "0.05" +
         more +
         "}}}\n"
         "start:\n" +
         cell_at("a", 45, 45, z);
}

void check_speed(double z, double sensed, const std::string& more = "") {
  ModelRun run(follower(z, "[fixed, open]", more));
  run.until(60);  // the profile relaxes within L^2 / (pi^2 D) = 0.1 min
  const Vec3 before = run.cells().position(0);
  run.simulation.step();
  const Vec3 moved = run.cells().position(0) - before;
  CHECK(moved.z == Approx(-1e-4 * sensed / (0.05 + sensed)).epsilon(1e-4));
  CHECK(std::abs(moved.x) + std::abs(moved.y) < 1e-12);
}
}  // namespace

TEST_CASE("a cell moves up a gradient at the speed of what it senses") {
  for (double z : {45.0, 105.0, 155.0}) check_speed(z, 8 / (200 - z));  // middles of voxels
}

TEST_CASE("a cell hardly sees the gradient of what is far below the density that it can tell") {
  // c = 0.01 /um^3 (1 - z/200): the gradient is 5e-5 /um^4 everywhere.
  for (double z : {45.0, 155.0}) {
    const double density = 0.01 * (1 - z / 200);
    check_speed(z, 8 * 5e-5 / (density + 0.02), ", detects: 0.02 /um^3");
    check_speed(z, 8 * 5e-5 / (density + 20), ", detects: 20 /um^3");
    check_speed(z, 8 * 5e-5 / density, ", detects: 0 /um^3");
  }
}

TEST_CASE("beside an end the gradient is that of the profile and the density that of the mirrored voxels") {
  // The mean of the middles of voxels within 7.5 um, those beyond the end mirrored.
  for (const auto& [z, mean] : {std::pair{5.0, 20 / 3.0}, {7.0, 8.0}, {9.0, 28 / 3.0}})
    check_speed(z, 8 / (200 - mean));
  for (const auto& [z, mean] : {std::pair{191.0, 572 / 3.0}, {198.0, 195.0}})
    check_speed(z, 8 / (200 - mean));
}

TEST_CASE("without a gradient nothing is followed") {
  ModelRun run(follower(45, "fixed"));
  run.until(120);
  const Vec3 before = run.cells().position(0);
  run.until(180);
  CHECK(norm(run.cells().position(0) - before) < 1e-9);
}
