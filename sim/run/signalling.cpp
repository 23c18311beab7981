#include "sim/run/signalling.hpp"

#include <set>

#include "sim/run/mechanism.hpp"
#include "sim/run/placement.hpp"

namespace exomet {

namespace {
void connect(SignallingGraph& graph, const Model& model, CellTypeId type, const Mechanism& mechanism) {
  mechanism.connect(graph, model, type);
  for (int tissue : mechanism.erodes())
    for (const Held& held : model.tissues[tissue].holds) {
      const Species& species = model.species[held.index];
      graph.connect(graph.node(SignalKind::cell_type, model.cells[type].name),
                    graph.node(species.vesicle ? SignalKind::vesicle : SignalKind::substance, species.name),
                    Relation::releases);
    }
}

SignalKind kind_of(const Species& species) {
  return species.vesicle ? SignalKind::vesicle : SignalKind::substance;
}

// Whether compartments have it without anybody's doing.
bool kept_up(const Model& model, int species) {
  for (const Compartment& compartment : model.compartments)
    if (const HeldSpecies* const held = compartment.find(species))
      if (held->background > 0 || held->supply > 0) return true;
  return false;
}

void give(SignallingGraph& graph, const Model& model,
          const std::vector<std::shared_ptr<const Placement>>& placements) {
  for (const auto& placement : placements)
    if (const int given = placement->placed(model).species; given >= 0) {
      const Species& species = model.species[given];
      graph.give(graph.node(kind_of(species), species.name));
    }
}

void add(SignallingGraph& graph, const Model& model) {
  for (const CellType& type : model.cells) graph.node(SignalKind::cell_type, type.name);
  for (const Species& species : model.species) {
    const int node = graph.node(kind_of(species), species.name);
    if (species.outside > 0 && model.geometry.has_fixed_end()) graph.give(node);
    for (const Load& load : species.carries)
      graph.connect(node, graph.node(SignalKind::cargo, model.cargo[load.index].name), Relation::carries);
  }
  for (std::size_t s = 0; s < model.species.size(); ++s) {
    const int species = static_cast<int>(s),
              node = graph.node(kind_of(model.species[s]), model.species[s].name);
    if (kept_up(model, species)) graph.give(node);
    if (goes_through_walls(model, species) || kept_up(model, species)) graph.hold(node);
  }
  for (const Cargo& cargo : model.cargo) graph.node(SignalKind::cargo, cargo.name);
  for (std::size_t type = 0; type < model.cells.size(); ++type)
    for (const auto& mechanism : model.cells[type].mechanisms)
      connect(graph, model, static_cast<CellTypeId>(type), *mechanism);
  give(graph, model, model.start);
}
}  // namespace

SignallingGraph signalling_graph(const Model& model) {
  SignallingGraph graph;
  add(graph, model);
  return graph;
}

SignallingGraph signalling_graph(const Plan& plan) {
  SignallingGraph graph;
  std::set<const Model*> seen;
  for (const Phase& phase : plan.phases) {
    if (seen.insert(phase.model.get()).second) add(graph, *phase.model);
    give(graph, *phase.model, phase.added);
  }
  return graph;
}

}  // namespace exomet
