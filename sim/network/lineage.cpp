#include "sim/network/lineage.hpp"

#include <boost/graph/adjacency_list.hpp>
#include <boost/graph/graphml.hpp>
#include <cassert>
#include <limits>
#include <ostream>
#include <unordered_map>

#include "sim/network/graphml.hpp"

namespace exomet {

namespace {

// Bidirectional, because such a graph also keeps its edges as a list in the order in which they were added.
using Forest = boost::adjacency_list<boost::vecS, boost::vecS, boost::bidirectionalS>;
using Vertex = Forest::vertex_descriptor;

Forest forest_of(const std::vector<LineageCell>& cells) {
  std::unordered_map<std::uint64_t, Vertex> vertex_of;
  vertex_of.reserve(cells.size());
  for (Vertex v = 0; v < cells.size(); ++v) {
    [[maybe_unused]] const bool unique = vertex_of.emplace(cells[v].id, v).second;
    assert(unique);
  }
  Forest forest(cells.size());
  for (Vertex v = 0; v < cells.size(); ++v) {
    const auto parent = vertex_of.find(cells[v].parent);
    if (cells[v].parent != 0 && parent != vertex_of.end()) boost::add_edge(parent->second, v, forest);
  }
  return forest;
}

}  // namespace

void write_lineage_graphml(std::ostream& out, const std::vector<LineageCell>& cells) {
  constexpr double unknown = std::numeric_limits<double>::quiet_NaN();
  boost::dynamic_properties attributes;
  add_attribute<Vertex>(attributes, "cell", [&](Vertex v) { return cells[v].id; });
  add_attribute<Vertex>(attributes, "parent", [&](Vertex v) { return cells[v].parent; });
  add_attribute<Vertex>(attributes, "type", [&](Vertex v) { return cells[v].type; });
  add_attribute<Vertex>(attributes, "born", [&](Vertex v) { return cells[v].born; });
  add_attribute<Vertex>(attributes, "gone",
                        [&](Vertex v) { return cells[v].gone < 0 ? unknown : cells[v].gone; });
  add_attribute<Vertex>(attributes, "fate", [&](Vertex v) { return cells[v].fate; });
  boost::write_graphml(out, forest_of(cells), attributes, true);
}

}  // namespace exomet
