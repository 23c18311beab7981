// What a run needs, worked out before anything is allocated.
#include <fstream>
#include <string>

#include "sim/run/mechanism.hpp"
#include "sim/run/placement.hpp"
#include "sim/run/plan.hpp"

namespace exomet {

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
    for (const auto& mechanism : type.mechanisms) lanes += mechanism->releases().size();
  const double columns =
      static_cast<double>(model.cargo.size() + model.state_names.size() + 4 * model.species.size());
  const double coefficients = model.tissues.empty() ? 0 : 6 * 8.0 * model.species.size();
  // A cell's fixed columns, forces, neighbour lists and decisions take about 500 bytes.
  needs.bytes =
      needs.cells * (500 + 8 * columns) +
      needs.voxels * (8.0 * lanes + coefficients + 8.0 * model.tissues.size() + 8.0 * model.species.size());
  needs.steps = plan.duration / plan.tick();
  return needs;
}

namespace {
// Bytes free for a new program (Linux); a large number where that can't be known.
double free_memory() {
  std::ifstream file("/proc/meminfo");
  for (std::string word; file >> word;)
    if (word == "MemAvailable:") {
      double kilobytes = 0;
      if (file >> kilobytes) return 1024 * kilobytes;
    }
  return 1e300;
}

std::string gigabytes(double bytes) { return std::to_string(static_cast<long>(bytes / 1e9 + 0.5)) + " GB"; }
}  // namespace

void require_memory(const Estimate& needs) {
  const double free = free_memory();
  if (needs.cells > 4e9)
    throw InputError("the model starts with more than 4 billion cells; start with fewer");
  if (needs.bytes > free)
    throw InputError("the model needs about " + gigabytes(needs.bytes) + " of memory at its start and " +
                     gigabytes(free) + " are free; use a smaller domain, larger voxels or fewer cells");
}

}  // namespace exomet
