#include "sim/run/signalling.hpp"

#include "sim/run/mechanism.hpp"

namespace exomet {

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
      mechanism->connect(graph, model, static_cast<CellTypeId>(type));
  return graph;
}

}  // namespace exomet
