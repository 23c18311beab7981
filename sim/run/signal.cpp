#include "sim/run/signal.hpp"

#include <algorithm>
#include <numbers>

#include "sim/grid/tissue.hpp"

namespace exomet {

namespace {

std::map<std::string, SignalSource::Kind>& registered() {
  static std::map<std::string, SignalSource::Kind> kinds;
  return kinds;
}

const SignalSource species{
    {"species", "", "EV or substance", Dimension::per_volume, "EVs or molecules around the cell",
     [](const View& view, CellIndex cell, int index) { return density_around(view, index, cell); },
     [](SignallingGraph& graph, const Model& model, int index) {
       const Species& species = model.species[index];
       return graph.node(species.vesicle ? SignalKind::vesicle : SignalKind::substance, species.name);
     }}};

const SignalSource cargo{
    {"cargo", "", "cargo", Dimension::number, "copies in the cell",
     [](const View& view, CellIndex cell, int index) { return view.world.cells.cargo[index][cell]; },
     [](SignallingGraph& graph, const Model& model, int index) {
       return graph.node(SignalKind::cargo, model.cargo[index].name);
     }}};

const SignalSource tissue{
    {"tissue", "", "tissue", Dimension::number, "share of the tissue that it touches",
     [](const View& view, CellIndex cell, int index) { return touched_tissue(view, index, cell); }}};

const SignalSource eroded{
    {"eroded", "eroded.", "tissue", Dimension::number,
     "mean share, within two of its diameters, that is gone since the start: of a pit not yet filled again",
     [](const View& view, CellIndex cell, int index) {
       const Population& cells = view.world.cells;
       const Tissue& tissue = view.world.tissues[index];
       return mean_eroded(view.model.geometry, tissue.start, tissue.density, cells.position(cell),
                          2 * cells.diameter[cell]);
     }}};

const SignalSource touching{
    {"touching", "touching.", "cell type", Dimension::number, "living cells of the type that touch it",
     [](const View& view, CellIndex cell, int index) {
       double count = 0;
       for (CellIndex other : view.touching(cell))
         count += view.world.cells.type[other] == index && view.world.cells.alive(other);
       return count;
     },
     [](SignallingGraph& graph, const Model& model, int index) {
       return graph.node(SignalKind::cell_type, model.cells[index].name);
     }}};

const SignalSource touching_dying{{"dying", "touching.dying", "", Dimension::number,
                                   "dying cells of any type that touch it",
                                   [](const View& view, CellIndex cell, int) {
                                     double count = 0;
                                     for (CellIndex other : view.touching(cell))
                                       count += view.world.cells.life[other] == Life::dying;
                                     return count;
                                   }}};

const SignalSource volume{
    {"volume", "volume", "", Dimension::volume, "of the cell", [](const View& view, CellIndex cell, int) {
       const double diameter = view.world.cells.diameter[cell];
       return std::numbers::pi / 6 * diameter * diameter * diameter;
     }}};

const SignalSource crowding{{"crowding", "crowding", "", Dimension::number,
                             "touching cells as a share of the closest packing (12 in 3-D, 6 in 2-D)",
                             [](const View& view, CellIndex cell, int) {
                               return static_cast<double>(view.touching(cell).size()) /
                                      view.model.kissing_number();
                             }}};

const SignalSource age{
    {"age", "age", "", Dimension::time, "since birth", [](const View& view, CellIndex cell, int) {
       return std::max(0.0, view.time() - view.world.cells.born[cell]);
     }}};

// Names of a kind, of the model itself.
const std::string& name_of(const std::string& kind, int index, const Model& model) {
  if (kind == "tissue") return model.tissues[index].name;
  if (kind == "cargo") return model.cargo[index].name;
  if (kind == "cell type") return model.cells[index].name;
  return model.species[index].name;
}

}  // namespace

SignalSource::SignalSource(const Kind& kind) { registered()[kind.name] = kind; }

const std::map<std::string, SignalSource::Kind>& SignalSource::all() { return registered(); }

double kept_in(const View& view, const std::string& column, CellIndex cell) {
  const Population& all = view.world.cells;
  const auto found = std::find(all.state_names.begin(), all.state_names.end(), column);
  return found == all.state_names.end() ? 0 : all.state[found - all.state_names.begin()][cell];
}

std::string signal_name(const Signal& signal, const Model& model) {
  const SignalSource::Kind& source = *signal.source;
  return source.of.empty() ? source.prefix : source.prefix + name_of(source.of, signal.index, model);
}

Signal signal_at(const Vocabulary& words, std::size_t place) {
  for (const auto& [name, source] : SignalSource::all()) {
    const std::size_t count = source.of.empty() ? 1 : words.of(source.of).size();
    if (place < count) return {&source, static_cast<int>(place)};
    place -= count;
  }
  return {};
}

std::vector<std::string> signal_names(const Vocabulary& words) {
  std::vector<std::string> names;
  for (const auto& [_, source] : SignalSource::all()) {
    if (source.of.empty())
      names.push_back(source.prefix);
    else
      for (const std::string& name : words.of(source.of)) names.push_back(source.prefix + name);
  }
  return names;
}

}  // namespace exomet
