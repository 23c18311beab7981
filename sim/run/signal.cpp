#include "sim/run/signal.hpp"

#include "sim/grid/tissue.hpp"

namespace exomet {

double Signal::at(const View& view, CellIndex cell) const {
  const Population& cells = view.world.cells;
  switch (source) {
    case SignalSource::species:
      return density_at(view, index, cells.position(cell));
    case SignalSource::cargo:
      return cells.cargo[index][cell];
    case SignalSource::tissue:
      return touched_tissue(view, index, cell);
    case SignalSource::eroded:
      return mean_eroded(view.model.geometry, view.world.tissues[index].start,
                         view.world.tissues[index].density, cells.position(cell), 2 * cells.diameter[cell]);
    case SignalSource::touching: {
      double count = 0;
      for (CellIndex other : view.contacts.of(cell))
        count += cells.type[other] == index && cells.alive(other);
      return count;
    }
    case SignalSource::crowding:
      return static_cast<double>(view.contacts.of(cell).size()) / view.model.kissing_number();
    case SignalSource::age:
      return view.world.time - cells.born[cell];
  }
  return 0;
}

Dimension dimension(SignalSource source) {
  if (source == SignalSource::species) return Dimension::per_volume;
  return source == SignalSource::age ? Dimension::time : Dimension::number;
}

std::string signal_name(const Signal& signal, const Model& model) {
  switch (signal.source) {
    case SignalSource::species:
      return model.species[signal.index].name;
    case SignalSource::cargo:
      return model.cargo[signal.index].name;
    case SignalSource::tissue:
      return model.tissues[signal.index].name;
    case SignalSource::eroded:
      return "eroded." + model.tissues[signal.index].name;
    case SignalSource::touching:
      return "touching." + model.cells[signal.index].name;
    case SignalSource::crowding:
      return "crowding";
    case SignalSource::age:
      return "age";
  }
  return {};
}

namespace {
// Signals that there is one of for each name of a kind, in the order of the namespace.
struct NamedSignals {
  const char *kind, *prefix;
  SignalSource source;
};
constexpr NamedSignals named_signals[] = {{"EV or substance", "", SignalSource::species},
                                          {"cargo", "", SignalSource::cargo},
                                          {"tissue", "", SignalSource::tissue},
                                          {"tissue", "eroded.", SignalSource::eroded},
                                          {"cell type", "touching.", SignalSource::touching}};
}  // namespace

Signal signal_at(const Vocabulary& words, std::size_t place) {
  for (const NamedSignals& named : named_signals) {
    const std::size_t count = words.of(named.kind).size();
    if (place < count) return {named.source, static_cast<int>(place)};
    place -= count;
  }
  return {place == 0 ? SignalSource::crowding : SignalSource::age, 0};
}

std::vector<std::string> signal_names(const Vocabulary& words) {
  std::vector<std::string> names;
  for (const NamedSignals& named : named_signals)
    for (const std::string& name : words.of(named.kind)) names.push_back(named.prefix + name);
  names.insert(names.end(), {"crowding", "age"});
  return names;
}

}  // namespace exomet
