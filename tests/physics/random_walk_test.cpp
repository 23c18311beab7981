// The persistent random walk of cells that don't meet, against <r^2> = 2 v^2 P^2 (t/P - 1 + exp(-t/P))
// (Fuerth 1920), which holds in any dimension, at any step of motion.
#include <catch2/catch.hpp>

#include "tests/support/model_run.hpp"
#include "tests/support/statistics.hpp"

using namespace exomet;
using namespace exomet::test;

namespace {
constexpr double speed = 1, persistence = 20;  // um/min, min

double fuerth(double t) {
  return 2 * speed * speed * persistence * persistence * (t / persistence + std::expm1(-t / persistence));
}

std::string walkers(const std::string& size, const std::string& voxel, const std::string& y) {
  return "model: small\n"
         "domain: {source: assumed, size: " +
         size + ", voxel: " + voxel + ", boundary: {y: " + y + "}}\n" + loose +
         "steps: {source: assumed, transport: 30 s, motion: 30 s, rules: 10 min}\n"
         "cells:\n  source: assumed\n"
         "  a: {diameter: 4 um, crawls: {speed: 1 um/min, persistence: 20 min}}\n"
         "start:\n  - scatter: {source: assumed, of: a, count: 1500,\n"
         "      within: {x: [900 um, 1100 um], z: [900 um, 1100 um]}}\n";
}

using Walks = std::vector<std::vector<Vec3>>;  // [time][cell], displacement since the start

Walks walk(const std::string& model, const std::vector<double>& times) {
  ModelRun run(model, "duration: 100 d\noutput: {every: 10 d, measures: 10 d}\n");
  const Population start = run.cells();
  Walks walks;
  for (double time : times) {
    run.until(time);
    walks.emplace_back();
    for (CellIndex i = 0; i < start.size(); ++i)
      walks.back().push_back(run.cells().position(i) - start.position(i));
  }
  REQUIRE(run.world().limited_moves == 0);
  return walks;
}

std::vector<double> squares(const std::vector<Vec3>& displacements) {
  std::vector<double> found;
  for (const Vec3& d : displacements) found.push_back(dot(d, d));
  return found;
}

void check_law(const Walks& walks, const std::vector<double>& times) {
  for (std::size_t t = 0; t < times.size(); ++t) {
    const Estimated square = mean_of(squares(walks[t]));
    INFO("at " << times[t] << " min: " << square.value << " +- " << square.error << ", law "
               << fuerth(times[t]));
    CHECK(square.agrees(fuerth(times[t])));
    CHECK(square.error < 0.03 * square.value);  // precise enough to mean something
  }
}

// Between two late times the mean square grows by 2 v^2 P a unit of time: diffusion with D = v^2 P /
// dimensions.
void check_diffusive(const std::vector<Vec3>& early, const std::vector<Vec3>& late, double between) {
  std::vector<double> growth;
  for (std::size_t i = 0; i < early.size(); ++i)
    growth.push_back(dot(late[i], late[i]) - dot(early[i], early[i]));
  CHECK(mean_of(growth).agrees(2 * speed * speed * persistence * between));
}

void check_direction(const std::vector<Vec3>& displacements, const std::vector<int>& axes, double t) {
  for (int axis : axes) {
    std::vector<double> along, squared;
    for (const Vec3& d : displacements) along.push_back(d[axis]), squared.push_back(d[axis] * d[axis]);
    CHECK(mean_of(along).agrees(0));
    CHECK(mean_of(squared).agrees(fuerth(t) / static_cast<double>(axes.size())));
  }
}
}  // namespace

TEST_CASE("the mean squared displacement in 3-D is that of the persistent random walk") {
  const std::vector<double> times{5, 10, 20, 40, 100, 200, 400};
  const Walks walks = walk(walkers("[2000 um, 2000 um, 2000 um]", "200 um", "closed"), times);
  check_law(walks, times);
  check_diffusive(walks[5], walks[6], 200);
  check_direction(walks[4], {0, 1, 2}, 100);
}

TEST_CASE("the mean squared displacement in 2-D is that of the persistent random walk") {
  const std::vector<double> times{5, 10, 20, 40, 100, 200, 400};
  const Walks walks = walk(walkers("[2000 um, 10 um, 2000 um]", "[200 um, 10 um, 200 um]", "flat"), times);
  check_law(walks, times);
  check_diffusive(walks[5], walks[6], 200);
  check_direction(walks[4], {0, 2}, 100);
  for (const Vec3& d : walks[4]) CHECK(d.y == 0);
}

TEST_CASE("a walk spreads by the law also with steps of motion as long as many of its turns") {
  // Cells so large that none is held to a quarter of its diameter, and far from each other.
  const std::string far_apart =
      "model: small\n"
      "domain: {source: assumed, size: [2 m, 2 m, 2 m], voxel: 0.5 m}\n" +
      loose +
      "cells: {source: assumed, a: {diameter: 8 mm, crawls: {speed: 1 um/min, persistence: 20 min}}}\n"
      "start:\n  - scatter: {source: assumed, of: a, count: 1500,\n"
      "      within: {x: [0.5 m, 1.5 m], y: [0.5 m, 1.5 m], z: [0.5 m, 1.5 m]}}\n";
  const std::vector<double> times{2400, 4800};
  for (const std::string step : {"5 min", "50 min", "2400 min"}) {  // up to 125 turns a step
    const Walks walks = walk(far_apart + "steps: {source: assumed, transport: " + step + ", motion: " + step +
                                 ", rules: " + step + "}\n",
                             times);
    check_law(walks, times);
    check_direction(walks[1], {0, 1, 2}, 4800);
  }
}
