#include "sim/run/mechanism.hpp"

namespace exomet {

std::vector<int> releases(const Model& model, const Mechanism& mechanism) {
  std::vector<int> species = mechanism.releases();
  for (int tissue : mechanism.erodes())
    for (const Held& held : model.tissues[tissue].holds) species.push_back(held.index);
  return species;
}

}  // namespace exomet
