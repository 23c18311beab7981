#include "sim/run/finite.hpp"

#include <algorithm>
#include <cmath>

#include "sim/base/parallel.hpp"
#include "sim/run/model.hpp"

namespace exomet {

namespace {

constexpr std::size_t chunk = 4096;
const std::string advice = "; look for an enormous rate, force or coefficient in the model";

// Index of the first value that isn't finite, or the size. The sum of many finite numbers may overflow, so it
// only says where to look.
std::size_t first_not_finite(const std::vector<double>& values) {
  if (std::isfinite(parallel_sum(values.size(), chunk, [&](std::size_t i) { return values[i]; })))
    return values.size();
  const auto bad = [](double value) { return !std::isfinite(value); };
  return static_cast<std::size_t>(std::find_if(values.begin(), values.end(), bad) - values.begin());
}

}  // namespace

std::string not_finite_cell(const Model& model, const Population& cells) {
  std::size_t first = cells.size();
  std::string what;
  const auto look = [&](const std::vector<double>& column, const std::string& name) {
    const std::size_t at = first_not_finite(column);
    if (at < first) first = at, what = name;
  };
  for (const auto* axis : {&cells.x, &cells.y, &cells.z}) look(*axis, "position");
  look(cells.diameter, "diameter");
  for (std::size_t c = 0; c < cells.cargo.size(); ++c) look(cells.cargo[c], "load of " + model.cargo[c].name);
  for (std::size_t k = 0; k < cells.state.size(); ++k) look(cells.state[k], cells.state_names[k]);
  if (what.empty()) return {};
  return "the " + what + " of cell " + std::to_string(cells.id[first]) + " (" +
         model.cells[cells.type[first]].name + ") is no finite number any more" + advice;
}

std::string not_finite_field(const Model& model, const World& world) {
  for (const Lane& lane : world.lanes) {
    const std::size_t voxel = first_not_finite(lane.counts);
    if (voxel == lane.counts.size()) continue;
    return "the amount of " + model.species[lane.species].name + " in voxel " + std::to_string(voxel) +
           " is no finite number any more" + advice;
  }
  return {};
}

}  // namespace exomet
