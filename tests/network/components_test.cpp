#include "sim/network/components.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <random>

namespace exomet {
namespace {

using Edges = std::vector<std::pair<std::uint32_t, std::uint32_t>>;

// The oracle: repeat until nothing changes that both ends of an edge have the lower label.
std::vector<int> relabelled_components(std::size_t vertices, const Edges& edges) {
  std::vector<int> label(vertices);
  for (std::size_t v = 0; v < vertices; ++v) label[v] = static_cast<int>(v);
  for (bool changed = true; changed;) {
    changed = false;
    for (const auto& [a, b] : edges) {
      const int low = std::min(label[a], label[b]);
      changed = changed || label[a] != low || label[b] != low;
      label[a] = label[b] = low;
    }
  }
  std::vector<int> lowest = label;
  std::sort(lowest.begin(), lowest.end());
  lowest.erase(std::unique(lowest.begin(), lowest.end()), lowest.end());
  for (int& l : label)
    l = static_cast<int>(std::lower_bound(lowest.begin(), lowest.end(), l) - lowest.begin());
  return label;
}

// The oracle: fill each hole from its lowest pixel, pixel by pixel.
std::vector<double> filled_areas(Raster raster) {
  std::vector<double> areas;
  const int width = raster.width, height = raster.height;
  for (int start = 0; start < width * height; ++start) {
    if (raster.covered[start]) continue;
    areas.push_back(0);
    std::vector<std::pair<int, int>> stack{{start % width, start / width}};
    while (!stack.empty()) {
      auto [x, y] = stack.back();
      stack.pop_back();
      if (raster.periodic_x) x = (x + width) % width;
      if (raster.periodic_y) y = (y + height) % height;
      if (x < 0 || y < 0 || x >= width || y >= height || raster.covered[x + width * y]) continue;
      raster.covered[x + width * y] = 1;
      areas.back() += raster.pixel_area;
      for (const auto& [dx, dy] : {std::pair{1, 0}, {-1, 0}, {0, 1}, {0, -1}})
        stack.push_back({x + dx, y + dy});
    }
  }
  return areas;
}

// Rows of '#' (covered) and '.' (bare); the first row has y = 0.
Raster drawn(const std::vector<std::string>& rows, double pixel_area = 1) {
  Raster raster;
  raster.width = static_cast<int>(rows.front().size());
  raster.height = static_cast<int>(rows.size());
  raster.pixel_area = pixel_area;
  for (const std::string& row : rows)
    for (const char c : row) raster.covered.push_back(c == '#');
  return raster;
}

Raster random_raster(int width, int height, double covered, unsigned seed) {
  std::mt19937 random(seed);
  std::bernoulli_distribution coin(covered);
  Raster raster{width, height, 2.5, false, false, std::vector<std::uint8_t>(std::size_t(width) * height)};
  for (auto& pixel : raster.covered) pixel = coin(random);
  return raster;
}

TEST_CASE("Cells that touch through others are one cluster and clusters count from the lowest cell") {
  const Edges edges{{5, 4}, {1, 3}, {3, 6}};
  CHECK(connected_components(7, edges) == std::vector<int>{0, 1, 2, 1, 3, 3, 1});
}

TEST_CASE("Cells without contacts are clusters of their own") {
  CHECK(connected_components(3, {}) == std::vector<int>{0, 1, 2});
  CHECK(connected_components(0, {}).empty());
}

TEST_CASE("Clusters don't depend on the order or the direction of the contacts or on contacts listed twice") {
  Edges edges{{0, 9}, {9, 2}, {4, 5}, {5, 6}, {8, 6}, {3, 3}};
  const std::vector<int> expected = connected_components(10, edges);
  std::reverse(edges.begin(), edges.end());
  for (auto& [a, b] : edges) std::swap(a, b);
  edges.push_back(edges.front());
  CHECK(connected_components(10, edges) == expected);
  CHECK(expected == std::vector<int>{0, 1, 0, 2, 3, 3, 3, 4, 3, 0});
}

TEST_CASE("Clusters of random contacts are those of repeated relabelling") {
  std::mt19937 random(7);
  for (const std::size_t contacts : {10, 60, 100, 150, 400}) {
    std::uniform_int_distribution<std::uint32_t> cell(0, 199);
    Edges edges;
    for (std::size_t i = 0; i < contacts; ++i) edges.push_back({cell(random), cell(random)});
    CHECK(connected_components(200, edges) == relabelled_components(200, edges));
  }
}

TEST_CASE("Holes are bare pixels that share a side in the order of their lowest pixel") {
  const Raster raster = drawn({"#.###",  //
                               "#..##",  //
                               "###.#",  //
                               ".####"},
                              100);
  CHECK(hole_areas(raster) == std::vector<double>{300, 100, 100});
}

TEST_CASE("Holes go on across periodic ends only") {
  Raster raster = drawn({".##.",  //
                         "####",  //
                         ".###"});
  CHECK(hole_areas(raster) == std::vector<double>{1, 1, 1});
  raster.periodic_x = true;
  CHECK(hole_areas(raster) == std::vector<double>{2, 1});
  raster.periodic_y = true;
  CHECK(hole_areas(raster) == std::vector<double>{3});
}

TEST_CASE("A whole sheet has no hole and no sheet at all is one hole") {
  CHECK(hole_areas(drawn({"###", "###"})).empty());
  CHECK(hole_areas(drawn({"...", "..."}, 4)) == std::vector<double>{24});
  CHECK(hole_areas(Raster{}).empty());
}

TEST_CASE("Holes of a sheet one pixel wide are right with periodic ends") {
  Raster raster = drawn({".", "#", ".", "."});
  raster.periodic_x = true;
  CHECK(hole_areas(raster) == std::vector<double>{1, 2});
  raster.periodic_y = true;
  CHECK(hole_areas(raster) == std::vector<double>{3});
}

TEST_CASE("Holes of random sheets are those of filling them pixel by pixel") {
  for (const double covered : {0.1, 0.4, 0.6, 0.9})
    for (const int ends : {0, 1, 2, 3}) {
      Raster raster = random_raster(37, 23, covered, static_cast<unsigned>(ends + 100 * covered));
      raster.periodic_x = ends & 1;
      raster.periodic_y = ends & 2;
      CHECK(hole_areas(raster) == filled_areas(raster));
    }
}

}  // namespace
}  // namespace exomet
