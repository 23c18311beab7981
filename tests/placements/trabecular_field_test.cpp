#include "models/placements/trabecular_field.hpp"

#include <oneapi/tbb/global_control.h>

#include <catch2/catch.hpp>
#include <cmath>

#include "models/placements/random_field.hpp"
#include "sim/grid/surface/thickness.hpp"
#include "sim/run/pieces.hpp"
#include "tests/grid/shapes.hpp"

using namespace exomet;
using namespace exomet::test;

namespace {
double mean(const std::vector<double>& values) {
  double sum = 0;
  for (double value : values) sum += value;
  return sum / static_cast<double>(values.size());
}

std::size_t number_of_pieces(const Geometry& grid, const std::vector<double>& share) {
  std::vector<char> solid(grid.size());
  for (std::size_t v = 0; v < grid.size(); ++v) solid[v] = share[v] >= 0.5;
  return piece_sizes(pieces(grid, solid)).size();
}

// How much fields differ on average from one voxel along x to the next, and from the last to the first.
std::pair<double, double> steps(const Geometry& grid) {
  double within = 0, across = 0;
  for (const std::uint64_t seed : {1, 2, 3, 4, 5, 6}) {
    const std::vector<double> value = random_field(grid, 200, seed, 0).value;
    for_each_voxel(grid, [&](int x, int y, int z) {
      const double next = value[grid.index((x + 1) % grid.voxels[0], y, z)];
      (x + 1 < grid.voxels[0] ? within : across) += std::abs(next - value[grid.index(x, y, z)]);
    });
  }
  return {within / (grid.voxels[0] - 1), across};
}
}  // namespace

TEST_CASE("made-up bone has its volume fraction and thickness and hangs together") {
  for (const bool periodic : {true, false})
    for (const double volume_fraction : {0.1, 0.2, 0.35})
      for (const std::uint64_t seed : {1, 2}) {
        const Geometry grid = cube_grid(40, 20, periodic);
        const TrabecularField made = sponge(grid, volume_fraction, 110, seed, 0);
        CHECK(mean(made.share) == Approx(volume_fraction).margin(0.001));
        CHECK(made.volume_fraction == Approx(mean(made.share)));
        CHECK(mean_thickness(grid, made.share) == Approx(110).epsilon(0.1));
        CHECK(made.thickness == mean_thickness(grid, made.share));
        CHECK(number_of_pieces(grid, made.share) == 1);
        for (const double share : made.share) REQUIRE((share >= 0 && share <= 1));
      }
}

TEST_CASE("its surface goes through voxels rather than along them") {
  const Geometry grid = cube_grid(40, 20, true);
  std::size_t partly = 0;
  for (const double share : sponge(grid, 0.2, 110, 1, 0).share) partly += share > 0.01 && share < 0.99;
  CHECK(partly > grid.size() / 20);
}

TEST_CASE("a field goes on across joined ends and not across others") {
  const auto [within, across] = steps(cube_grid(40, 20, true));
  CHECK(across == Approx(within).epsilon(0.1));
  const auto [inside, ends] = steps(cube_grid(40, 20));
  CHECK(ends > 1.5 * inside);
}

TEST_CASE("a field has mean 0 and variance 1 and varies as its wavelength says") {
  const double wavelength = 200, number = 2 * 3.14159265358979 / wavelength;
  const Geometry grid = cube_grid(60, 20);
  double sum = 0, square = 0, change = 0;
  for (const std::uint64_t seed : {1, 2, 3, 4}) {
    const RandomField field = random_field(grid, wavelength, seed, 0);
    for_each_voxel(grid, [&](int x, int y, int z) {
      const double here = field.value[grid.index(x, y, z)];
      sum += here, square += here * here;
      if (x + 1 < 60) change += std::pow(field.value[grid.index(x + 1, y, z)] - here, 2);
    });
  }
  const double count = 4.0 * static_cast<double>(grid.size());
  CHECK(sum / count == Approx(0).margin(0.05));
  CHECK(square / count == Approx(1).epsilon(0.1));
  // Variance of the derivative along an axis: k^2 / 3, and 1 + 0.0075 for the band of wavelengths.
  const double slope = change / (count * 59 / 60) / (20 * 20) / (square / count);
  CHECK(slope == Approx(number * number / 3).epsilon(0.1));
}

TEST_CASE("the level leaves the share that is asked for") {
  const Geometry grid = cube_grid(30, 20);
  const RandomField field = random_field(grid, 200, 1, 0);
  std::vector<char> half(grid.size(), 0);
  for (std::size_t v = 0; v < grid.size() / 2; ++v) half[v] = 1;
  const double level = level_of(field, half, 0.2);
  double sum = 0;
  for (std::size_t v = 0; v < grid.size() / 2; ++v) sum += field.share_above(level, v);
  CHECK(sum / static_cast<double>(grid.size()) == Approx(0.2).epsilon(1e-9));
}

TEST_CASE("a 2-D domain gets a section of bone") {
  Geometry grid = cube_grid(60, 20, true);
  grid.voxels[1] = 1;
  grid.boundary[1] = {Boundary::flat, Boundary::flat};
  const TrabecularField made = sponge(grid, 0.25, 120, 3, 0);
  CHECK(mean(made.share) == Approx(0.25).margin(0.001));
  CHECK(made.thickness == Approx(120).epsilon(0.15));
}

TEST_CASE("bone is another at another seed and has the same bits at any number of threads") {
  const Geometry grid = cube_grid(24, 20, true);
  const std::vector<double> expected = sponge(grid, 0.2, 80, 1, 0).share;
  CHECK(sponge(grid, 0.2, 80, 2, 0).share != expected);
  CHECK(sponge(grid, 0.2, 80, 1, 1).share != expected);
  for (const std::size_t threads : {1, 2, 3, 7}) {
    const oneapi::tbb::global_control control(oneapi::tbb::global_control::max_allowed_parallelism, threads);
    CHECK(sponge(grid, 0.2, 80, 1, 0).share == expected);
  }
}
