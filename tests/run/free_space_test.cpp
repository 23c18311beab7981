#include "sim/run/free_space.hpp"

#include <catch2/catch.hpp>

#include "tests/support/model_run.hpp"

using namespace exomet;
using namespace exomet::test;

namespace {
const std::string three_sizes =
    "cells: {source: assumed, small: {diameter: 3 um}, middle: {diameter: 12 um}, huge: {diameter: 90 um}}\n"
    "start:\n"
    "  - scatter: {source: assumed, of: small, count: 4000}\n"
    "  - scatter: {source: assumed, of: middle, count: 100}\n"
    "  - scatter: {source: assumed, of: huge, count: 3}\n";

bool is_free_of_all(const Geometry& grid, const Population& cells, const Vec3& at, double diameter,
                    double closeness) {
  for (CellIndex i = 0; i < cells.size(); ++i)
    if (norm(grid.difference(cells.position(i), at)) < closeness * 0.5 * (cells.diameter[i] + diameter))
      return false;
  return true;
}
}  // namespace

TEST_CASE("room among cells of several sizes is what looking at every cell finds") {
  const std::string domain = GENERATE(periodic_box, closed_box, slab);
  const ModelRun run(domain + loose + three_sizes);
  const Geometry& grid = run.plan.model().geometry;
  const FreeSpace room(run.plan.model(), run.cells());
  int found = 0;
  constexpr int draws = 600;
  for (std::uint64_t n = 0; n < draws; ++n) {
    Random random(3, n, 0, purpose("test"));
    const Vec3 at{200 * random.uniform(), 200 * random.uniform(), 200 * random.uniform()};
    const double diameter = std::exp(5 * random.uniform() - 1), closeness = 0.5 + 0.5 * random.uniform();
    const bool expected = is_free_of_all(grid, run.cells(), at, diameter, closeness);
    CHECK(room.is_free(run.cells(), at, diameter, closeness) == expected);
    found += expected;
  }
  CHECK(found > draws / 10);
  CHECK(found < draws - draws / 10);
}

TEST_CASE("room in a plane and in an axis of few cells is what looking at every cell finds") {
  const ModelRun run(
      "model: small\n"
      "domain: {source: assumed, size: [40 um, 10 um, 300 um], voxel: 10 um,\n"
      "         boundary: {x: periodic, y: flat, z: periodic}}\n" +
      loose +
      "cells: {source: assumed, a: {diameter: 12 um}}\nstart: [{scatter: {source: assumed, of: a, count: "
      "30}}]\n");
  const Geometry& grid = run.plan.model().geometry;
  const FreeSpace room(run.plan.model(), run.cells());
  for (double x = 0; x < 40; x += 1.7)
    for (double z = 0; z < 300; z += 3.1)
      CHECK(room.is_free(run.cells(), {x, 5, z}, 8) == is_free_of_all(grid, run.cells(), {x, 5, z}, 8, 1));
}

// Boxes as large as the largest cell would take minutes: every small cell would be compared with all in a
// sixth of the domain.
TEST_CASE("one huge cell among many small ones costs no more than its own search") {
  const ModelRun run(
      "model: small\ndomain: {source: assumed, size: [1000 um, 1000 um, 1000 um], voxel: 100 um}\n" + loose +
      "cells: {source: assumed, huge: {diameter: 500 um}, small: {diameter: 8 um}}\n"
      "start:\n"
      "  - scatter: {source: assumed, of: huge, count: 1}\n"
      "  - scatter: {source: assumed, of: small, count: 200000}\n");
  CHECK(run.cells().size() == 200001);
}
