// What a run needs, worked out before anything is allocated.
#include <sys/resource.h>

#include <algorithm>
#include <cmath>
#include <fstream>
#include <limits>
#include <numbers>
#include <sstream>
#include <string>

#include "sim/base/error.hpp"
#include "sim/cells/population.hpp"
#include "sim/run/mechanism.hpp"
#include "sim/run/placement.hpp"
#include "sim/run/plan.hpp"

namespace exomet {

namespace {
// A cell's fixed columns, forces, contacts, neighbour lists and decisions take about 350 bytes; for each
// species there are its rates and what is known of its voxel (`./exomet bench memory`).
double bytes_per_cell(const Model& model) {
  return 350 +
         8.0 * static_cast<double>(model.cargo.size() + model.state_names.size() + 6 * model.species.size());
}

// From the benchmarks of the stages on a 2-core machine.
double seconds_for(const Plan& plan, const Estimate& needs) {
  constexpr double per_cell_step = 0.6e-6, per_voxel_step = 8e-9, per_tick = 60e-6;
  const Steps& steps = plan.model().steps;
  const double moves = plan.duration / steps.motion, transports = plan.duration / steps.transport;
  return needs.cells * moves * per_cell_step + needs.steps * per_tick +
         needs.voxels * transports * per_voxel_step * static_cast<double>(plan.model().species.size());
}
}  // namespace

Estimate estimate(const Plan& plan) {
  const Model& model = plan.model();
  Estimate needs;
  for (const auto& placement : model.start) needs.cells += placement->cells(model);
  for (const Phase& phase : plan.phases)
    for (const auto& placement : phase.added) needs.cells += placement->cells(model);
  const Geometry& grid = model.geometry;
  needs.voxels = double(grid.voxels[0]) * grid.voxels[1] * grid.voxels[2];
  std::size_t lanes = model.species.size();  // one each for doses
  for (const CellType& type : model.cells)
    for (const auto& mechanism : type.mechanisms) lanes += releases(model, *mechanism).size();
  const double coefficients = model.tissues.empty() ? 0 : 6 * 8.0 * model.species.size();
  needs.bytes =
      needs.cells * bytes_per_cell(model) +
      needs.voxels * (8.0 * lanes + coefficients + 16.0 * model.tissues.size() + 8.0 * model.species.size());
  needs.steps = plan.duration / plan.tick();
  needs.seconds = seconds_for(plan, needs);
  return needs;
}

namespace {
constexpr double no_limit = 1e300;

// The number that follows a word in a file of the kernel, or `otherwise`.
double number_after(const char* path, const std::string& word, double otherwise) {
  std::ifstream file(path);
  double number = 0;
  if (word.empty()) return file >> number ? number : otherwise;
  for (std::string read; file >> read;)
    if (read == word) return file >> number ? number : otherwise;
  return otherwise;
}

}  // namespace

// Linux: of the machine, of its container, of `ulimit -v`.
double free_memory() {
  double free = 1024 * number_after("/proc/meminfo", "MemAvailable:", no_limit);
  const double container = number_after("/sys/fs/cgroup/memory.max", "", no_limit);
  if (container < no_limit)
    free = std::min(free, container - number_after("/sys/fs/cgroup/memory.current", "", 0));
  rlimit limit{};
  if (getrlimit(RLIMIT_AS, &limit) == 0 && limit.rlim_cur != RLIM_INFINITY)
    free = std::min(
        free, static_cast<double>(limit.rlim_cur) - 1024 * number_after("/proc/self/status", "VmSize:", 0));
  return std::max(free, 0.0);
}

namespace {
std::string readable(double bytes) {
  std::ostringstream text;
  text.precision(0);
  bytes < 1e10 ? text << std::fixed << bytes / 1e6 << " MB" : text << std::fixed << bytes / 1e9 << " GB";
  return text.str();
}
}  // namespace

void require_memory(const Estimate& needs) {
  const double free = free_memory();
  if (needs.cells > 4e9)
    throw InputError("the model starts with more than 4 billion cells; start with fewer");
  if (needs.bytes > free)
    throw InputError("the model needs about " + readable(needs.bytes) + " of memory at its start and " +
                     readable(free) + " are free; use a smaller domain, larger voxels or fewer cells");
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
}  // namespace

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
    throw RunError(std::to_string(cells) + " cells may double in the next step, which needs about " +
                   readable(needed) + " of memory where " + readable(free) + " are free" + advice);
}

}  // namespace exomet
