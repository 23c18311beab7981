#include "sim/run/pieces.hpp"

#include <catch2/catch.hpp>

using namespace exomet;

namespace {
std::vector<char> marked(const Geometry& grid, const std::vector<std::array<int, 3>>& voxels) {
  std::vector<char> marks(grid.size(), 0);
  for (const auto& [x, y, z] : voxels) marks[grid.index(x, y, z)] = 1;
  return marks;
}
}  // namespace

TEST_CASE("voxels hang together by faces and not by edges") {
  Geometry grid;
  grid.voxels = {5, 4, 3};
  const auto piece =
      pieces(grid, marked(grid, {{0, 0, 0}, {1, 0, 0}, {1, 0, 1}, {2, 1, 1}, {2, 2, 1}, {4, 3, 2}}));
  CHECK(piece[grid.index(0, 0, 0)] == 0);
  CHECK(piece[grid.index(1, 0, 1)] == 0);
  CHECK(piece[grid.index(2, 1, 1)] == 1);
  CHECK(piece[grid.index(2, 2, 1)] == 1);
  CHECK(piece[grid.index(4, 3, 2)] == 2);
  CHECK(piece[grid.index(3, 3, 2)] == -1);
  CHECK(piece_sizes(piece) == std::vector<std::size_t>{3, 2, 1});
}

TEST_CASE("pieces hang together across joined ends only") {
  Geometry grid;
  grid.voxels = {5, 4, 3};
  const auto ends = marked(grid, {{0, 1, 1}, {4, 1, 1}, {2, 0, 2}, {2, 3, 2}});
  CHECK(piece_sizes(pieces(grid, ends)).size() == 4);
  grid.boundary[0] = {Boundary::periodic, Boundary::periodic};
  CHECK(piece_sizes(pieces(grid, ends)) == std::vector<std::size_t>{2, 1, 1});
}

TEST_CASE("nothing has no pieces") {
  Geometry grid;
  grid.voxels = {3, 3, 3};
  CHECK(piece_sizes(pieces(grid, std::vector<char>(27, 0))).empty());
}
