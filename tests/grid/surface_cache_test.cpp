#include "sim/grid/surface/surface_cache.hpp"

#include <catch2/catch.hpp>

#include "sim/grid/surface/distance.hpp"

using namespace exomet;

namespace {
bool same(const std::vector<Vec3>& a, const std::vector<Vec3>& b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [](const Vec3& p, const Vec3& q) { return p.x == q.x && p.y == q.y && p.z == q.z; });
}
}  // namespace

TEST_CASE("a surface that was asked for lately is known and one that changed is found anew") {
  Geometry grid;
  grid.voxels = {5, 4, 3};
  std::vector<double> density(grid.size()), other;
  density[grid.index(2, 2, 1)] = 0.7;
  other = density;
  other[grid.index(2, 2, 1)] = 0.8;
  SurfaceCache surfaces;
  const auto first = surfaces.to_surface(grid, density), second = surfaces.to_surface(grid, other);
  CHECK(same(*first, to_surface(grid, density)));
  CHECK(same(*second, to_surface(grid, other)));
  CHECK_FALSE(same(*first, *second));
  CHECK(surfaces.to_surface(grid, density) == first);
  CHECK(surfaces.to_surface(grid, other) == second);
  const auto ask_for_another = [&](double share) {
    other[0] = share;
    CHECK(same(*surfaces.to_surface(grid, other), to_surface(grid, other)));
  };
  ask_for_another(0.6);  // there is room for three
  CHECK(surfaces.to_surface(grid, density) == first);
  for (const double share : {0.7, 0.8, 0.9}) ask_for_another(share);  // those asked for least lately must go
  CHECK(surfaces.to_surface(grid, density) != first);
}
