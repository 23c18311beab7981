#include "sim/run/signalling.hpp"

#include "sim/run/mechanism.hpp"

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
}  // namespace

SignallingGraph signalling_graph(const Model& model) {
  SignallingGraph graph;
  for (const CellType& type : model.cells) graph.node(SignalKind::cell_type, type.name);
  for (const Species& species : model.species) {
    const int node = graph.node(species.vesicle ? SignalKind::vesicle : SignalKind::substance, species.name);
    for (const Load& load : species.carries)
      graph.connect(node, graph.node(SignalKind::cargo, model.cargo[load.index].name), Relation::carries);
  }
  for (const Cargo& cargo : model.cargo) graph.node(SignalKind::cargo, cargo.name);
  for (std::size_t type = 0; type < model.cells.size(); ++type)
    for (const auto& mechanism : model.cells[type].mechanisms)
      connect(graph, model, static_cast<CellTypeId>(type), *mechanism);
  return graph;
}

}  // namespace exomet
