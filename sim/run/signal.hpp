// What a cell can sense. All signals share one namespace: EV species and substances around the cell, cargo
// inside it, the tissue it touches, what of it was eroded near it (`eroded.<tissue>`), `touching.<type>`,
// `crowding`, `age`.
#pragma once

#include <string>
#include <vector>

#include "sim/base/quantity.hpp"
#include "sim/config/vocabulary.hpp"
#include "sim/run/view.hpp"

namespace exomet {

enum class SignalSource { species, cargo, tissue, eroded, touching, crowding, age };

struct Signal {
  SignalSource source = SignalSource::crowding;
  int index = 0;  // of the species, cargo, tissue or cell type

  // species: counts/um^3; cargo: copies; tissue: share that it touches; eroded: mean share, within two of
  // its diameters, that is gone since the start: of a pit not yet filled again; touching: living cells
  // of the type; crowding: touching cells as a share of the closest packing (12 in 3-D, 6 in 2-D); age: min
  // since birth.
  double at(const View&, CellIndex) const;
};

Dimension dimension(SignalSource);  // of its values
std::string signal_name(const Signal&, const Model&);

// The names of all signals of a model in a fixed order, and the signal at a place of it.
std::vector<std::string> signal_names(const Vocabulary&);
Signal signal_at(const Vocabulary&, std::size_t place);

}  // namespace exomet
