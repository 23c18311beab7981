#include "sim/network/signalling.hpp"

#include <algorithm>
#include <cassert>

namespace exomet {

std::string name(SignalKind kind) {
  switch (kind) {
    case SignalKind::cell_type:
      return "cell type";
    case SignalKind::vesicle:
      return "EV";
    case SignalKind::substance:
      return "substance";
    case SignalKind::cargo:
      return "cargo";
  }
  return {};
}

std::string name(Relation relation) {
  switch (relation) {
    case Relation::releases:
      return "releases";
    case Relation::makes:
      return "makes";
    case Relation::carries:
      return "carries";
    case Relation::taken_up_by:
      return "taken up by";
    case Relation::raises:
      return "raises";
    case Relation::lowers:
      return "lowers";
  }
  return {};
}

int SignallingGraph::node(SignalKind kind, const std::string& name) {
  const auto same = [&](const SignalNode& n) { return n.kind == kind && n.name == name; };
  const auto found = std::find_if(nodes_.begin(), nodes_.end(), same);
  const auto index = found - nodes_.begin();
  if (found == nodes_.end()) nodes_.push_back({kind, name});
  return static_cast<int>(index);
}

SignalEdge& SignallingGraph::edge(int from, int to, Relation relation, const std::string& what) {
  assert(from >= 0 && from < int(nodes_.size()) && to >= 0 && to < int(nodes_.size()));
  const auto same = [&](const SignalEdge& e) {
    return e.from == from && e.to == to && e.relation == relation && e.what == what;
  };
  const auto found = std::find_if(edges_.begin(), edges_.end(), same);
  if (found != edges_.end()) return *found;
  return edges_.emplace_back(SignalEdge{from, to, relation, what, std::nullopt});
}

void SignallingGraph::connect(int from, int to, Relation relation, const std::string& what) {
  edge(from, to, relation, what);
}

void SignallingGraph::measure(int from, int to, Relation relation, double amount) {
  std::optional<double>& sum = edge(from, to, relation, {}).amount;
  sum = sum.value_or(0) + amount;
}

bool SignallingGraph::goes_out(int from, Relation relation) const {
  return std::any_of(edges_.begin(), edges_.end(),
                     [&](const SignalEdge& e) { return e.from == from && e.relation == relation; });
}

bool SignallingGraph::comes_in(int to, Relation relation) const {
  return std::any_of(edges_.begin(), edges_.end(),
                     [&](const SignalEdge& e) { return e.to == to && e.relation == relation; });
}

void SignallingGraph::check_cargo(int node, std::vector<std::string>& ends) const {
  const std::string cargo = "cargo '" + nodes_[node].name + "'";
  if (!comes_in(node, Relation::carries) && !comes_in(node, Relation::makes))
    ends.push_back(cargo + " is carried by no EV and made by no cell");
  if (goes_out(node, Relation::raises) || goes_out(node, Relation::lowers)) return;
  const bool reaches_cells = std::any_of(edges_.begin(), edges_.end(), [&](const SignalEdge& e) {
    return e.to == node && e.relation == Relation::carries && goes_out(e.from, Relation::taken_up_by);
  });
  ends.push_back(reaches_cells ? cargo + " reaches cells but no behaviour listens to it"
                               : "no behaviour listens to " + cargo);
}

void SignallingGraph::check_messenger(int node, std::vector<std::string>& ends) const {
  const bool vesicle = nodes_[node].kind == SignalKind::vesicle;
  const std::string who =
      (vesicle ? "EVs '" : "substance '") + nodes_[node].name + (vesicle ? "' are " : "' is ");
  if (!nodes_[node].given && !comes_in(node, Relation::releases))
    ends.push_back(who + "released by no cell type");
  const bool heard = goes_out(node, Relation::raises) || goes_out(node, Relation::lowers);
  if (heard || nodes_[node].held || goes_out(node, Relation::taken_up_by)) return;
  ends.push_back(vesicle ? who + "taken up by no cell type"
                         : who + "taken up by no cell type and no behaviour listens to it");
}

std::vector<std::string> SignallingGraph::loose_ends() const {
  std::vector<std::string> ends;
  for (int node = 0; node < int(nodes_.size()); ++node) {
    const SignalKind kind = nodes_[node].kind;
    if (kind == SignalKind::cargo) check_cargo(node, ends);
    if (kind == SignalKind::vesicle || kind == SignalKind::substance) check_messenger(node, ends);
  }
  return ends;
}

}  // namespace exomet
