#include "sim/network/components.hpp"

#include <boost/pending/disjoint_sets.hpp>
#include <cassert>

namespace exomet {

namespace {

using Sets = boost::disjoint_sets_with_storage<>;

// Number of the set of each vertex that counts, in the order of their lowest such vertex; -1 for the others.
template <class Counts>
std::vector<int> numbered(Sets& sets, std::size_t vertices, const Counts& counts) {
  std::vector<int> number(vertices, -1), number_of_root(vertices, -1);
  int next = 0;
  for (std::size_t v = 0; v < vertices; ++v) {
    if (!counts(v)) continue;
    int& root = number_of_root[sets.find_set(v)];
    if (root < 0) root = next++;
    number[v] = root;
  }
  return number;
}

// Joins each uncovered pixel with its uncovered right and upper neighbour, across periodic ends.
void join_uncovered(const Raster& raster, Sets& sets) {
  const auto open = [&](std::size_t pixel) { return raster.covered[pixel] == 0; };
  const std::size_t width = raster.width, height = raster.height;
  for (std::size_t y = 0; y < height; ++y)
    for (std::size_t x = 0; x < width; ++x) {
      const std::size_t here = x + width * y;
      if (!open(here)) continue;
      if (x + 1 < width || raster.periodic_x) {
        const std::size_t right = (x + 1) % width + width * y;
        if (open(right)) sets.union_set(here, right);
      }
      if (y + 1 < height || raster.periodic_y) {
        const std::size_t above = x + width * ((y + 1) % height);
        if (open(above)) sets.union_set(here, above);
      }
    }
}

}  // namespace

std::vector<int> connected_components(std::size_t vertices,
                                      std::span<const std::pair<std::uint32_t, std::uint32_t>> edges) {
  Sets sets(vertices);
  for (const auto& [from, to] : edges) {
    assert(from < vertices && to < vertices);
    sets.union_set(std::size_t{from}, std::size_t{to});
  }
  return numbered(sets, vertices, [](std::size_t) { return true; });
}

std::vector<double> hole_areas(const Raster& raster) {
  const std::size_t pixels = std::size_t(raster.width) * raster.height;
  assert(raster.width >= 0 && raster.height >= 0 && raster.covered.size() == pixels);
  Sets sets(pixels);
  join_uncovered(raster, sets);

  std::vector<std::size_t> sizes;
  for (const int hole : numbered(sets, pixels, [&](std::size_t p) { return raster.covered[p] == 0; })) {
    if (hole < 0) continue;
    if (std::size_t(hole) == sizes.size()) sizes.push_back(0);
    ++sizes[hole];
  }
  std::vector<double> areas;
  for (const std::size_t size : sizes) areas.push_back(raster.pixel_area * static_cast<double>(size));
  return areas;
}

}  // namespace exomet
