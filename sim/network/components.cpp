#include "sim/network/components.hpp"

#include <boost/pending/disjoint_sets.hpp>
#include <cassert>

namespace exomet {

namespace {

using Sets = boost::disjoint_sets_with_storage<>;

// Number of the set of each vertex, in the order of their lowest vertex.
std::vector<int> numbered(Sets& sets, std::size_t vertices) {
  std::vector<int> number(vertices, -1), number_of_root(vertices, -1);
  int next = 0;
  for (std::size_t v = 0; v < vertices; ++v) {
    int& root = number_of_root[sets.find_set(v)];
    if (root < 0) root = next++;
    number[v] = root;
  }
  return number;
}

}  // namespace

std::vector<int> connected_components(std::size_t vertices,
                                      std::span<const std::pair<std::uint32_t, std::uint32_t>> edges) {
  Sets sets(vertices);
  for (const auto& [from, to] : edges) {
    assert(from < vertices && to < vertices);
    sets.union_set(std::size_t{from}, std::size_t{to});
  }
  return numbered(sets, vertices);
}

}  // namespace exomet
