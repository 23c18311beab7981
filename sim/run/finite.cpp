#include "sim/run/finite.hpp"

#include <algorithm>
#include <atomic>
#include <cmath>
#include <span>

#include "sim/base/double8.hpp"
#include "sim/base/parallel.hpp"
#include "sim/base/quantity.hpp"
#include "sim/run/model.hpp"

namespace exomet {

namespace {

constexpr std::size_t chunk = 65536;
const std::string advice = "; look for an enormous rate, force or coefficient in the model";

// 0 times what is finite is 0, and no number otherwise: all can be looked at side by side, in any order.
bool all_finite(const double* values, std::size_t count) {
  Double8 zeros{};
  std::size_t i = 0;
  for (; i + wide_lanes <= count; i += wide_lanes) zeros += 0.0 * load(values + i);
  double zero = sum_of_lanes(zeros);
  for (; i < count; ++i) zero += 0.0 * values[i];
  return zero == 0;
}

// Index of the first value that isn't finite, or the size.
std::size_t first_not_finite(std::span<const double> values) {
  std::atomic<bool> fine{true};
  parallel_chunks(values.size(), chunk, [&](std::size_t begin, std::size_t end) {
    if (!all_finite(&values[begin], end - begin)) fine = false;
  });
  if (fine) return values.size();
  const auto bad = [](double value) { return !std::isfinite(value); };
  return static_cast<std::size_t>(std::find_if(values.begin(), values.end(), bad) - values.begin());
}

// The axis along which a cell lies beyond a closed or joined end; -1 if there is none.
int axis_outside(const Geometry& grid, const Vec3& at) {
  const Vec3 extent = grid.extent();
  for (int axis = 0; axis < 3; ++axis)
    if ((at[axis] < 0 && grid.boundary[axis][0] != Boundary::open) ||
        (at[axis] > extent[axis] && grid.boundary[axis][1] != Boundary::open))
      return axis;
  return -1;
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

std::string outside_cell(const Model& model, const Population& cells) {
  const Geometry& grid = model.geometry;
  const auto axis_of = [&](std::size_t i) {
    return axis_outside(grid, cells.position(static_cast<CellIndex>(i)));
  };
  if (parallel_sum(cells.size(), chunk, [&](std::size_t i) { return axis_of(i) < 0 ? 0.0 : 1.0; }) == 0)
    return {};
  std::size_t i = 0;
  while (axis_of(i) < 0) ++i;
  const int axis = axis_of(i);
  const auto length = [](double um) { return format_quantity(um, Dimension::length); };
  return "cell " + std::to_string(cells.id[i]) + " (" + model.cells[cells.type[i]].name + ") is at " +
         "xyz"[axis] + " = " + length(cells.position(static_cast<CellIndex>(i))[axis]) +
         ", outside of the domain, which goes from 0 to " + length(grid.extent()[axis]) +
         "; that is a mistake in the program or in a mechanism, please report it";
}

std::string not_finite_field(const Model& model, const World& world, std::span<const std::uint8_t> empty) {
  for (std::size_t l = 0; l < world.donor_fields.size(); ++l) {
    if (l < empty.size() && empty[l]) continue;
    const DonorField& donor_field = world.donor_fields[l];
    const std::size_t voxel = first_not_finite(donor_field.counts);
    if (voxel == donor_field.counts.size()) continue;
    return "the amount of " + model.species[donor_field.species].name + " in voxel " + std::to_string(voxel) +
           " is no finite number any more" + advice;
  }
  for (std::size_t t = 0; t < world.tissues.size(); ++t) {
    const VoxelValues& density = world.tissues[t].density;
    const std::size_t voxel = first_not_finite(density);
    if (voxel < density.size())
      return "the share of " + model.tissues[t].name + " in voxel " + std::to_string(voxel) +
             " is no finite number any more" + advice;
  }
  return {};
}

std::string not_finite_compartment(const Model& model, const World& world) {
  for (std::size_t c = 0; c < world.compartments.size(); ++c)
    for (std::size_t l = 0; l < world.donor_fields.size(); ++l)
      if (!std::isfinite(world.compartments[c].amounts[l]))
        return "the amount of " + model.species[world.donor_fields[l].species].name + " in " +
               model.compartments[c].name + " is no finite number any more" + advice;
  return {};
}

}  // namespace exomet
