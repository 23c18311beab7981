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
// Calls add(name, signal) for every signal, in the order of the namespace.
template <class Add>
void list_signals(const Vocabulary& words, const Add& add) {
  const auto kind = [&](const std::string& kind, const std::string& prefix, SignalSource source) {
    const std::vector<std::string>& names = words.of(kind);
    for (std::size_t i = 0; i < names.size(); ++i)
      add(prefix + names[i], Signal{source, static_cast<int>(i)});
  };
  kind("EV or substance", "", SignalSource::species);
  kind("cargo", "", SignalSource::cargo);
  kind("tissue", "", SignalSource::tissue);
  kind("tissue", "eroded.", SignalSource::eroded);
  kind("cell type", "touching.", SignalSource::touching);
  add("crowding", Signal{SignalSource::crowding, 0});
  add("age", Signal{SignalSource::age, 0});
}
}  // namespace

std::vector<Signal> all_signals(const Vocabulary& words) {
  std::vector<Signal> signals;
  list_signals(words, [&](const std::string&, const Signal& signal) { signals.push_back(signal); });
  return signals;
}

std::vector<std::string> signal_names(const Vocabulary& words) {
  std::vector<std::string> names;
  list_signals(words, [&](const std::string& name, const Signal&) { names.push_back(name); });
  return names;
}

}  // namespace exomet
