// A cell in the linear profile between a fixed and an open end, c = c0 (1 - z/L): what it senses across
// itself is s = diameter / (L - z), and it moves at speed s / (half + s) towards z = 0.
#include <algorithm>
#include <catch2/catch.hpp>
#include <functional>

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

// The mean of the middles of the voxels within 7.5 um of a place, by how far they reach into that: where the
// profile has the density that a cell there senses.
double seen_at(double z) {
  double mean = 0;
  for (double low = 0; low < 200; low += 10)
    mean += std::max(0.0, std::min(low + 10, z + 7.5) - std::max(low, z - 7.5)) / 15 * (low + 5);
  return mean;
}

// sensed: across a cell at a place, which moves a little before it is looked at.
void check_speed(double z, const std::function<double(double z)>& sensed, const std::string& more = "") {
  ModelRun run(follower(z, "[fixed, open]", more));
  run.until(60);  // the profile relaxes within L^2 / (pi^2 D) = 0.1 min
  const Vec3 before = run.cells().position(0);
  run.simulation.step();
  const Vec3 moved = run.cells().position(0) - before;
  const double there = sensed(before.z);
  CHECK(moved.z == Approx(-1e-4 * there / (0.05 + there)).epsilon(1e-6));
  CHECK(std::abs(moved.x) + std::abs(moved.y) < 1e-12);
}
}  // namespace

TEST_CASE("a cell moves up a gradient at the speed of what it senses") {
  for (double start : {45.0, 102.0, 157.0})
    check_speed(start, [](double z) { return 8 / (200 - seen_at(z)); });
}

TEST_CASE("a cell hardly sees the gradient of what is far below the density that it can tell") {
  // c = 0.01 /um^3 (1 - z/200): the gradient is 5e-5 /um^4 everywhere.
  for (double start : {45.0, 155.0})
    for (const auto& [detects, text] : {std::pair{0.02, "0.02"}, {20.0, "20"}, {0.0, "0"}})
      check_speed(
          start, [least = detects](double z) { return 8 * 5e-5 / (0.01 * (1 - seen_at(z) / 200) + least); },
          std::string(", detects: ") + text + " /um^3");
}

TEST_CASE("beside an end the gradient is that of the profile and the density that of the mirrored voxels") {
  // The mean of the middles of the two voxels within 7.5 um, those beyond the end mirrored.
  for (double start : {5.0, 7.0, 9.0})
    check_speed(start, [](double z) { return 8 / (200 - (15 - 10 * (17.5 - z) / 15)); });
  for (double start : {191.0, 198.0})
    check_speed(start, [](double z) { return 8 / (200 - (185 + 10 * std::min(1.0, (z - 182.5) / 15))); });
}

TEST_CASE("without a gradient nothing is followed") {
  ModelRun run(follower(45, "fixed"));
  run.until(120);
  const Vec3 before = run.cells().position(0);
  run.until(180);
  CHECK(norm(run.cells().position(0) - before) < 1e-9);
}
