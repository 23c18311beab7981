// Who signals to whom: cell types release EVs and substances, EVs carry cargo, cells take up and listen.
#pragma once

#include <iosfwd>
#include <optional>
#include <string>
#include <vector>

namespace exomet {

enum class SignalKind { cell_type, vesicle, substance, cargo };
enum class Relation { releases, carries, taken_up_by, raises, lowers };

struct SignalNode {
  SignalKind kind;
  std::string name;
};

struct SignalEdge {
  int from = 0, to = 0;        // indices into nodes
  Relation relation;
  std::string what;            // raises, lowers: the behaviour ("dies"); else empty
  std::optional<double> amount;  // measured in a run: EVs, copies or molecules
};

class SignallingGraph {
 public:
  int node(SignalKind, const std::string& name);  // found or added
  // Adds an edge; an equal one (amounts aside) is there once.
  void connect(int from, int to, Relation, const std::string& what = {});
  // Adds an amount to the edge from -> to of that relation (added if absent).
  void measure(int from, int to, Relation, double amount);

  // What can't work as written, in words a biologist reads: a cargo that no EV carries or that nobody hears, an EV or
  // substance that nobody releases or nobody takes up or hears. Empty if all is well.
  std::vector<std::string> loose_ends() const;

  void write_dot(std::ostream&, const std::string& title) const;
  void write_graphml(std::ostream&) const;

  const std::vector<SignalNode>& nodes() const { return nodes_; }
  const std::vector<SignalEdge>& edges() const { return edges_; }

 private:
  std::vector<SignalNode> nodes_;
  std::vector<SignalEdge> edges_;
};

}  // namespace exomet
