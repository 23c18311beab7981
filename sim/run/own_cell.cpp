#include "sim/run/own_cell.hpp"

#include <algorithm>

namespace exomet {

StateColumn StateColumns::of(const std::string& name) {
  const auto found = std::find(names_.begin(), names_.end(), name);
  const auto index = static_cast<int>(found - names_.begin());
  if (found == names_.end()) names_.push_back(name);
  if (std::find(claimed_.begin(), claimed_.end(), index) == claimed_.end()) claimed_.push_back(index);
  return StateColumn(index);
}

}  // namespace exomet
