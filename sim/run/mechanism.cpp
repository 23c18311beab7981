#include "sim/run/mechanism.hpp"

#include <algorithm>

namespace exomet {

int StateColumns::of(const std::string& name) {
  const auto found = std::find(names_.begin(), names_.end(), name);
  if (found != names_.end()) return static_cast<int>(found - names_.begin());
  names_.push_back(name);
  return static_cast<int>(names_.size()) - 1;
}

std::vector<int> releases(const Model& model, const Mechanism& mechanism) {
  std::vector<int> species = mechanism.releases();
  for (int tissue : mechanism.erodes())
    for (const Held& held : model.tissues[tissue].holds) species.push_back(held.index);
  return species;
}

}  // namespace exomet
