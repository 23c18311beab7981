#include "sim/grid/diffusion/diffusivity.hpp"

#include <catch2/catch.hpp>
#include <cmath>
#include <random>
#include <vector>

#include "sim/grid/diffusion/faces.hpp"

using namespace exomet;

namespace {
std::vector<double> read_all(const Diffusivity& diffusivity, std::size_t voxels) {
  std::vector<double> values(voxels);
  diffusivity.read(0, voxels, values.data());
  return values;
}

std::vector<double> random_shares(std::size_t voxels, double most, unsigned seed) {
  std::mt19937_64 engine(seed);
  std::uniform_real_distribution<double> uniform(0, most);
  std::vector<double> shares(voxels);
  for (double& share : shares) share = uniform(engine);
  return shares;
}

Geometry grid_of(int x, int y, int z) {
  Geometry grid;
  grid.voxels = {x, y, z};
  grid.spacing = {10, 10, 10};
  return grid;
}
}  // namespace

TEST_CASE("diffusivity is blended by volume") {
  const std::vector<double> matrix{0, 0.25, 1, 0.5, 0.9}, mineral{0, 0, 0, 0.5, 0.6};
  const std::vector<double> d = read_all(Diffusivity(100, {{20, matrix}, {0, mineral}}), 5);
  CHECK(d[0] == Approx(100));
  CHECK(d[1] == Approx(80));
  CHECK(d[2] == Approx(20));
  CHECK(d[3] == Approx(10));
  CHECK(d[4] == Approx(20 * 0.9 / 1.5));
  CHECK(read_all(Diffusivity(100, {}), 2) == std::vector<double>{100, 100});
  CHECK(Diffusivity(100, {}).uniform());
}

TEST_CASE("a blend is the same wherever one begins to read it and however many voxels it has") {
  const std::vector<double> shares = random_shares(1000, 1.3, 1);
  const Diffusivity blend(100, {{20, shares}});
  for (std::size_t first = 0; first < 1000; first += 37)
    for (const std::size_t count : {std::size_t{1}, std::size_t{8}, std::size_t{300}, 1000 - first}) {
      if (first + count > 1000) continue;
      std::vector<double> part(count);
      blend.read(first, count, part.data());
      for (std::size_t v = 0; v < count; ++v) {
        const double share = shares[first + v];
        REQUIRE(part[v] == Approx(share > 1 ? 20 : 100 * (1 - share) + 20 * share).epsilon(1e-14));
      }
    }
}

TEST_CASE("faces in a blend are those of the blended values") {
  for (const Geometry& grid : {grid_of(13, 9, 7), grid_of(64, 70, 9), grid_of(30, 8, 100)}) {
    const std::vector<double> shares = random_shares(grid.size(), 1, 2);
    const Diffusivity blend(90, {{5, shares}});
    const Faces blended(grid, blend, 0.5), by_value(grid, read_all(blend, grid.size()), 0.5);
    const auto [nx, ny, nz] = blended.shape().voxels;
    bool equal = true;
    for (std::size_t z = 0; z < nz; ++z)
      for (std::size_t y = 0; y < ny; ++y) {
        equal &= std::equal(blended.along(y, z), blended.along(y, z) + nx + 1, by_value.along(y, z));
        equal &= std::equal(blended.below_z(y, z), blended.below_z(y, z) + nx, by_value.below_z(y, z));
      }
    CHECK(equal);
  }
}
