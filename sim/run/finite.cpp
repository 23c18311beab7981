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

// The cell with the lowest index whose value in one of some columns isn't finite.
class FirstCell {
 public:
  explicit FirstCell(const Population& cells) : cells_(cells), first_(cells.size()) {}

  void look(const std::vector<double>& column, const std::string& name) {
    const std::size_t at = first_not_finite(column);
    if (at < first_) first_ = at, what_ = name;
  }
  void look_at_positions() {
    for (const auto* axis : {&cells_.x, &cells_.y, &cells_.z}) look(*axis, "position");
  }
  std::string in_words(const Model& model) const {
    if (first_ == cells_.size()) return {};
    return "the " + what_ + " of cell " + std::to_string(cells_.id[first_]) + " (" +
           model.cells[cells_.type[first_]].name + ") is no finite number any more" + advice;
  }

 private:
  const Population& cells_;
  std::size_t first_;
  std::string what_;
};

}  // namespace

std::string not_finite_position(const Model& model, const Population& cells) {
  FirstCell found(cells);
  found.look_at_positions();
  return found.in_words(model);
}

std::string not_finite_cell(const Model& model, const Population& cells) {
  FirstCell found(cells);
  found.look_at_positions();
  found.look(cells.diameter, "diameter");
  for (std::size_t c = 0; c < cells.cargo.size(); ++c)
    found.look(cells.cargo[c], "load of " + model.cargo[c].name);
  for (std::size_t k = 0; k < cells.state.size(); ++k) found.look(cells.state[k], cells.state_names[k]);
  return found.in_words(model);
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
