#include "models/measures/pit_search.hpp"

#include <algorithm>

#include "sim/grid/surface/distance.hpp"
#include "sim/run/pieces.hpp"

namespace exomet {

namespace {
std::vector<char> lost_voxels(const Tissue& tissue) {
  std::vector<char> lost(tissue.density.size(), 0);
  for (std::size_t v = 0; v < tissue.start.size(); ++v)
    lost[v] = is_solid(tissue.start[v]) && !is_solid(tissue.density[v]);
  return lost;
}
}  // namespace

std::vector<double> pit_volumes(const Geometry& grid, const Tissue& tissue) {
  const std::vector<int> pit = pieces(grid, lost_voxels(tissue));
  std::vector<double> volumes;
  for (std::size_t v = 0; v < pit.size(); ++v) {
    if (pit[v] < 0) continue;
    if (static_cast<std::size_t>(pit[v]) >= volumes.size()) volumes.resize(pit[v] + 1, 0.0);
    volumes[pit[v]] += (tissue.start[v] - tissue.density[v]) * grid.voxel_volume();
  }
  return volumes;
}

double deepest_pit(const View& view, const Tissue& tissue) {
  const std::vector<char> lost = lost_voxels(tissue);
  if (std::find(lost.begin(), lost.end(), 1) == lost.end()) return 0;
  const auto before = to_surface(view, tissue.start), now = to_surface(view, tissue.density);
  double depth = 0;
  for (std::size_t v = 0; v < lost.size(); ++v)
    if (lost[v])
      depth = std::max(depth, signed_distance(tissue.density[v], (*now)[v]) -
                                  signed_distance(tissue.start[v], (*before)[v]));
  return std::isfinite(depth) ? depth : nowhere;
}

}  // namespace exomet
