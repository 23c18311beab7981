// What a cell can sense. All signals share one namespace: EV species and substances around the cell, cargo
// inside it, the tissue it touches, what of it was eroded near it (`eroded.<tissue>`), `touching.<type>`,
// `crowding`, `age`, and what mechanisms add. Each source of signals is registered by who makes it:
// `const SignalSource quiet{{"quiet", ...}};`
#pragma once

#include <map>
#include <string>
#include <vector>

#include "sim/base/quantity.hpp"
#include "sim/config/vocabulary.hpp"
#include "sim/network/signalling.hpp"
#include "sim/run/view.hpp"

namespace exomet {

class SignalSource {
 public:
  struct Kind {
    std::string name;    // of the source
    std::string prefix;  // of the signals' names; with `of` empty the name of the only one
    std::string of;      // there is a signal for each name of this kind ("tissue"); empty: there is one
    Dimension dimension = Dimension::number;
    std::string about;
    // The signal of that number as a cell senses it now.
    double (*at)(const View&, CellIndex, int index) = nullptr;
    // What it is in the signalling graph; nullptr: no part of it.
    int (*node)(SignallingGraph&, const Model&, int index) = nullptr;
  };
  explicit SignalSource(const Kind&);

  static const std::map<std::string, Kind>& all();  // by name
};

struct Signal {
  const SignalSource::Kind* source = nullptr;
  int index = 0;  // of the species, cargo, tissue or cell type

  double at(const View& view, CellIndex cell) const { return source->at(view, cell, index); }
};

// What a mechanism keeps of a cell in the state column of that name; 0 if none does.
double kept_in(const View&, const std::string& column, CellIndex);

std::string signal_name(const Signal&, const Model&);

// The names of all signals of a model in a fixed order, and the signal at a place of it.
std::vector<std::string> signal_names(const Vocabulary&);
Signal signal_at(const Vocabulary&, std::size_t place);

}  // namespace exomet
