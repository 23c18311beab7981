#include "sim/run/cell_memory.hpp"

#include <cmath>
#include <limits>
#include <numbers>
#include <sstream>

#include "sim/base/error.hpp"
#include "sim/base/free_space.hpp"
#include "sim/run/out_of_memory.hpp"

namespace exomet {

double bytes_per_cell(const Model& model) {
  constexpr double fixed = 400, per_column = 8, per_species = 6 * 8;
  constexpr std::size_t per_cargo = 2;  // the level, and what is made of it
  return fixed + per_column * static_cast<double>(per_cargo * model.cargo.size() + model.state_names.size()) +
         per_species * static_cast<double>(model.species.size());
}

std::string readable_bytes(double bytes) {
  std::ostringstream text;
  text.precision(0);
  bytes < 1e10 ? text << std::fixed << bytes / 1e6 << " MB" : text << std::fixed << bytes / 1e9 << " GB";
  return text.str();
}

namespace {
// Volume of the cells as a multiple of the domain's; in 2-D, area of the discs as a multiple of the domain's.
// At their types' diameters: cells that divide without growing in between are small, but as many neighbours
// to compute.
double filling(const Model& model, const Population& cells) {
  const Geometry& grid = model.geometry;
  double filled = 0, space = 1;
  const bool plane = grid.dimensions() == 2;
  for (CellTypeId type : cells.type) {
    const double d = model.cells[type].diameter;
    filled += std::numbers::pi * d * d * (plane ? 1 / 4.0 : d / 6);
  }
  for (int axis = 0; axis < 3; ++axis)
    if (!grid.flat(axis)) space *= grid.extent()[axis];
  return filled / space;
}

void require_room(const Model& model, const Population& population) {
  constexpr double most_filling = 10;  // the closest packing of spheres is 0.74
  const std::size_t cells = population.size();
  const std::string advice = "; let crowding lower their division, start with fewer or ask for less time";
  if (const double times = filling(model, population); times > most_filling)
    throw RunError(std::to_string(cells) + " cells fill the domain " + std::to_string(std::lround(times)) +
                   " times over" + advice);
  const double needed = static_cast<double>(cells) * bytes_per_cell(model), free = free_memory();
  if (cells > std::numeric_limits<CellIndex>::max() / 2)
    throw RunError("there are more than 2 billion cells, which may double in the next step" + advice);
  if (needed > free)
    throw OutOfMemory(std::to_string(cells) + " cells may double in the next step, which needs about " +
                      readable_bytes(needed) + " of memory where " + readable_bytes(free) + " are free" +
                      advice);
}
}  // namespace

void CellRoom::require_to_double(const Model& model, const Population& cells) {
  if (cells.size() <= looked_at_ + looked_at_ / 16) return;
  require_room(model, cells);
  looked_at_ = cells.size();
}

void CellRoom::require_for_births(const Model& model, const Population& cells) {
  if (cells.size() < 2 * looked_at_) return;
  require_room(model, cells);
  looked_at_ = cells.size();
}

}  // namespace exomet
