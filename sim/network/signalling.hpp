// Who signals to whom: cell types release EVs and substances, EVs carry cargo, cells take up and listen.
#pragma once

#include <iosfwd>
#include <optional>
#include <string>
#include <vector>

namespace exomet {

enum class SignalKind { cell_type, vesicle, substance, cargo };
enum class Relation { releases, makes, carries, taken_up_by, raises, lowers };

struct SignalNode {
  SignalKind kind;
  std::string name;
  bool given = false;  // it comes from outside of the cells: a dose, a boundary
  bool held = false;   // a compartment holds it, where it is measured or goes away
};

struct SignalEdge {
  int from = 0, to = 0;  // indices into nodes
  Relation relation;
  std::string what;              // raises, lowers: the behaviour ("dies"); else empty
  std::optional<double> amount;  // measured in a run: EVs, copies or molecules
};

// A directed graph, its nodes and edges in the order in which they were added. The arrows:
//   cell type --releases--> EV or substance      cell type --makes--> cargo      EV --carries--> cargo EV or
//   substance --taken_up_by--> cell type cargo, substance or EV --raises or lowers what--> cell type
class SignallingGraph {
 public:
  int node(SignalKind, const std::string& name);  // found or added
  // Adds an edge; an equal one (amounts aside) is there once.
  void connect(int from, int to, Relation, const std::string& what = {});
  void give(int node) { nodes_[node].given = true; }
  void hold(int node) { nodes_[node].held = true; }
  // Adds an amount to the edge from -> to of that relation (added if absent).
  void measure(int from, int to, Relation, double amount);

  // What can't work as written, in words a biologist reads: a cargo that no EV carries or that nobody hears,
  // an EV or substance that nobody releases or gives, or nobody takes up or hears. Empty if all is well. In
  // the order of the nodes.
  std::vector<std::string> loose_ends() const;

  // Graphviz DOT, left to right, in the colours of Okabe and Ito, which colour-blind readers tell apart: cell
  // types are boxes, EVs circles, substances hexagons, cargo ellipses; what raises a behaviour points with an
  // arrow, what lowers it ends in a bar. A measured edge shows its amount and is the wider the larger its
  // logarithm.
  void write_dot(std::ostream&, const std::string& title) const;

  // GraphML: nodes with name and kind, edges with relation, behaviour and amount (NaN: not measured).
  void write_graphml(std::ostream&) const;

  const std::vector<SignalNode>& nodes() const { return nodes_; }
  const std::vector<SignalEdge>& edges() const { return edges_; }

 private:
  SignalEdge& edge(int from, int to, Relation, const std::string& what);  // found or added
  bool goes_out(int from, Relation) const;
  bool comes_in(int to, Relation) const;
  void check_cargo(int node, std::vector<std::string>& ends) const;
  void check_messenger(int node, std::vector<std::string>& ends) const;

  std::vector<SignalNode> nodes_;
  std::vector<SignalEdge> edges_;
};

std::string name(SignalKind);  // "cell type"
std::string name(Relation);    // "taken up by"

}  // namespace exomet
