// The signalling graph as a picture (Graphviz) and for other programs (GraphML).
#include <boost/graph/adjacency_list.hpp>
#include <boost/graph/graphml.hpp>
#include <boost/graph/graphviz.hpp>
#include <cmath>
#include <cstdio>
#include <limits>
#include <ostream>
#include <string_view>

#include "sim/base/mathematics.hpp"
#include "sim/network/graphml.hpp"
#include "sim/network/signalling.hpp"

namespace exomet {

namespace {

// An edge is identified by its index, so that several may join the same two nodes. Bidirectional, because
// such a graph also keeps its edges as a list in the order in which they were added.
using Graph = boost::adjacency_list<boost::vecS, boost::vecS, boost::bidirectionalS, boost::no_property,
                                    boost::property<boost::edge_index_t, std::size_t>>;
using Vertex = Graph::vertex_descriptor;
using Edge = Graph::edge_descriptor;

Graph graph_of(const SignallingGraph& signalling) {
  Graph graph(signalling.nodes().size());
  std::size_t index = 0;
  for (const SignalEdge& e : signalling.edges()) boost::add_edge(e.from, e.to, index++, graph);
  return graph;
}

// A DOT string: quotes and backslashes would end or change it, and Graphviz reads HTML entities inside.
std::string dot_string(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') out += '\\';
    out += c == '&' ? std::string("&amp;") : c == '\n' ? std::string("\\n") : std::string(1, c);
  }
  return out + '"';
}

// "0.25", "12", "3,400", "1.2e7": what fits on an arrow.
std::string short_amount(double amount) {
  char text[32];
  const double size = std::abs(amount);
  if (!(size >= 10 && size < 999999.5)) {
    std::snprintf(text, sizeof text, size < 10 ? "%.2g" : "%.3g", amount);
    const std::string number = text;
    const auto exponent = number.find("e+0");
    return exponent == number.npos ? number : number.substr(0, exponent + 1) + number.substr(exponent + 3);
  }
  std::snprintf(text, sizeof text, "%.0f", amount);
  std::string digits = text;
  if (size >= 999.5) digits.insert(digits.size() - 3, ",");
  return digits;
}

// Okabe and Ito's palette (jfly.uni-koeln.de/color).
constexpr const char *sky_blue = "#56B4E9", *orange = "#E69F00", *bluish_green = "#009E73",
                     *yellow = "#F0E442", *blue = "#0072B2", *vermillion = "#D55E00", *grey = "#666666";

std::string node_look(SignalKind kind) {
  const auto look = [](const std::string& shape, const std::string& colour, const std::string& more = {}) {
    return "shape=" + shape + ", fillcolor=\"" + colour + "\"" + more;
  };
  switch (kind) {
    case SignalKind::cell_type:
      return look("box", sky_blue, ", style=\"filled,rounded\", margin=\"0.25,0.15\"");
    case SignalKind::vesicle:
      return look("circle", orange, ", margin=\"0.03\"");
    case SignalKind::substance:
      return look("hexagon", bluish_green);
    case SignalKind::cargo:
      return look("ellipse", yellow);
  }
  return {};
}

std::string edge_look(Relation relation) {
  const auto look = [](const std::string& colour, const std::string& more) {
    return "color=\"" + colour + "\", fontcolor=\"" + colour + "\"" + more;
  };
  switch (relation) {
    case Relation::releases:
    case Relation::makes:
      return look("black", "");
    case Relation::carries:
      return look(grey, ", style=dashed, arrowhead=none");
    case Relation::taken_up_by:
      return look("black", ", arrowhead=vee");
    case Relation::raises:
      return look(blue, ", arrowhead=normal");
    case Relation::lowers:
      return look(vermillion, ", arrowhead=tee");
  }
  return {};
}

void write_edge_attributes(std::ostream& out, const SignalEdge& e) {
  std::string label = e.what;
  if (e.amount) label += (label.empty() ? "" : "\n") + short_amount(*e.amount);
  out << "[" << edge_look(e.relation);
  if (!label.empty()) out << ", label=" << dot_string(label);
  if (e.amount) {
    char width[16];
    std::snprintf(width, sizeof width, "%.2f", 1 + 0.7 * maths::log10(1 + std::max(0.0, *e.amount)));
    out << ", penwidth=" << width;
  }
  out << "]";
}

}  // namespace

void SignallingGraph::write_dot(std::ostream& out, const std::string& title) const {
  const Graph graph = graph_of(*this);
  const auto number = boost::get(boost::edge_index, graph);
  const auto write_node = [&](std::ostream& to, Vertex v) {
    to << "[label=" << dot_string(nodes_[v].name) << ", " << node_look(nodes_[v].kind) << "]";
  };
  const auto write_edge = [&](std::ostream& to, const Edge& e) {
    write_edge_attributes(to, edges_[number[e]]);
  };
  const auto write_frame = [&](std::ostream& to) {
    to << "rankdir=LR; label=" << dot_string(title) << "; labelloc=t; fontsize=20; fontname=\"Helvetica\";\n"
       << "nodesep=0.4; ranksep=0.9;\n"
       << "node [fontname=\"Helvetica\", style=filled, color=\"#333333\"];\n"
       << "edge [fontname=\"Helvetica\", fontsize=11];\n";
  };
  boost::write_graphviz(out, graph, write_node, write_edge, write_frame);
}

void SignallingGraph::write_graphml(std::ostream& out) const {
  constexpr double unknown = std::numeric_limits<double>::quiet_NaN();
  const Graph graph = graph_of(*this);
  const auto number = boost::get(boost::edge_index, graph);
  const auto edge_of = [&](const Edge& e) -> const SignalEdge& { return edges_[number[e]]; };
  boost::dynamic_properties attributes;
  add_attribute<Vertex>(attributes, "name", [&](Vertex v) { return nodes_[v].name; });
  add_attribute<Vertex>(attributes, "kind", [&](Vertex v) { return exomet::name(nodes_[v].kind); });
  add_attribute<Edge>(attributes, "relation",
                      [&](const Edge& e) { return exomet::name(edge_of(e).relation); });
  add_attribute<Edge>(attributes, "behaviour", [&](const Edge& e) { return edge_of(e).what; });
  add_attribute<Edge>(attributes, "amount",
                      [&](const Edge& e) { return edge_of(e).amount.value_or(unknown); });
  boost::write_graphml(out, graph, attributes, true);
}

}  // namespace exomet
