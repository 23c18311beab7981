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

}  // namespace
}  // namespace exomet
