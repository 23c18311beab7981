#include "sim/run/pieces.hpp"

#include <cassert>

#include "sim/network/components.hpp"

namespace exomet {

namespace {

using Edges = std::vector<std::pair<std::uint32_t, std::uint32_t>>;
constexpr std::uint32_t absent = ~0u;

// Edges between marked voxels that share a face; vertex: number of each marked voxel.
Edges faces(const Geometry& grid, const std::vector<std::uint32_t>& vertex) {
  Edges edges;
  for (int z = 0; z < grid.voxels[2]; ++z)
    for (int y = 0; y < grid.voxels[1]; ++y)
      for (int x = 0; x < grid.voxels[0]; ++x) {
        const std::uint32_t here = vertex[grid.index(x, y, z)];
        if (here == absent) continue;
        for (int axis = 0; axis < 3; ++axis) {
          std::array<int, 3> next{x, y, z};
          if (++next[axis] == grid.voxels[axis]) {
            if (!grid.periodic(axis)) continue;
            next[axis] = 0;
          }
          const std::uint32_t there = vertex[grid.index(next[0], next[1], next[2])];
          if (there != absent) edges.emplace_back(here, there);
        }
      }
  return edges;
}

}  // namespace

std::vector<int> pieces(const Geometry& grid, const std::vector<char>& marked) {
  assert(marked.size() == grid.size());
  std::vector<std::uint32_t> vertex(grid.size(), absent);
  std::uint32_t vertices = 0;
  for (std::size_t v = 0; v < grid.size(); ++v)
    if (marked[v]) vertex[v] = vertices++;
  const std::vector<int> component = connected_components(vertices, faces(grid, vertex));
  std::vector<int> piece(grid.size(), -1);
  for (std::size_t v = 0; v < grid.size(); ++v)
    if (marked[v]) piece[v] = component[vertex[v]];
  return piece;
}

std::vector<std::size_t> piece_sizes(const std::vector<int>& piece) {
  std::vector<std::size_t> sizes;
  for (const int number : piece) {
    if (number < 0) continue;
    if (static_cast<std::size_t>(number) >= sizes.size()) sizes.resize(number + 1, 0);
    ++sizes[number];
  }
  return sizes;
}

}  // namespace exomet
