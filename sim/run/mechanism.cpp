#include "sim/run/mechanism.hpp"

namespace exomet {

std::vector<int> releases(const Model& model, const Mechanism& mechanism) {
  std::vector<int> species = mechanism.releases();
  for (int tissue : mechanism.erodes())
    for (const Held& held : model.tissues[tissue].holds) species.push_back(held.index);
  return species;
}

void set_levels_at_rest(const Model& model, Population& cells, CellIndex cell) {
  for (const auto& mechanism : model.cells[cells.type[cell]].mechanisms)
    for (const int cargo : mechanism->makes()) cells.cargo[cargo][cell] = mechanism->at_rest(model, cargo);
}

}  // namespace exomet
