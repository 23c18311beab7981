// How far cells are from a tissue.
#include <cmath>

#include "sim/grid/surface/distance.hpp"
#include "sim/grid/tissue.hpp"
#include "sim/run/cell_types.hpp"
#include "sim/run/measure.hpp"

namespace exomet {
namespace {

class DistanceTo final : public Measure {
 public:
  static Section<DistanceTo> schema() {
    Section<DistanceTo> section(
        "Mean distance of living cells' middles from the surface of a tissue, 0 for those inside it. Unknown "
        "without "
        "cells or without a surface.");
    section.reference("distance_to", &DistanceTo::tissue_, "tissue", true, "The tissue.");
    add_cell_types(section, "of", &DistanceTo::types_, true, "The types of the cells.");
    return section;
  }
  Dimension dimension() const override { return Dimension::length; }
  Cost cost(const Model& model, double) const override {
    constexpr double bytes_per_voxel = 45, seconds_per_voxel = 100e-9;
    const auto voxels = static_cast<double>(model.geometry.size());
    return {bytes_per_voxel * voxels, seconds_per_voxel * voxels};
  }
  double observe(const View& view, const Observed&, MeasureMemory&) const override {
    const Geometry& grid = view.model.geometry;
    const Population& cells = view.world.cells;
    const VoxelValues& density = view.world.tissues[tissue_].density;
    std::vector<CellIndex> counted;
    for (CellIndex i = 0; i < cells.size(); ++i)
      if (types_.has(cells.type[i]) && cells.alive(i)) counted.push_back(i);
    if (counted.empty()) return nowhere;  // often, and it saves much
    const std::vector<double> distance = signed_distance(density, *to_surface(view, density));
    double sum = 0;
    for (const CellIndex i : counted)
      sum +=
          std::max(0.0, share_at(grid, distance, cells.position(i)));  // linear between the voxels' middles
    return std::isfinite(distance.front()) ? sum / static_cast<double>(counted.size()) : nowhere;
  }

 private:
  int tissue_ = -1;
  CellTypes types_;
};

const Registry<Measure>::Entry<DistanceTo> entry{"distance_to"};

}  // namespace
}  // namespace exomet
